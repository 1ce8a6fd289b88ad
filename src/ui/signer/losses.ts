import type { SignatureDifference } from "../../core/diff/diff-signatures.ts";
import type { Problem } from "../../core/signers/signer.ts";
import { columnName } from "../store/text/format.ts";
import { isDict, type JsonObject, type JsonValue, withMember } from "./form/json-value.ts";

/** Problems in which values of a column are lost once it is a float. */
const LOSSES: ReadonlySet<string> = new Set(["integers-past-double", "leading-zeros"]);

/** The columns that a signer makes double of long although values are lost so, by their names. */
export function losses(problems: readonly Problem[], differences: readonly SignatureDifference[]): readonly string[] {
  const changed = new Set(
    differences.flatMap(({ side, kind, name, before, after }) =>
      kind === "type" && before === "long" && after === "double" ? [`${side} ${name}`] : [],
    ),
  );
  return problems.flatMap(({ kind, side, columns }) =>
    LOSSES.has(kind) ? columns.map((name) => columnName(name ?? undefined)).filter((name) => changed.has(`${side} ${name}`)) : [],
  );
}

/** A TolerantSigner's config with a rule that leaves columns long; null of another signer. */
export function keepingLong(value: JsonValue | undefined, names: readonly string[]): JsonValue | null {
  if (!isDict(value) || value.KIND !== "TolerantSigner") return null;
  // Checked to be an object; its members are JSON.
  const config = value as JsonObject;
  const rules = Array.isArray(config.rules) ? config.rules : [];
  return withMember(config, "rules", [...rules, { when: { name: names }, as: "long" }]);
}
