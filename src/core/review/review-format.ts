import * as z from "zod";
import { defined, must } from "../defined.ts";
import type { EditBase, SideBase } from "../edit/apply-edits.ts";
import { SignetError, text } from "../errors.ts";
import { FALLBACK, isFallback } from "../mlflow/fallback.ts";
import { makeSchema } from "../mlflow/schema.ts";
import { paramSchemaFromValue, paramSchemaToValue } from "../mlflow/signature-json.ts";
import { jsonDumps } from "../python/json-dumps.ts";
import { jsonLoads } from "../python/json-loads.ts";
import { type Astype, type Rename, TO_FORMS } from "../python/preprocessing.ts";
import type { ColumnName, PythonValue } from "../python/value.ts";
import { CELL_OPTIONS, withoutCells } from "./cell-options.ts";
import {
  columnSchema,
  EDIT,
  editFromFormat,
  editSide,
  editToFormat,
  key,
  MOST_ROWS,
  names,
  present,
  short,
  written,
} from "./edit-format.ts";
import { findingsFromFormat, findingsToFormat, PROBLEMS, REASONS } from "./findings-format.ts";
import {
  COMMENT_STATES,
  type ColumnCounts,
  type Remark,
  type Review,
  type ReviewComment,
  type SideCounts,
  type SideProvenance,
} from "./review.ts";

const MOST_EDITS = 20_000;
const MOST_COMMENTS = 2_000;
const MOST_REPLIES = 200;

const paramSchema = written(
  (source) => paramSchemaFromValue(jsonLoads(source)),
  (schema) => jsonDumps(paramSchemaToValue(schema)),
);
const options = written<ReadonlyMap<string, PythonValue>>(
  (source) => {
    const value = jsonLoads(source);
    if (!(value instanceof Map)) throw new SignetError("InvalidModel", "The reader options are not a dict.");
    return value;
  },
  (value) => jsonDumps(value),
);
/** Columns by the reader's names, each with its new one, as pairs. */
const rename = written<Rename>(
  (source) => {
    const value = jsonLoads(source);
    if (!Array.isArray(value)) throw new SignetError("InvalidModel", "The new names are not a list.");
    return new Map(
      value.map((pair: PythonValue): readonly [ColumnName, string] => {
        const [name = null, now] = Array.isArray(pair) ? pair : [];
        if (typeof now !== "string" || name instanceof Map) throw new SignetError("InvalidModel", "A new name is not text.");
        return [name as ColumnName, now];
      }),
    );
  },
  (names) => jsonDumps([...names]),
);
const astype = z.codec(z.union([short, z.array(z.tuple([short, short])).max(MOST_ROWS)]), present<Astype>(), {
  decode: (given) => (typeof given === "string" ? given : new Map(given)),
  encode: (dtypes) => (typeof dtypes === "string" ? dtypes : [...dtypes]),
});

const SIDE = z.strictObject({
  rows: columnSchema,
  /** Whether these rows are signed, or MLflow falls back to `any`, or nothing could be said. */
  signs: z.enum(["rows", "any", "nothing"]),
});

/** A side's provenance; its preprocessing is written next to the rest. */
const PROVENANCE_SIDE = z.codec(
  z.strictObject({
    files: z.array(short).max(10_000),
    rows: z.int().nonnegative().nullable(),
    format: short,
    options,
    withheld: z.array(z.enum(CELL_OPTIONS)).max(CELL_OPTIONS.length).exactOptional(),
    astype: astype.exactOptional(),
    rename: rename.exactOptional(),
    drop: names.exactOptional(),
    optional: names.exactOptional(),
    to: z.enum(TO_FORMS).exactOptional(),
  }),
  present<SideProvenance>(),
  {
    decode: ({ astype, rename, drop, optional, to, ...rest }) => ({
      ...rest,
      preprocessing: defined({ astype, rename, drop, optional, to }),
    }),
    encode: (side) => {
      const { files, preprocessing, withheld, ...rest } = withoutCells(side);
      return { ...rest, files: [...files], ...preprocessing, ...defined({ withheld: withheld && [...withheld] }) };
    },
  },
);

/** A name that someone gave; without one, nothing is written. */
const author = z.string().max(200).exactOptional();
/** A reply without an author is its text alone. */
const REPLY = z.codec(z.union([short, z.strictObject({ text: short, author: z.string().max(200) })]), present<Remark>(), {
  decode: (given) => (typeof given === "string" ? { text: given, author: "" } : given),
  encode: (remark) => (remark.author === "" ? remark.text : { ...remark }),
});
const COMMENT = z.codec(
  z.strictObject({
    id: z.string().max(64),
    side: editSide,
    key,
    text: short,
    author,
    state: z.enum(COMMENT_STATES),
    replies: z.array(REPLY).max(MOST_REPLIES),
  }),
  present<ReviewComment>(),
  {
    decode: ({ author = "", ...rest }) => ({ ...rest, author }),
    encode: ({ author, replies, ...rest }) => ({ ...rest, replies: [...replies], ...(author !== "" && { author }) }),
  },
);

const COUNTS = z.array(z.tuple([key, z.int().nonnegative(), z.int().positive().nullable()])).max(MOST_ROWS);

/** A review as JSON. `signet` is the version of this format: 1 had no reasons and no problems. */
const REVIEW_FORMAT = z.strictObject({
  signet: z.enum(["review 1", "review 2"]),
  inputs: SIDE.nullable(),
  outputs: SIDE.nullable(),
  params: paramSchema.nullable(),
  edits: z.array(EDIT).max(MOST_EDITS),
  from: z.strictObject({
    inputs: PROVENANCE_SIDE.exactOptional(),
    outputs: PROVENANCE_SIDE.exactOptional(),
    strategy: z.string().max(200_000),
    versions: z.strictObject({ mlflow: short, pandas: short, signet: short }),
    date: z.iso.datetime(),
  }),
  /** The comments, as this format has called them since version 1. */
  notes: z.array(COMMENT).max(MOST_COMMENTS),
  counts: z.strictObject({ inputs: COUNTS.exactOptional(), outputs: COUNTS.exactOptional() }),
  reasons: REASONS.exactOptional(),
  problems: PROBLEMS.exactOptional(),
});

type Parsed = z.output<typeof REVIEW_FORMAT>;

function sideToFormat(side: SideBase | null): Parsed["inputs"] {
  if (side === null) return null;
  const { schema, specs } = side;
  try {
    const rows = makeSchema(specs);
    return { rows, signs: schema === null ? "nothing" : isFallback(schema) && !isFallback(rows) ? "any" : "rows" };
  } catch {
    // Rows that make no schema, two of one name and no name among them, are not what is signed either.
    return schema === null ? null : { rows: schema, signs: "rows" };
  }
}

function sideFromFormat(side: Parsed["inputs"]): SideBase | null {
  if (side === null) return null;
  const { rows, signs } = side;
  return { specs: rows.specs, schema: signs === "rows" ? rows : signs === "any" ? FALLBACK : null };
}

function countsToFormat(counts: SideCounts): [string, number, number | null][] {
  return [...counts].map(([at, { missing, decidingRow }]) => [at, missing, decidingRow ?? null]);
}

function countsFromFormat(rows: readonly (readonly [string, number, number | null])[]): SideCounts {
  return new Map(
    rows.map(([at, missing, decidingRow]): [string, ColumnCounts] => [
      at,
      { missing, ...defined({ decidingRow: decidingRow ?? undefined }) },
    ]),
  );
}

/** A review as JSON, for a file, a link or a session: without the spellings of cells that reader options hold. */
export function reviewToJson({ base, edits, provenance, comments, counts, ...findings }: Review): string {
  const [inputs, outputs] = [sideToFormat(base.inputs), sideToFormat(base.outputs)];
  const parsed: Parsed = {
    signet: "review 2",
    inputs,
    outputs,
    params: base.params,
    edits: edits.map(editToFormat),
    from: provenance,
    notes: [...comments],
    counts: defined({ inputs: counts.inputs && countsToFormat(counts.inputs), outputs: counts.outputs && countsToFormat(counts.outputs) }),
    ...findingsToFormat(findings, { inputs: inputs?.rows.specs ?? [], outputs: outputs?.rows.specs ?? [] }),
  };
  return JSON.stringify(z.encode(REVIEW_FORMAT, parsed));
}

const notOne = (because: string) =>
  new SignetError("InvalidModel", text`Signet cannot open this review: ${because}`, {
    remedy: "Ask for the link or the file again; it may have been cut.",
  });

/** The review of such JSON, which may be anyone's: every part is checked. Throws `InvalidModel` with the first fault and its place. */
export function reviewFromJson(source: string): Review {
  let json: unknown;
  try {
    json = JSON.parse(source);
  } catch {
    throw notOne("it is not JSON.");
  }
  const { success, data, error } = REVIEW_FORMAT.safeParse(json);
  if (!success) {
    const issue = must(error.issues[0]);
    throw notOne(`${issue.message}${issue.path.length === 0 ? "." : ` (at ${issue.path.join(".").slice(0, 200)}).`}`);
  }
  const base: EditBase = { inputs: sideFromFormat(data.inputs), outputs: sideFromFormat(data.outputs), params: data.params };
  return {
    base,
    edits: data.edits.map(editFromFormat),
    provenance: data.from,
    comments: data.notes,
    counts: defined({
      inputs: data.counts.inputs && countsFromFormat(data.counts.inputs),
      outputs: data.counts.outputs && countsFromFormat(data.counts.outputs),
    }),
    ...findingsFromFormat(data, { inputs: data.inputs?.rows.specs ?? [], outputs: data.outputs?.rows.specs ?? [] }),
  };
}
