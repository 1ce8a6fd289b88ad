import type { SpecReport } from "../../../core/ladders/infer-report.ts";
import { Message } from "../../kit/Message.tsx";
import { count, specType } from "../../store/text/format.ts";
import { climbsOf, isDeclared, missingText } from "./why-steps.ts";

/** Opens the file's rows at one of them, counted from 0; absent where the rows are not available. */
export type ShowRow = ((row: number) => void) | undefined;

/** A row's number that opens the file there. */
export function RowLink({ row, onShowRow }: { readonly row: number; readonly onShowRow: ShowRow }) {
  if (onShowRow === undefined) return null;
  return (
    <button type="button" className="link row-link" onClick={() => onShowRow(row)}>
      show row {count(row + 1)}
    </button>
  );
}

/** Why a column has its type: the rungs that were climbed, with the row and value that decided each. */
export function WhySteps({ report, onShowRow }: { readonly report: SpecReport; readonly onShowRow: ShowRow }) {
  const { steps, spec, dtype, heldBy, missing, isUncounted } = report;
  const isTensor = spec?.kind === "tensor";
  const required = spec === null || spec.kind === "tensor" || spec.required;
  return (
    <ol className="steps">
      {climbsOf(steps).map(({ types, because, row }, index) => (
        // A ladder is never reordered, so its place is its key.
        <li key={index}>
          {types.map((type, rung) => (
            <span key={rung}>
              {rung > 0 && " → "}
              <code>{type}</code>
            </span>
          ))}
          : <Message text={because} />
          {row !== null && row > 0 && <RowLink row={row} onShowRow={onShowRow} />}
        </li>
      ))}
      {/* A type that is declared has no dtype behind it, and no cells that were counted. */}
      {dtype !== "" && (
        <li>
          {isTensor ? "NumPy" : (heldBy ?? "pandas")} holds <code>{dtype}</code>
          {spec !== null && !isDeclared(report) && (
            <>
              , so MLflow writes <code>{specType(spec)}</code>
            </>
          )}
          .
        </li>
      )}
      <li>
        {spec === null
          ? "So it has no type by itself."
          : isUncounted === true
            ? `It is ${required ? "required" : "optional"}.`
            : isTensor
              ? "Tensors are always required."
              : missingText(report, required)}
        {missing !== null && missing.firstRow !== null && missing.firstRow > 0 && <RowLink row={missing.firstRow} onShowRow={onShowRow} />}
      </li>
    </ol>
  );
}
