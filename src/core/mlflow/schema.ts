import { SignetError, text } from "../errors.ts";
import { compareCodePoints } from "../python/code-points.ts";
import type { ColSpec, ColumnType, ParamSchema, ParamSpec, Property, Schema, TensorSpec } from "./types.ts";

const invalid = (message: string) =>
  new SignetError("InvalidSchema", message, { pythonError: "MlflowException", remedy: "Change the specification." });

/** An Object type: properties sorted by name, none repeated, at least one. Throws `InvalidSchema`. Source: `Object.__init__`. */
export function makeObject(properties: readonly Property[]): ColumnType & { readonly kind: "object" } {
  if (properties.length === 0) throw invalid("Creating Object with empty properties is not allowed.");
  const names = properties.map(({ name }) => name);
  const seen = new Set<string>();
  const repeated = [...new Set(names.filter((name) => seen.has(name) || !seen.add(name)))];
  if (repeated.length > 0)
    throw new SignetError("InvalidSchema", text`Found duplicated property names: ${repeated.join(", ")}.`, {
      pythonError: "MlflowException",
    });
  return { kind: "object", properties: [...properties].sort((left, right) => compareCodePoints(left.name, right.name)) };
}

/**
 * A schema of columns or of tensors, by MLflow's rules: not empty, all named or none, one kind, several tensors named, unnamed columns required.
 * Throws `InvalidSchema` with MLflow's words. Source: `Schema.__init__` in `mlflow/types/schema.py`.
 */
export function makeSchema(specs: readonly (ColSpec | TensorSpec)[]): Schema {
  if (specs.length === 0) throw invalid("Creating Schema with empty inputs is not allowed.");
  const unnamed = specs.filter(({ name }) => name === undefined).length;
  if (unnamed > 0 && unnamed < specs.length)
    throw invalid("Creating Schema with a combination of named and unnamed inputs is not allowed.");
  const columns = specs.filter((spec) => spec.kind === "column");
  const tensors = specs.filter((spec) => spec.kind === "tensor");
  if (columns.length > 0 && tensors.length > 0)
    throw invalid("Creating Schema with a combination of ColSpec and TensorSpec is not supported. Please choose one of them.");
  if (tensors.length > 1 && unnamed > 0)
    throw invalid("Creating Schema with multiple unnamed TensorSpecs is not supported. Please provide names for each TensorSpec.");
  if (unnamed > 0 && columns.some(({ required }) => !required)) {
    throw invalid("Creating Schema with unnamed optional inputs is not supported. Please name all inputs or make all inputs required.");
  }
  return tensors.length > 0 ? { kind: "tensors", specs: tensors } : { kind: "columns", specs: columns };
}

/** A params schema: names are unique, and no parameter is binary. Throws `InvalidSchema`. Source: `ParamSchema.__init__`. */
export function makeParamSchema(params: readonly ParamSpec[]): ParamSchema {
  const names = params.map(({ name }) => name);
  const repeated = names.find((name, index) => names.indexOf(name) !== index);
  if (repeated !== undefined)
    throw new SignetError("InvalidSchema", text`Duplicated parameters found in schema: ${repeated}.`, { pythonError: "MlflowException" });
  const binary = params.find(({ type }) => type.kind === "scalar" && type.name === "binary");
  if (binary !== undefined)
    throw new SignetError("InvalidSchema", text`Binary type is not supported for parameters: ${binary.name}.`, {
      pythonError: "MlflowException",
    });
  return { params };
}
