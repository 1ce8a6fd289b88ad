import type { ColSpec, ColumnType, ModelSignature, ParamSpec, Schema, TensorSpec } from "../mlflow/types.ts";
import { columnNameLiteral, pythonLiteral, reprString } from "../python/repr.ts";

/** Collects the names that a text must import, so that it imports no others. */
class Imports {
  readonly names = new Set<string>();
  numpy = false;
  datetime = false;

  use(name: string): string {
    this.names.add(name);
    return name;
  }
}

function typeSource(type: ColumnType, imports: Imports): string {
  switch (type.kind) {
    case "scalar":
      return reprString(type.name).replaceAll("'", '"');
    case "array":
      return `${imports.use("Array")}(${typeSource(type.items, imports)})`;
    case "map":
      return `${imports.use("Map")}(${typeSource(type.values, imports)})`;
    case "object": {
      const properties = type.properties.map(
        ({ name, type: inner, required }) =>
          `${imports.use("Property")}(${reprString(name)}, ${typeSource(inner, imports)}${required ? "" : ", required=False"})`,
      );
      return `${imports.use("Object")}([${properties.join(", ")}])`;
    }
    case "any":
      return `${imports.use("AnyType")}()`;
    case "sparkml_vector":
      return `${imports.use("SparkMLVector")}()`;
  }
}

function specSource(spec: ColSpec | TensorSpec, imports: Imports): string {
  if (spec.kind === "column") {
    const name = spec.name === undefined ? "" : `, ${columnNameLiteral(spec.name)}`;
    return `${imports.use("ColSpec")}(${typeSource(spec.type, imports)}${name}${spec.required ? "" : ", required=False"})`;
  }
  imports.numpy = true;
  const shape = `(${spec.shape.join(", ")}${spec.shape.length === 1 ? "," : ""})`;
  return `${imports.use("TensorSpec")}(np.dtype(${reprString(spec.dtype)}), ${shape}${spec.name === undefined ? "" : `, ${reprString(spec.name)}`})`;
}

function schemaSource({ specs }: Schema, imports: Imports): string {
  return `${imports.use("Schema")}([\n${specs.map((spec) => `        ${specSource(spec, imports)},\n`).join("")}    ])`;
}

function paramSource({ name, type, default: value, shape }: ParamSpec, imports: Imports): string {
  return `${imports.use("ParamSpec")}(${reprString(name)}, ${typeSource(type, imports)}, ${pythonLiteral(value)}${shape === null ? "" : ", (-1,)"})`;
}

/** The Python that builds the signature by hand, without the files: imports and an assignment to `signature`. */
export function exportPythonExplicit({ inputs, outputs, params }: ModelSignature): string {
  const imports = new Imports();
  const parts: string[] = [];
  if (inputs !== null) parts.push(`    inputs=${schemaSource(inputs, imports)},\n`);
  if (outputs !== null) parts.push(`    outputs=${schemaSource(outputs, imports)},\n`);
  if (params !== null)
    parts.push(
      `    params=${imports.use("ParamSchema")}([\n${params.params.map((param) => `        ${paramSource(param, imports)},\n`).join("")}    ]),\n`,
    );
  const names = [...imports.names].sort();
  return [
    imports.numpy ? "import numpy as np\n" : "",
    "from mlflow.models import ModelSignature\n",
    names.length === 0 ? "" : `from mlflow.types.schema import ${names.join(", ")}\n`,
    `\nsignature = ModelSignature(\n${parts.join("")})\n`,
  ].join("");
}
