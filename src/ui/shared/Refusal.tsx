import { renderText } from "../../core/errors.ts";
import { useEdits } from "./use-page.ts";

/** Why the last edit was not made: the rule in words, and what to do. */
export function Refusal() {
  const refusal = useEdits()?.refusal ?? null;
  return (
    <p role="alert" className={refusal === null ? "no-refusal" : "refusal failure"}>
      {refusal !== null && `${renderText(refusal.message)} ${refusal.remedy ?? ""}`}
    </p>
  );
}
