import { typeText } from "../../core/diff/diff-signatures.ts";
import type { InferredParams } from "../../core/ladders/params.ts";
import { jsonDumps } from "../../core/python/json-dumps.ts";
import { Message } from "./Message.tsx";

/** The params with their types and defaults; those that MLflow refuses are marked, with the reason. */
export function ParamsTable({ params }: { readonly params: InferredParams }) {
  return (
    <div className="schema">
      <div className="schema-head">
        <h2>Params</h2>
        <span className="quiet">{params.specs.length + params.refusals.length}</span>
        {params.schema === null && <span className="failure">MLflow refuses them: one bad parameter is enough.</span>}
      </div>
      {/* Long defaults scroll within, so keyboards must reach it. */}
      <section className="scroll" tabIndex={0} aria-label="Params schema rows">
        <table aria-label="Params schema">
          <thead>
            <tr>
              <th scope="col">name</th>
              <th scope="col">type</th>
              <th scope="col">shape</th>
              <th scope="col">default</th>
            </tr>
          </thead>
          <tbody>
            {params.specs.map(({ name, type, shape, default: value }) => (
              <tr key={name}>
                <td className="name">{name}</td>
                <td>
                  <span className={`type type-${type.kind === "scalar" ? type.name : type.kind}`}>{typeText(type)}</span>
                </td>
                <td>{shape === null ? "scalar" : "(-1,)"}</td>
                <td className="name" title={jsonDumps(value)}>
                  {jsonDumps(value)}
                </td>
              </tr>
            ))}
            {params.refusals.map(({ name, value, reason }) => (
              <tr key={`refused ${name}`} className="offends">
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
