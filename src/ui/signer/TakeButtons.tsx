import type { SignerChoice } from "../../core/signers/choice.ts";
import { Words } from "../kit/Message.tsx";
import { choiceName } from "../store/state/chosen-signer.ts";
import type { ChosenFix } from "../store/state/work.ts";
import { count } from "../store/text/format.ts";
import type { JsonValue } from "./form/json-value.ts";
import { keepingLong, losses } from "./losses.ts";
import type { Trial } from "./use-trial.ts";

/** How many columns some casts are for: `12 columns`. */
function castWords(casts: readonly ChosenFix[]): string {
  const columns = casts.reduce((sum, { fix }) => sum + ("columns" in fix ? fix.columns.length : 0), 0);
  return `${count(columns)} ${columns === 1 ? "column" : "columns"}`;
}

/** Leaves the columns long that would lose values; nothing where there are none, or another signer is chosen. */
function KeepLong({
  trial,
  value,
  onChange,
}: {
  readonly trial: Trial | null;
  readonly value: JsonValue | undefined;
  readonly onChange: (value: JsonValue) => void;
}) {
  const lost = trial?.phase === "tried" ? [...new Set(losses(trial.problems, trial.differences))] : [];
  const kept = lost.length === 0 ? null : keepingLong(value, lost);
  if (kept === null) return null;
  const named = lost.length > 2 ? `these ${count(lost.length)} columns` : lost.map((name) => `\`${name}\``).join(" and ");
  return (
    <button type="button" className="small" onClick={() => onChange(kept)}>
      <Words>{`Leave ${named} as long`}</Words>
    </button>
  );
}

/** Uses the signer, with the casts without which `predict` would refuse the data, or without; `trial` is null while it cannot be used. */
export function TakeButtons({
  choice,
  trial,
  value,
  onChange,
  onTake,
  onCancel,
}: {
  readonly choice: SignerChoice | null;
  readonly trial: Trial | null;
  readonly value: JsonValue | undefined;
  readonly onChange: (value: JsonValue) => void;
  readonly onTake: (choice: SignerChoice, fixes?: readonly ChosenFix[]) => void;
  readonly onCancel: () => void;
}) {
  const casts = trial?.phase === "tried" ? trial.casts : [];
  const hasCasts = casts.length > 0;
  const name = choice === null ? "it" : choiceName(choice);
  const take = (fixes: readonly ChosenFix[]) => choice !== null && onTake(choice, fixes);
  return (
    <>
      <KeepLong trial={trial} value={value} onChange={onChange} />
      <div className="signer-buttons">
        {hasCasts && (
          <button type="button" className="primary" onClick={() => take(casts)}>
            {`Use ${name} and cast ${castWords(casts)}`}
          </button>
        )}
        <button type="button" className={hasCasts ? "" : "primary"} disabled={trial === null} onClick={() => take([])}>
          {`Use ${name}${hasCasts ? " alone" : ""}`}
        </button>
        <button type="button" onClick={onCancel}>
          Cancel
        </button>
      </div>
    </>
  );
}
