import type { ModelSignature, Schema } from "../mlflow/types.ts";
import { type ColumnName, type Dict, isDict, isList, type PythonValue } from "../python/value.ts";
import { likelyRenames } from "../validation/advice/names.ts";
import { hasNames, isSameName, specName } from "../validation/enforce-columns.ts";
import { ENVELOPES } from "../validation/request-form.ts";
import type { Verdict } from "../validation/verdict.ts";
import { rewrittenRequest } from "./corrected-request.ts";

/** A body that may be taken, and what was done to it. */
export interface BodyCandidate {
  readonly body: Dict;
  readonly label: string;
}

const namesOf = (schema: Schema): readonly ColumnName[] => schema.specs.map((spec, position) => specName(spec, position));

const paramsOf = (document: Dict): readonly (readonly [string, PythonValue])[] => {
  const params = document.get("params");
  return params === undefined ? [] : [["params", params]];
};

/** Rows of a table, by position; the names where the body has some. */
interface Rows {
  readonly names: readonly PythonValue[] | null;
  readonly rows: readonly (readonly PythonValue[])[];
}

function rowsOfRecords(records: readonly PythonValue[]): Rows | null {
  if (records.length === 0 || !records.every(isDict)) return null;
  const names = [...new Set(records.flatMap((record) => (isDict(record) ? [...record.keys()] : [])))];
  if (!records.every((record) => isDict(record) && names.every((name) => record.has(name)))) return null;
  return { names, rows: records.map((record) => names.map((name) => (isDict(record) ? (record.get(name) ?? null) : null))) };
}

function rowsOfColumns(columns: Dict): Rows | null {
  const values = [...columns.values()];
  const [first] = values;
  if (!isList(first) || !values.every((value) => isList(value) && value.length === first.length)) return null;
  const rows = first.map((_, row) => values.map((value) => (isList(value) ? (value[row] ?? null) : null)));
  return { names: [...columns.keys()], rows };
}

/** The rows of a body in any envelope; null where it is not a table of rows of one length. */
function rowsOf(document: Dict): Rows | null {
  const envelope = ENVELOPES.find((name) => document.has(name));
  const content = envelope === undefined ? undefined : document.get(envelope);
  if (envelope === "dataframe_split" && isDict(content)) {
    const [names, data] = [content.get("columns"), content.get("data")];
    if (!isList(data) || !data.every(isList)) return null;
    return { names: isList(names) ? names : null, rows: data };
  }
  if (isDict(content)) return rowsOfColumns(content);
  if (!isList(content)) return null;
  const [first] = content;
  if (isDict(first)) return rowsOfRecords(content);
  if (isList(first))
    return content.every((row) => isList(row) && row.length === first.length) ? { names: null, rows: content as Rows["rows"] } : null;
  return content.some((row) => isList(row) || isDict(row)) ? null : { names: null, rows: content.map((value) => [value]) };
}

const split = (names: readonly PythonValue[] | null, rows: Rows["rows"]): PythonValue =>
  new Map<string, PythonValue>([...(names === null ? [] : [["columns", names] as const]), ["data", rows]]);

/** Renames that make the body's columns those of the signature. */
function renamed(names: readonly PythonValue[], schema: Schema): readonly PythonValue[] | null {
  const declared = namesOf(schema);
  const missing = declared.filter((name) => !names.some((one) => isSameName(one as ColumnName, name)));
  const extra = names.filter((name) => !declared.some((one) => isSameName(one, name as ColumnName)));
  const pairs = likelyRenames(missing, extra as readonly ColumnName[]);
  if (pairs.length === 0) return null;
  return names.map((name) => (pairs.find(([before]) => isSameName(before, name as ColumnName))?.[1] ?? name) as PythonValue);
}

function tableCandidates(document: Dict, schema: Schema): readonly BodyCandidate[] {
  const table = rowsOf(document);
  if (table === null) return [];
  const params = paramsOf(document);
  const frame = (names: readonly PythonValue[] | null, label: string): BodyCandidate => ({
    body: new Map<string, PythonValue>([["dataframe_split", split(names, table.rows)], ...params]),
    label,
  });
  const { names } = table;
  const declared = namesOf(schema) as readonly PythonValue[];
  const width = table.rows[0]?.length ?? 0;
  const found: BodyCandidate[] = [];
  if (hasNames(schema) && names === null && width === declared.length)
    found.push(frame(declared, "Send dataframe_split with the columns named as the signature does"));
  if (names !== null) {
    found.push(frame(names, "Send dataframe_split"));
    const other = renamed(names, schema);
    if (other !== null) found.push(frame(other, "Rename columns as the signature does"));
  }
  if (!hasNames(schema)) found.push(frame(null, "Send dataframe_split without names"));
  return found;
}

/** Lists of numbers in other nesting: axes of length one are added or left out, each row stays a row. */
function nested(value: PythonValue): readonly PythonValue[] {
  if (!isList(value) || value.length === 0) return [];
  const rows = value.every(isList);
  if (!rows) return [value.map((item) => [item]), [value]];
  const flat = value.every((row) => isList(row) && row.length === 1) ? [value.map((row) => (isList(row) ? (row[0] ?? null) : row))] : [];
  return [...flat, [value], value.map((row) => [row])];
}

function tensorCandidates(document: Dict, schema: Schema): readonly BodyCandidate[] {
  const params = paramsOf(document);
  const inputs = (value: PythonValue, label: string): BodyCandidate => ({
    body: new Map<string, PythonValue>([["inputs", value], ...params]),
    label,
  });
  const table = rowsOf(document);
  const found: BodyCandidate[] = [];
  const named = (names: readonly PythonValue[], rows: Rows["rows"]): PythonValue =>
    new Map(names.map((name, position) => [String(name), rows.map((row) => row[position] ?? null) as PythonValue] as const));
  if (table !== null) {
    found.push(inputs(table.rows, "Send inputs, a list of rows"));
    const names = table.names ?? (table.rows[0]?.length === schema.specs.length ? (namesOf(schema) as readonly PythonValue[]) : null);
    if (hasNames(schema) && names !== null) {
      found.push(inputs(named(names, table.rows), "Send inputs, a list for each name"));
      const other = renamed(names, schema);
      if (other !== null) found.push(inputs(named(other, table.rows), "Send inputs under the signature's names"));
    }
  }
  const content = document.get("inputs") ?? document.get("instances");
  if (content !== undefined) {
    for (const value of nested(content)) found.push(inputs(value, "Nest the lists as the signature's shape asks"));
    if (isDict(content))
      for (const variant of [0, 1, 2]) {
        const values = [...content].map(([name, value]) => [name, nested(value)[variant] ?? value] as const);
        found.push(inputs(new Map(values), "Nest the lists as the signature's shape asks"));
      }
  }
  return found;
}

/**
 * Bodies that hold the same values in a form that a signature is more likely to take, in order of least change: in another envelope, with
 * names, under other names, nested otherwise, and each value written as its type asks. Whether one is taken is for a check to say.
 */
export function bodyCandidates(document: PythonValue, signature: ModelSignature): readonly BodyCandidate[] {
  const { inputs } = signature;
  if (inputs === null) return [];
  const rewritten = rewrittenRequest(document, signature);
  const bases: readonly BodyCandidate[] = isDict(rewritten) ? [{ body: rewritten, label: "Send the corrected request" }] : [];
  const given = isDict(rewritten) ? rewritten : isDict(document) ? document : null;
  if (given === null) return [];
  const further = inputs.kind === "columns" ? tableCandidates(given, inputs) : tensorCandidates(given, inputs);
  const cast = further.flatMap(({ body, label }): readonly BodyCandidate[] => {
    const again = rewrittenRequest(body, signature);
    return isDict(again) ? [{ body: again, label }] : [];
  });
  return [...bases, ...further, ...cast];
}

/** A cell of a text file as JSON writes it. */
export interface PlainCell {
  readonly text: string;
  readonly as: "missing" | "number" | "boolean" | "text" | "other";
}

function plainValue({ text, as }: PlainCell, isText: boolean): PythonValue {
  if (as === "missing") return null;
  if (isText) return text;
  const trimmed = text.trim();
  if (as === "boolean") return trimmed.toLowerCase() === "true";
  if (as === "number" && /^[-+]?\d+$/.test(trimmed)) return BigInt(trimmed.replace("+", ""));
  if (as === "number" && Number.isFinite(Number(trimmed))) return Number(trimmed);
  return text;
}

/** The rows of a file as the body of a JSON request, before it is corrected: each column as text where one of its cells is. */
export function bodyOfRows(names: readonly ColumnName[], rows: readonly (readonly PlainCell[])[], schema: Schema): Dict {
  const isText = names.map((name, position) => {
    const spec = schema.specs.find((one, at) => isSameName(specName(one, at), hasNames(schema) ? name : BigInt(position)));
    const isDeclared = spec?.kind === "column" && spec.type.kind === "scalar" && ["string", "binary", "datetime"].includes(spec.type.name);
    return isDeclared || rows.some((row) => row[position]?.as === "text");
  });
  const data = rows.map((row) => row.map((cell, position) => plainValue(cell, isText[position] === true)));
  return new Map<string, PythonValue>([
    ["dataframe_split", split(hasNames(schema) || schema.kind === "tensors" ? (names as readonly PythonValue[]) : null, data)],
  ]);
}

/** Whether a body is taken with every value as it is; what is declared binary is sent as base64. */
export function keepsValues({ changes }: Verdict, schema: Schema | null): boolean {
  const isBinary = (name: ColumnName) =>
    schema?.kind === "columns" &&
    schema.specs.some((spec, at) => isSameName(specName(spec, at), name) && spec.type.kind === "scalar" && spec.type.name === "binary");
  return changes.every(({ column }) => isBinary(column));
}
