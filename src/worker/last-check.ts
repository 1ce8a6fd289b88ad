import type { SelfChecked } from "../core/check/check-signature.ts";
import { CURRENT, environmentName } from "../core/environment/environment.ts";
import type { Dataset } from "../core/evidence/dataset.ts";
import { DATA_SIDES } from "../core/mlflow/parts.ts";
import { schemaToValue } from "../core/mlflow/signature-json.ts";
import type { ModelSignature, Schema } from "../core/mlflow/types.ts";
import { settingsDict } from "../core/problems/settings-json.ts";
import { jsonDumps } from "../core/python/json-dumps.ts";
import type { ReadSide, ReadSides } from "../core/sign.ts";
import type { SigningResult } from "../core/signers/signer.ts";
import type { Verdict } from "../core/validation/verdict.ts";
import type { DataSide } from "./protocol.ts";

/** What was checked, against what, and the verdicts. */
interface Checked {
  readonly dataset: Dataset;
  /** How the data was read and preprocessed, the schema, and whose verdicts they are. */
  readonly key: string;
  readonly verdicts: readonly Verdict[];
}

const keyOf = ({ settings }: ReadSide, schema: Schema, { environment = CURRENT }: Pick<ReadSides, "environment">) =>
  jsonDumps([settingsDict(settings), schemaToValue(schema), environmentName(environment)]);

/** The verdicts of the last check of a signature on its own data. Problems of a given signature come from them. */
export class LastCheck {
  private readonly checked = new Map<DataSide, Checked>();

  keep(sides: ReadSides, signature: ModelSignature, { checked }: SelfChecked): void {
    this.checked.clear();
    for (const side of DATA_SIDES) {
      const [opened, schema] = [sides[side], signature[side]];
      const verdicts = checked.find((one) => one.side === side)?.verdicts;
      if (opened !== undefined && schema !== null && verdicts !== undefined)
        this.checked.set(side, { dataset: opened.dataset, key: keyOf(opened, schema, sides), verdicts });
    }
  }

  /** The verdicts on a result's given sides; a side of which something has changed since has none. Null where no side has. */
  verdictsOn(sides: ReadSides, result: SigningResult): Partial<Record<DataSide, readonly Verdict[]>> | null {
    const found = DATA_SIDES.flatMap((side) => {
      const [opened, known, signed] = [sides[side], this.checked.get(side), result.sides[side]];
      if (opened === undefined || known === undefined || signed?.isGiven !== true || signed.schema === null) return [];
      const isSame = known.dataset === opened.dataset && known.key === keyOf(opened, signed.schema, sides);
      return isSame ? [[side, known.verdicts] as const] : [];
    });
    return found.length === 0 ? null : Object.fromEntries(found);
  }
}
