import { integerExtremes } from "../evidence/integer-extremes.ts";
import { INT64_MAX, INTEGERS_OF_DOUBLE } from "../python/int-range.ts";
import type { ColumnName } from "../python/value.ts";
import type { ReadSide } from "../sign.ts";
import type { Fix } from "../signers/signer.ts";
import { namedWords } from "./fix-effects.ts";

/** Columns whose integers the cast would round, or wrap around: it is not offered for them. */
export function changedByCast({ dataset, settings }: ReadSide, { dtype }: Extract<Fix, { kind: "astype" }>): ReadonlySet<ColumnName> {
  const limits: Readonly<Record<string, bigint>> = { float64: INTEGERS_OF_DOUBLE, int64: INT64_MAX };
  const limit = limits[dtype];
  if (dataset.kind !== "table" || limit === undefined) return new Set();
  return new Set(
    dataset.columns.flatMap(({ name, evidence }) => {
      const found = integerExtremes(evidence);
      // What nobody has counted may wrap around without a word.
      const isUnknown =
        dtype === "int64" && found === undefined && evidence.kind === "arrow" && evidence.type.kind === "int" && !evidence.type.signed;
      const isBeyond = found !== undefined && (found.max > limit || found.min < -limit);
      return isUnknown || isBeyond ? [settings.preprocessing?.rename?.get(name) ?? name] : [];
    }),
  );
}

/** The columns that a cast leaves alone, and why. */
export function sparedWords(given: Fix, fix: Fix): readonly string[] {
  if (given.kind !== "astype" || fix.kind !== "astype") return [];
  const spared = given.columns.filter((name) => !fix.columns.includes(name));
  const [their, they] = spared.length === 1 ? ["its", "it is"] : ["their", "they are"];
  const reason = `${fix.dtype} ${fix.dtype === "float64" ? "would round" : "cannot hold"} ${their} integers`;
  return spared.length === 0 ? [] : [`Leaves ${namedWords(spared)} as ${they}: ${reason}.`];
}
