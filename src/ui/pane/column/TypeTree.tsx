import type { ColumnType } from "../../../core/mlflow/types.ts";
import { partsOf } from "../../store/selectors/tree-rows.ts";

/** A nested type as a tree, with each part's own requiredness. */
export function TypeTree({ type }: { readonly type: ColumnType }) {
  const parts = partsOf(type);
  if (parts.length === 0) return null;
  return (
    <ul className="tree">
      {parts.map(({ step, type: inner, required }) => (
        <li key={step}>
          {required === null ? step : <code>{step}</code>}{" "}
          <span className={`type type-${inner.kind === "scalar" ? inner.name : inner.kind}`}>
            {inner.kind === "scalar" ? inner.name : inner.kind}
          </span>
          {required !== null && (required ? " required" : " optional")}
          <TypeTree type={inner} />
        </li>
      ))}
    </ul>
  );
}
