import { defined } from "../defined.ts";
import { SignetError, text } from "../errors.ts";
import { parseLiteral } from "../python/literal.ts";
import type { PythonValue } from "../python/value.ts";
import { makeObject, makeParamSchema, makeSchema } from "./schema.ts";
import {
  type ColSpec,
  type ColumnType,
  DATA_TYPES,
  type DataType,
  type ModelSignature,
  type ParamSchema,
  type ParamSpec,
  type Property,
  type Schema,
  type TensorSpec,
} from "./types.ts";

const invalid = (at: string) =>
  new SignetError("InvalidModel", text`This is not a printed signature: Signet does not understand it from "${at.slice(0, 40)}" on.`, {
    remedy: "Copy all of what print(signature) writes, or drop the MLmodel.",
  });

/** Reads what MLflow's `__repr__` writes, from left to right. */
class ReprReader {
  private rest: string;

  constructor(source: string) {
    this.rest = source.trimStart();
  }

  get isDone(): boolean {
    return this.rest === "";
  }

  take(pattern: RegExp): RegExpExecArray | null {
    const match = new RegExp(`^(?:${pattern.source})\\s*`, "s").exec(this.rest);
    if (match !== null) this.rest = this.rest.slice(match[0].length);
    return match;
  }

  expect(pattern: RegExp): RegExpExecArray {
    const match = this.take(pattern);
    if (match === null) throw invalid(this.rest);
    return match;
  }

  /** A quoted Python string, decoded. */
  string(): string | null {
    const match = this.take(/'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"/);
    if (match === null) return null;
    const value = parseLiteral(match[0].trim());
    return typeof value === "string" ? value : null;
  }

  type(): ColumnType {
    if (this.take(/Any\b/) !== null) return { kind: "any" };
    if (this.take(/SparkML vector/) !== null) return { kind: "sparkml_vector" };
    if (this.take(/Array\(/) !== null) {
      const items = this.type();
      this.expect(/\)/);
      return { kind: "array", items };
    }
    if (this.take(/Map\(str -> /) !== null) {
      const values = this.type();
      this.expect(/\)/);
      return { kind: "map", values };
    }
    if (this.take(/\{/) !== null) return this.object();
    const [, word = ""] = this.expect(/(\w+)/);
    const name = DATA_TYPES.find((known): known is DataType => known === word);
    if (name === undefined) throw invalid(word);
    return { kind: "scalar", name };
  }

  /** Property names are written without quotes; one that has a colon and a space cannot be recognised. */
  private object(): ColumnType {
    const properties: Property[] = [];
    do {
      const [, name = ""] = this.expect(/([^:]+?): /);
      const type = this.type();
      properties.push({ name, type, required: this.required() });
    } while (this.take(/,/) !== null);
    this.expect(/\}/);
    return makeObject(properties);
  }

  /** Releases before 2.10 write neither word for what is required. */
  required(): boolean {
    return this.take(/\((required|optional)\)/)?.[1] !== "optional";
  }

  tensor(name: string | null): TensorSpec | null {
    const match = this.take(/Tensor\('([^']+)', \(([^)]*)\)\)/);
    if (match === null) return null;
    const [, dtype = "", sizes = ""] = match;
    const shape = sizes.split(",").flatMap((size) => (size.trim() === "" ? [] : [Number(size)]));
    return { kind: "tensor", dtype, shape, ...defined({ name: name ?? undefined }) };
  }

  private spec(): ColSpec | TensorSpec {
    const name = this.string();
    if (name !== null) this.expect(/:/);
    const tensor = this.tensor(name);
    if (tensor !== null) return tensor;
    const type = this.type();
    return { kind: "column", type, ...defined({ name: name ?? undefined }), required: this.required() };
  }

  schema(): Schema | null {
    if (this.take(/None\b/) !== null) return null;
    this.expect(/\[/);
    const specs = [this.spec()];
    while (this.take(/,/) !== null) specs.push(this.spec());
    this.expect(/\]/);
    return makeSchema(specs);
  }

  /** A default is written bare, so it ends where the next parameter, the shape or the list's end follows. */
  private param(): ParamSpec {
    const name = this.string();
    if (name === null) throw invalid(this.rest);
    this.expect(/:/);
    const type = this.type();
    const [, written = "", shape] = this.expect(/\(default: (.*?)\)( \(shape: \(-1,\)\))?(?=, '|, "|\]$|\]\s*$)/);
    if (type.kind !== "scalar" && type.kind !== "object") throw invalid(this.rest);
    return { name, type, default: defaultOf(written, type), shape: shape === undefined ? null : [-1] };
  }

  params(): ParamSchema | null {
    if (this.take(/None\b/) !== null) return null;
    this.expect(/\[/);
    const params = [this.param()];
    while (this.take(/,/) !== null) params.push(this.param());
    this.expect(/\]/);
    return makeParamSchema(params);
  }
}

function defaultOf(written: string, type: ParamSpec["type"]): PythonValue {
  const isText = type.kind === "scalar" && (type.name === "string" || type.name === "datetime");
  if (written === "None") return null;
  if (isText && !written.startsWith("[")) return written;
  return parseLiteral(written);
}

/** Whether a text looks like what `print(signature)` writes. */
export function isSignatureRepr(source: string): boolean {
  return /^\s*inputs:\s*\n\s*(\[|None)/.test(source);
}

/**
 * The signature of which MLflow's `repr` is given: `inputs:`, `outputs:` and `params:`, each with a list or None below.
 * Throws `InvalidModel` if it is not one. Source: `ModelSignature.__repr__`.
 */
export function signatureFromRepr(source: string): ModelSignature {
  const parts = /^\s*inputs:\s*\n(?<inputs>.*?)\n\s*outputs:\s*\n(?<outputs>.*?)(?:\n\s*params:\s*\n(?<params>.*))?$/s.exec(source)?.groups;
  if (parts === undefined) throw invalid(source);
  const read = <Part>(written: string | undefined, from: (reader: ReprReader) => Part | null): Part | null => {
    if (written === undefined || written.trim() === "") return null;
    const reader = new ReprReader(written.trim());
    const part = from(reader);
    if (!reader.isDone) throw invalid(written);
    return part;
  };
  return {
    inputs: read(parts.inputs, (reader) => reader.schema()),
    outputs: read(parts.outputs, (reader) => reader.schema()),
    params: read(parts.params, (reader) => reader.params()),
  };
}

/** A schema as a message prints it: `['a': long (required)]`. Throws `InvalidModel` if it is not one. Source: `Schema.__repr__`. */
export function schemaFromRepr(source: string): Schema | null {
  const reader = new ReprReader(source);
  const schema = reader.schema();
  if (!reader.isDone) throw invalid(source);
  return schema;
}
