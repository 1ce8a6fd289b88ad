import type { ReactNode } from "react";
import { unityCatalogConditions } from "../../core/mlflow/unity-catalog.ts";
import type { Severity } from "../../core/signers/signer.ts";
import { isMade } from "../state/exports.ts";
import { count } from "../state/format.ts";
import type { State } from "../state/state.ts";

const WORDS: Readonly<Record<Exclude<Severity, "notes">, readonly [string, string]>> = {
  stops: ["stop", "stops"],
  warns: ["warning", "warnings"],
};

const plural = (number: number, [one, many]: readonly [string, string]) => `${count(number)} ${number === 1 ? one : many}`;

/** What there is to sign and what stands against it, in one line; `children` say more of it. */
export function Verdict({ state, children }: { readonly state: State; readonly children?: ReactNode }) {
  const failed =
    (["inputs", "outputs"] as const).filter((side) => state.sides[side].phase === "failed").length + (state.signError === null ? 0 : 1);
  const problems = state.result?.problems ?? [];
  // Notes are no finding: they fire on half of all files.
  const counts = (["stops", "warns"] as const).map(
    (severity) =>
      [severity, problems.filter((problem) => problem.severity === severity).length + (severity === "stops" ? failed : 0)] as const,
  );
  const stops = counts[0]?.[1] ?? 0;
  const signature = state.result?.signature ?? null;
  // What was loaded was signed elsewhere.
  const done = isMade(state) ? "signed" : "loaded";
  const isSigned = signature !== null && (signature.inputs !== null || signature.outputs !== null || signature.params !== null);
  // `any` proves nothing, so it never gets a tick.
  const takesAny = signature !== null && unityCatalogConditions(signature).some(({ kind, isMet }) => kind === "no any" && !isMet);
  return (
    <div className="verdict">
      {(isSigned || stops > 0) && (
        <p className={stops > 0 ? "stops" : "fine"}>
          <strong>{stops > 0 ? "✗" : takesAny ? "–" : "✓"}</strong>{" "}
          {counts
            .filter(([severity, number]) => number > 0 || (severity === "stops" && stops === 0))
            .map(([severity, number]) => (number === 0 ? done : plural(number, WORDS[severity])))
            .join(" · ")}
        </p>
      )}
      {children}
    </div>
  );
}
