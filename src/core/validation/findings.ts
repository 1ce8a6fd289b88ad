import { defined } from "../defined.ts";
import type { Environment } from "../environment/environment.ts";
import type { Text } from "../errors.ts";
import type { ColumnName } from "../python/value.ts";
import { NeedsNumbers } from "./enforce-datatype.ts";
import { Raised, UndecidedError } from "./raised.ts";
import { isSameName } from "./same-name.ts";
import type { Conversion, FailingRows, Refusal, ValueChange, Verdict, Way } from "./verdict.ts";

/** Where what is found goes, and whose rules hold. */
export interface Enforcement {
  readonly findings: Findings;
  readonly environment: Environment;
}

/** Gathers what is found while data is checked against a schema, and turns it into a verdict. */
export class Findings {
  readonly refusals: Refusal[] = [];
  readonly conversions: Conversion[] = [];
  readonly changes: ValueChange[] = [];
  readonly undecided: { readonly column?: ColumnName; readonly message: Text }[] = [];
  extra: readonly ColumnName[] = [];
  absent: readonly ColumnName[] = [];
  rowCount: number | null = null;
  /** Columns whose numbers have to be looked at, which no reader was asked to do: the data is to be read again. */
  readonly needsNumbers: string[] = [];
  private isNextChecked = false;

  /** Runs one step; what it raises becomes a refusal. True where it ended well. */
  attempt(stage: Refusal["stage"], more: Pick<Refusal, "column" | "found" | "expected" | "rows">, step: () => void): boolean {
    try {
      step();
      return true;
    } catch (error) {
      const column = defined({ column: more.column });
      if (error instanceof NeedsNumbers) {
        this.needsNumbers.push(String(more.column ?? ""));
        this.undecided.push({ ...column, message: ["The numbers have to be looked at, and were not."] });
      } else if (error instanceof Raised) this.refusals.push({ stage, error: error.pythonError, message: error.text, ...more });
      else if (error instanceof UndecidedError) this.undecided.push({ ...column, message: error.text });
      else throw error;
      return false;
    }
  }

  /** Adds to the last refusal which rows are at fault. */
  locate(column: ColumnName, rows: FailingRows): void {
    const last = this.refusals.at(-1);
    if (last?.column === column) this.refusals[this.refusals.length - 1] = { ...last, rows };
  }

  /** Adds how the values of a column change, if they do. */
  change(change: ValueChange | null): void {
    if (change !== null) this.changes.push(change);
  }

  /** Adds what the next stage refuses once this one is passed: of the columns that fail here, it is not known what they will be. */
  addNext(next: Findings): void {
    const failed = [...this.refusals, ...this.undecided].map(({ column }) => column);
    const isOther = ({ column }: { readonly column?: ColumnName }) =>
      column === undefined || !failed.some((name) => name !== undefined && isSameName(name, column));
    this.refusals.push(...next.refusals.filter(isOther));
    this.undecided.push(...next.undecided.filter(isOther));
    this.conversions.push(...next.conversions.filter(isOther));
    this.needsNumbers.push(...next.needsNumbers);
    this.extra = next.extra;
    this.absent = next.absent;
    this.rowCount ??= next.rowCount;
    this.isNextChecked = true;
  }

  verdict(via: Way, isEnforced: boolean, provesNothing: boolean): Verdict {
    const { refusals, undecided, conversions, extra, absent, rowCount } = this;
    const kind = refusals.length > 0 ? "refused" : undecided.length > 0 ? "undecided" : provesNothing ? "proves nothing" : "accepted";
    // Nothing changes of what never reaches the model.
    const changes = kind === "refused" ? [] : this.changes;
    const onlyRead = !this.isNextChecked && refusals.some(({ stage }) => stage === "read") ? true : undefined;
    return { kind, via, isEnforced, refusals, undecided, conversions, changes, extra, absent, rowCount, ...defined({ onlyRead }) };
  }
}
