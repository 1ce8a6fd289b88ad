import { SignetError } from "../errors.ts";
import { joinWithDecimal, tightestCommonType } from "./common-type.ts";
import { BrokenJson, JsonTypes } from "./json-types.ts";
import type { SparkOptions } from "./options.ts";
import { NO_FIELDS, type SparkField, type SparkStruct, type SparkType } from "./spark-type.ts";

const STRING: SparkType = { kind: "string" };

/** Fields of both, in the order of their names, in which both are. A name may be there twice, as in its file. */
function joinStructs(left: readonly SparkField[], right: readonly SparkField[]): SparkStruct {
  const fields: SparkField[] = [];
  let [one, other] = [0, 0];
  for (;;) {
    const [first, second] = [left[one], right[other]];
    if (first === undefined || second === undefined) break;
    if (first.name === second.name) {
      fields.push({ name: first.name, type: joinJsonTypes(first.type, second.type) });
      one++;
      other++;
    } else if (first.name < second.name) {
      fields.push(first);
      one++;
    } else {
      fields.push(second);
      other++;
    }
  }
  return { kind: "struct", fields: [...fields, ...left.slice(one), ...right.slice(other)] };
}

/** The most general of two types, a string where they have nothing in common. Source: `JsonInferSchema.compatibleType`. */
function joinJsonTypes(left: SparkType, right: SparkType): SparkType {
  const tightest = tightestCommonType(left, right) ?? joinWithDecimal(left, right);
  if (tightest !== null) return tightest;
  if (left.kind === "struct" && right.kind === "struct") return joinStructs(left.fields, right.fields);
  if (left.kind === "array" && right.kind === "array") return { kind: "array", items: joinJsonTypes(left.items, right.items) };
  return STRING;
}

/** A field whose type a record changed; `from` is null where no record had it before. */
export interface JsonTurn {
  readonly column: string;
  readonly from: SparkType | null;
  readonly to: SparkType;
  readonly row: number;
}

/** The types of JSON records, merged one after the other. Source: `JsonInferSchema.infer`. */
export class JsonInference {
  readonly turns: JsonTurn[] = [];
  rows = 0;
  private readonly options: SparkOptions;
  private readonly types: JsonTypes;
  private root: SparkType | null = null;

  constructor(options: SparkOptions) {
    this.options = options;
    this.types = new JsonTypes(options, joinJsonTypes);
  }

  /** Merges one record: a line, or the whole file where its records have several lines. Throws where `mode` is FAILFAST and it is broken. */
  add(record: string): void {
    let type: SparkType;
    try {
      type = this.types.typeOf(record, (before, after) => this.note(before, after, this.rows++));
    } catch (error) {
      if (!(error instanceof BrokenJson)) throw error;
      const corrupt = this.corrupt();
      if (corrupt === null) return;
      type = corrupt;
    }
    const before = this.root;
    this.root = before === null ? type : this.merge(before, type);
    if (type.kind === "array" || type.kind === "null") return;
    this.note(before ?? NO_FIELDS, this.root, this.rows++);
  }

  /** The columns of all records. */
  schema(): SparkStruct {
    const root = this.merge(NO_FIELDS, this.root ?? NO_FIELDS);
    const found = this.canonical(root);
    return found?.kind === "struct" ? found : NO_FIELDS;
  }

  /** What a broken record counts as; null where it is dropped. */
  private corrupt(): SparkType | null {
    const { mode, columnNameOfCorruptRecord: name } = this.options;
    if (mode === "DROPMALFORMED") return null;
    if (mode === "PERMISSIVE") return { kind: "struct", fields: [{ name, type: STRING }] };
    throw new SignetError("UnreadableFile", "A record is not JSON, and mode is FAILFAST.", { pythonError: "SparkException" });
  }

  /** A list at the top is a list of records. Anything else there goes into the column of corrupt records. Source: Spark's `compatibleRootType`. */
  private merge(left: SparkType, right: SparkType): SparkType {
    if (left.kind === "array") return this.merge(left.items, right);
    if (right.kind === "array") return this.merge(left, right.items);
    if (left.kind === "struct" && right.kind === "null") return left;
    if (left.kind === "null" && right.kind === "struct") return right;
    if (left.kind === "struct" && right.kind !== "struct") return this.withCorrupt(left);
    if (right.kind === "struct" && left.kind !== "struct") return this.withCorrupt(right);
    return joinJsonTypes(left, right);
  }

  private withCorrupt(struct: SparkStruct): SparkStruct {
    const { mode, columnNameOfCorruptRecord: name } = this.options;
    if (mode === "DROPMALFORMED" || struct.fields.some((field) => field.name === name)) return struct;
    if (mode === "FAILFAST")
      throw new SignetError("UnreadableFile", "A record is not a JSON object, and mode is FAILFAST.", { pythonError: "SparkException" });
    const fields = [{ name, type: STRING }, ...struct.fields];
    return { kind: "struct", fields: fields.sort((one, other) => (one.name < other.name ? -1 : one.name > other.name ? 1 : 0)) };
  }

  /** Without structs that have no fields and fields that have no name; nulls are strings. Source: `canonicalizeType`. */
  private canonical(type: SparkType): SparkType | null {
    switch (type.kind) {
      case "array": {
        const items = this.canonical(type.items);
        return items === null ? null : { kind: "array", items };
      }
      case "struct": {
        const fields = type.fields.flatMap(({ name, type: own }): SparkField[] => {
          const inner = name === "" ? null : this.canonical(own);
          return inner === null ? [] : [{ name, type: inner }];
        });
        return fields.length === 0 ? null : { kind: "struct", fields };
      }
      case "null":
        return this.options.dropFieldIfAllNull ? null : STRING;
      default:
        return type;
    }
  }

  private note(before: SparkType, after: SparkType, row: number): void {
    if (before === after || after.kind !== "struct") return;
    const known = new Map(before.kind === "struct" ? before.fields.map(({ name, type }) => [name, type]) : []);
    for (const { name, type } of after.fields) {
      const from = known.get(name);
      if (from !== type) this.turns.push({ column: name, from: from ?? null, to: type, row });
    }
  }
}
