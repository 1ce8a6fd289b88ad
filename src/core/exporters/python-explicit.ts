import { CURRENT, type Environment, environmentName, has, isSameEnvironment } from "../environment/environment.ts";
import type { SignaturePart } from "../mlflow/parts.ts";
import { SIGNATURE_PARTS } from "../mlflow/parts.ts";
import type { ColSpec, ColumnType, ModelSignature, ParamSpec, Schema, TensorSpec } from "../mlflow/types.ts";
import { columnNameLiteral, pythonLiteral, reprString, tupleText } from "../python/repr.ts";
import type { Exporter } from "./exporter.ts";

/** Collects the names that a text must import, so that it imports no others. */
class Imports {
  readonly names = new Set<string>();
  numpy = false;
  readonly environment: Environment;

  constructor(environment: Environment) {
    this.environment = environment;
  }

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

/** How a column is declared that need not be there. */
function optionalArgument(environment: Environment): string {
  if (has(environment, "requiredKey")) return ", required=False";
  return has(environment, "optionalKey") ? ", optional=True" : "";
}

function specSource(spec: ColSpec | TensorSpec, imports: Imports): string {
  if (spec.kind === "column") {
    const name = spec.name === undefined ? "" : `, ${columnNameLiteral(spec.name)}`;
    return `${imports.use("ColSpec")}(${typeSource(spec.type, imports)}${name}${spec.required ? "" : optionalArgument(imports.environment)})`;
  }
  imports.numpy = true;
  const shape = tupleText(spec.shape);
  return `${imports.use("TensorSpec")}(np.dtype(${reprString(spec.dtype)}), ${shape}${spec.name === undefined ? "" : `, ${reprString(spec.name)}`})`;
}

function schemaSource({ specs }: Schema, imports: Imports): string {
  return `${imports.use("Schema")}([\n${specs.map((spec) => `        ${specSource(spec, imports)},\n`).join("")}    ])`;
}

function paramSource({ name, type, default: value, shape }: ParamSpec, imports: Imports): string {
  return `${imports.use("ParamSpec")}(${reprString(name)}, ${typeSource(type, imports)}, ${pythonLiteral(value)}${shape === null ? "" : ", (-1,)"})`;
}

function partSource(part: SignaturePart, { inputs, outputs, params }: ModelSignature, imports: Imports): string | null {
  if (part === "params" && !has(imports.environment, "params")) return null;
  if (part !== "params") {
    const schema = part === "inputs" ? inputs : outputs;
    return schema === null ? null : schemaSource(schema, imports);
  }
  return params === null
    ? null
    : `${imports.use("ParamSchema")}([\n${params.params.map((param) => `        ${paramSource(param, imports)},\n`).join("")}    ])`;
}

function importsSource({ names, numpy }: Imports): string {
  return [
    numpy ? "import numpy as np\n" : "",
    "from mlflow.models import ModelSignature\n",
    names.size === 0 ? "" : `from mlflow.types.schema import ${[...names].sort().join(", ")}\n`,
  ].join("");
}

/** The Python that builds the signature by hand, without the files: imports and an assignment to `signature`. */
export function exportPythonExplicit(signature: ModelSignature): string {
  const imports = new Imports(signature.environment ?? CURRENT);
  const parts = SIGNATURE_PARTS.flatMap((part) => {
    const source = partSource(part, signature, imports);
    return source === null ? [] : [`    ${part}=${source},\n`];
  });
  return `${environmentLine(signature.environment)}${importsSource(imports)}\nsignature = ModelSignature(\n${parts.join("")})\n`;
}

/** The first line of Python that is for other versions than the current ones. */
export const environmentLine = (environment: Environment | undefined): string =>
  environment === undefined || isSameEnvironment(environment, CURRENT) ? "" : `# For ${environmentName(environment)}.\n`;

/** The Python that puts declared parts, edited by hand or a model's own, in the place of those of a `signature` that was inferred before. */
export function pythonOfDeclared(signature: ModelSignature, declared: readonly SignaturePart[]): string {
  const imports = new Imports(signature.environment ?? CURRENT);
  const parts = SIGNATURE_PARTS.map((part) => {
    const source = declared.includes(part) ? (partSource(part, signature, imports) ?? "None") : `signature.${part}`;
    return `    ${part}=${source},\n`;
  });
  return `\n# The declared parts replace the inferred ones.\n${importsSource(imports)}\nsignature = ModelSignature(\n${parts.join("")})\n`;
}

export const pythonExplicitExporter = {
  id: "python-explicit",
  label: "Python: explicit",
  file: "signature.py",
  cli: { format: "python", form: "explicit", isDefault: true, about: "the default" },
  write: ({ signature }) => exportPythonExplicit(signature),
} as const satisfies Exporter;
