import { typeText } from "../../core/diff/diff-signatures.ts";
import type { InferredParams } from "../../core/ladders/params.ts";
import type { ParamSpec } from "../../core/mlflow/types.ts";
import { jsonDumps } from "../../core/python/json-dumps.ts";
import { Message } from "../kit/Message.tsx";
import { useSharing } from "../shared/use-page.ts";
import { AddParam, ParamRow, type RowProps, useParamRows } from "./ParamEditor.tsx";
import { RowMarks } from "./RowMarks.tsx";

function ParamCells({ spec: { name, type, shape, default: value } }: { readonly spec: ParamSpec }) {
  const changed = useSharing()?.changed;
  return (
    <>
      <td className="name">
        {name} <RowMarks marks={changed?.marksOfParam(name) ?? []} />
      </td>
      <td>
        <span className={`type type-${type.kind === "scalar" ? type.name : type.kind}`}>{typeText(type)}</span>
      </td>
      <td>{shape === null ? "scalar" : "(-1,)"}</td>
      <td className="name" title={jsonDumps(value)}>
        {jsonDumps(value)}
      </td>
    </>
  );
}

const scrollThere = (row: HTMLTableRowElement | null) => row?.scrollIntoView?.({ block: "nearest" });

/**
 * The params with their types and defaults; those that MLflow refuses are marked, with the reason. The row of `shown` is scrolled to.
 */
export function ParamsTable({ params, shown = null }: { readonly params: InferredParams; readonly shown?: string | null }) {
  const editable = useParamRows(params.specs);
  const gone = useSharing()?.changed?.goneParams ?? [];
  const propsOf = (name: string): RowProps => (name === shown ? { "aria-selected": true, ref: scrollThere } : {});
  return (
    <div className="schema">
      <div className="schema-head">
        <h2>Params</h2>
        <span className="quiet">{params.specs.length + params.refusals.length}</span>
        {editable !== null && <AddParam />}
        {params.schema === null && <span className="failure">MLflow refuses them: one bad parameter is enough.</span>}
      </div>
      {/* Long defaults scroll within, so keyboards must reach it. */}
      <section className="scroll" tabIndex={0} aria-label="Params schema rows">
        <table aria-label="Params schema" className="params-table">
          <thead>
            <tr>
              <th scope="col">name</th>
              <th scope="col">type</th>
              <th scope="col">shape</th>
              <th scope="col">default</th>
              {editable !== null && (
                <th scope="col" className="param-tools">
                  <span className="hidden">edit</span>
                </th>
              )}
            </tr>
          </thead>
          <tbody>
            {params.specs.map((spec, index) => {
              const key = editable?.keys[index];
              return editable === null || key === undefined ? (
                <tr key={spec.name} {...propsOf(spec.name)}>
                  <ParamCells spec={spec} />
                </tr>
              ) : (
                <ParamRow key={key} edits={editable.edits} specKey={key} spec={spec} shown={propsOf(spec.name)}>
                  <ParamCells spec={spec} />
                </ParamRow>
              );
            })}
            {gone.map((spec) => (
              <tr key={`gone ${spec.name}`} className="gone">
                <ParamCells spec={spec} />
                {editable !== null && <td />}
              </tr>
            ))}
            {params.refusals.map(({ name, value, reason }) => (
              <tr key={`refused ${name}`} className="offends" {...propsOf(name)}>
                <td className="name">{name}</td>
                <td colSpan={2} className="reason">
                  <Message text={reason} />
                </td>
                <td className="name">{jsonDumps(value)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </div>
  );
}
