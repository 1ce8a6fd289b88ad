import type { SpecReport } from "../../core/ladders/infer-report.ts";
import type { ColumnType } from "../../core/mlflow/types.ts";
import { handingWith } from "../state/fixes.ts";
import { columnName, count, specType } from "../state/format.ts";
import type { State } from "../state/state.ts";
import type { Actions } from "../state/use-signet.ts";
import { Message } from "./Message.tsx";

/** A nested type as a tree, with each part's own requiredness. */
function TypeTree({ type }: { readonly type: ColumnType }) {
  switch (type.kind) {
    case "object":
      return (
        <ul className="tree">
          {type.properties.map(({ name, type: inner, required }) => (
            <li key={name}>
              <code>{name}</code>{" "}
              <span className={`type type-${inner.kind === "scalar" ? inner.name : inner.kind}`}>
                {inner.kind === "scalar" ? inner.name : inner.kind}
              </span>{" "}
              {required ? "required" : "optional"}
              <TypeTree type={inner} />
            </li>
          ))}
        </ul>
      );
    case "array":
    case "map": {
      const inner = type.kind === "array" ? type.items : type.values;
      return (
        <ul className="tree">
          <li>
            {type.kind === "array" ? "items" : "values"}{" "}
            <span className={`type type-${inner.kind === "scalar" ? inner.name : inner.kind}`}>
              {inner.kind === "scalar" ? inner.name : inner.kind}
            </span>
            <TypeTree type={inner} />
          </li>
        </ul>
      );
    }
    default:
      return null;
  }
}

const SAID_BY: Readonly<Record<NonNullable<SpecReport["declaredBy"]>, string>> = {
  footer: " from the footer",
  headers: " from the batches' headers",
};

/** How many cells are missing, as far as that was counted, and what follows. */
function missingText({ missing, declaredBy }: SpecReport, required: boolean): string {
  const said = declaredBy === undefined ? "" : SAID_BY[declaredBy];
  if (missing === null) return required ? `No cell is missing${said}, so it is required.` : "It is optional.";
  const { count: lost, firstRow, atLeast } = missing;
  const number = `${atLeast === true ? "At least " : ""}${count(lost)} missing`;
  const place = firstRow === null ? said : `, the first in row ${count(firstRow + 1)}`;
  return `${number}${place}: ${required ? "still required" : "so it is not required"}.`;
}

function Steps({ report }: { readonly report: SpecReport }) {
  const { steps, spec, dtype } = report;
  const required = spec === null || spec.kind === "tensor" || spec.required;
  return (
    <ol className="steps">
      {steps.map((step, index) => (
        // A ladder is never reordered, so its place is its key.
        <li key={`${index}${step.to}`}>
          {step.from !== "" && step.from !== step.to && (
            <>
              <code>{step.from}</code> to{" "}
            </>
          )}
          <code>{step.to}</code>: <Message text={step.because} />
        </li>
      ))}
      {/* A type that is declared has no dtype behind it, and no cells that were counted. */}
      {dtype !== "" && (
        <li>
          pandas holds <code>{dtype}</code>
          {spec !== null && (
            <>
              , so MLflow writes <code>{specType(spec)}</code>
            </>
          )}
          .
        </li>
      )}
      <li>
        {spec === null
          ? "So it has no type of its own."
          : dtype === ""
            ? `It is ${required ? "required" : "optional"}.`
            : missingText(report, required)}
      </li>
    </ol>
  );
}

/** What can be done about this column alone, where it makes MLflow fall back. */
function OwnFixes({ state, actions, report }: { readonly state: State; readonly actions: Actions; readonly report: SpecReport }) {
  const side = state.selection?.side;
  const current = side === undefined ? undefined : state.sides[side];
  const fixes = state.result?.problems.find((problem) => problem.side === side && problem.kind === "any-fallback")?.fixes ?? [];
  if (side === undefined || current?.phase !== "ready" || report.offence === undefined || report.name === undefined) return null;
  const { name } = report;
  return (
    <p className="own-fixes">
      {fixes.map((fix) =>
        fix.kind === "astype" || fix.kind === "drop" ? (
          <button
            key={fix.label}
            type="button"
            className="small"
            title={fix.consequence}
            onClick={() => actions.hand(side, handingWith(current.handing, { ...fix, columns: [name] }))}
          >
            {fix.label}: this column
          </button>
        ) : null,
      )}
    </p>
  );
}

/** Why the selected column has its type: the rungs that were climbed, with the row and value that decided each. */
export function WhyPanel({ state, actions }: { readonly state: State; readonly actions: Actions }) {
  const { selection, result } = state;
  const report = selection === null ? undefined : result?.sides[selection.side]?.specs[selection.index];
  if (selection === null || report === undefined) {
    return (
      <aside className="why" aria-label="Why this type">
        <h2>Why</h2>
        <p className="quiet">Choose a column to see why it has its type: the row and the cell that decided it. Arrow keys walk, / finds.</p>
      </aside>
    );
  }
  return (
    <aside className="why" aria-label="Why this type">
      <div className="schema-head">
        <h2>
          Why <code>{columnName(report.name)}</code>
        </h2>
        <button type="button" className="small" onClick={() => actions.select(null)}>
          Close
        </button>
      </div>
      <Steps report={report} />
      {report.offence !== undefined && (
        <p className="failure">
          <Message text={report.offence.message} />
        </p>
      )}
      <OwnFixes state={state} actions={actions} report={report} />
      {report.spec?.kind === "column" && <TypeTree type={report.spec.type} />}
    </aside>
  );
}
