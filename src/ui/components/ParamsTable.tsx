import { typeText } from "../../core/diff/diff-signatures.ts";
import type { InferredParams } from "../../core/ladders/params.ts";
import { jsonDumps } from "../../core/python/json-dumps.ts";

/** The params with their types and defaults. */
export function ParamsTable({ params }: { readonly params: InferredParams }) {
  return (
    <section className="schema" aria-label="Params schema">
      <div className="schema-head">
        <h2>Params</h2>
        {params.schema === null && <span className="failure">MLflow refuses them: one bad parameter is enough.</span>}
      </div>
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
              <td className="name">{jsonDumps(value)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
