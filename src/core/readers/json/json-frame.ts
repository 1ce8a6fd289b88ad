import { datum, SignetError, type Text, text } from "../../errors.ts";
import type { TableColumn, TableDataset } from "../../evidence/dataset.ts";
import type { Sighting } from "../../evidence/sighting.ts";
import type { ValueEvidence } from "../../evidence/value-evidence.ts";
import { NO_VALUES } from "../../evidence/value-merge.ts";
import type { ColumnName } from "../../python/value.ts";
import { columnNames } from "./column-labels.ts";
import type { FrameData } from "./frame-sink.ts";
import type { Labels } from "./labels-sink.ts";

/** A table whose columns are all Python values. */
interface JsonFrame extends TableDataset {
  readonly columns: readonly JsonColumn[];
}

interface JsonColumn extends TableColumn {
  readonly evidence: ValueEvidence;
}

const NO_COLUMNS: Labels = { kind: "absent" };

/**
 * The table that `pd.DataFrame(data, index, columns)` makes of what a document has.
 * Throws `UnreadableFile` where the constructor raises, and `Undecided` for forms that are outside the proved rules.
 * Source: `pandas/core/frame.py DataFrame.__init__`, `core/internals/construction.py`.
 */
export function frameFromJson(data: FrameData, columns: Labels = NO_COLUMNS, index: ValueEvidence = NO_VALUES): JsonFrame {
  const names = columnNames(columns);
  const indexLength = lengthOfIndex(index);
  switch (data.kind) {
    case "none":
    case "empty":
      return table(missingColumns(names ?? [], indexLength ?? 0), indexLength ?? 0);
    case "scalar":
      if (names === undefined || indexLength === undefined) throw refused(text`DataFrame constructor not properly called!`);
      throw undecided(text`The data of the table is a scalar.`);
    case "dict":
      if (names !== undefined || indexLength !== undefined) throw undecided(text`The data of the split table is a dict.`);
      return frameFromDict(data.value);
    case "scalars":
      return checked(frameFromScalars(data.values, names), indexLength);
    case "rows":
      return indexed(frameFromRows(data, names), indexLength);
    case "records":
      return indexed(frameFromRecords(data, names), indexLength);
  }
}

function frameFromScalars(values: ValueEvidence, names: readonly ColumnName[] = [0n]): JsonFrame {
  const [name = null] = names;
  if (names.length !== 1) throw refused(text`Shape of passed values is (${values.count}, 1), but there are ${names.length} columns.`);
  return table([{ name, evidence: values }], values.count);
}

function frameFromRows(data: Extract<FrameData, { kind: "rows" }>, names?: readonly ColumnName[]): JsonFrame {
  const rowCount = data.rowCount;
  refuseOddRows(data.odd);
  if (names !== undefined && names.length !== data.columns.length) {
    throw refused(text`${names.length} columns passed, passed data had ${data.columns.length} columns.`);
  }
  const columns = data.columns.map(({ values, firstAbsent }, position) => ({
    name: names?.[position] ?? (names ? null : BigInt(position)),
    evidence: padded(values, rowCount, "None", firstAbsent),
  }));
  return table(columns, rowCount);
}

function frameFromRecords({ records, odd }: Extract<FrameData, { kind: "records" }>, names?: readonly ColumnName[]): JsonFrame {
  if (odd.lists && !mayBePairs(odd.lists.items)) throw refused(text`Some rows of the table are not dicts.`, "TypeError");
  refuseOddRows(odd);
  const rowCount = records.count;
  const keys = records.dicts?.keys ?? new Map<string, ValueEvidence>();
  const columns = (names ?? [...keys.keys()]).map((name) => {
    const values = typeof name === "string" ? keys.get(name) : undefined;
    const firstAbsent = typeof name === "string" ? records.dicts?.absent.get(name) : undefined;
    return { name, evidence: padded(values ?? NO_VALUES, rowCount, "nan", firstAbsent) };
  });
  return table(columns, rowCount);
}

/** A dict of lists, one per column; scalars next to them fill a column. */
function frameFromDict({ dicts }: ValueEvidence): JsonFrame {
  const columns = [...(dicts?.keys ?? [])];
  if (columns.length === 0) return table([], 0);
  const lists = columns.flatMap(([, values]) => values.lists ?? []);
  const hasDicts = columns.some(([, values]) => values.dicts !== undefined);
  if (lists.length === 0 && !hasDicts) throw refused(text`If using all scalar values, you must pass an index.`);
  if (lists.length > 0 && hasDicts) throw refused(text`Mixing dicts with non-Series may lead to ambiguous ordering.`);
  const [{ lengths } = { lengths: { min: 0, max: 0 } }] = lists;
  if (lists.some((list) => list.lengths.max !== lengths.max)) throw refused(text`All arrays must be of the same length.`);
  if (hasDicts || lengths.max === 0) throw undecided(text`The table is a dict of dicts, or of empty lists.`);
  return table(
    columns.map(([name, values]) => ({ name, evidence: values.lists?.items ?? repeated(values, lengths.max) })),
    lengths.max,
  );
}

/** One value, as often as the table has rows. */
function repeated(value: ValueEvidence, count: number): ValueEvidence {
  const scalars = new Map([...value.scalars].map(([type, { first }]) => [type, { count, first }]));
  return { ...value, count, scalars };
}

/** Rows among lists or among dicts that are neither. Numbers and nulls have no length; strings and the rest are taken apart by Python. */
function refuseOddRows(odd: ValueEvidence): void {
  if (odd.count === 0) return;
  if ([...odd.scalars.keys()].some((scalar) => scalar !== "str")) {
    throw refused(text`Some rows of the table are neither lists nor dicts.`, "TypeError");
  }
  throw undecided(text`The rows of the table are not all lists, or all dicts.`);
}

/** Whether `dict(row)` may take the items of a list. */
function mayBePairs({ scalars, lists }: ValueEvidence): boolean {
  const hasPairs = lists === undefined || (lists.lengths.min === 2 && lists.lengths.max === 2);
  return hasPairs && [...scalars.keys()].every((scalar) => scalar === "str");
}

/** pandas fills what a dict lacks with NaN; what a list lacks is left None by `lib.to_object_array`. */
function padded(values: ValueEvidence, rowCount: number, filler: "None" | "nan", firstAbsent: Sighting = { row: 0 }): ValueEvidence {
  const lacking = rowCount - values.count;
  if (lacking === 0) return values;
  const before = values.scalars.get(filler);
  const first = before && before.first.row < firstAbsent.row ? before.first : firstAbsent;
  const scalars = new Map(values.scalars).set(filler, { count: lacking + (before?.count ?? 0), first });
  return { ...values, count: rowCount, scalars };
}

function missingColumns(names: readonly ColumnName[], rowCount: number): readonly JsonColumn[] {
  return names.map((name) => ({ name, evidence: padded(NO_VALUES, rowCount, "nan") }));
}

/** How many rows an index has: a dict's keys count, and lists in a list are its levels. */
function lengthOfIndex({ count, scalars, lists, dicts }: ValueEvidence): number | undefined {
  if (count === 0 || scalars.has("None")) return undefined;
  if (dicts) return dicts.keys.size;
  if (lists === undefined) throw refused(text`The index of a split table is a list; here it is a scalar.`, "TypeError");
  const { items } = lists;
  // Labels that are all text have the dtype of text, as those of columns.
  const isText = [...items.scalars.keys()].every((type) => type === "str" || type === "None" || type === "nan");
  if (items.loneSurrogate !== undefined && isText && items.lists === undefined && items.dicts === undefined)
    throw refused(text`'utf-8' codec can't encode the lone surrogate in a label of the index.`, "UnicodeEncodeError");
  if (items.lists === undefined || items.lists.tally.count < items.count) return items.count;
  if (items.lists.items.lists || items.lists.items.dicts) throw undecided(text`The index of the table has nested lists.`);
  const { min, max } = items.lists.lengths;
  if (min < max) throw refused(text`All levels of the index must be of the same length.`);
  return max;
}

/** A single row is repeated to the index's length. Source: `pandas/core/construction.py _maybe_repeat`. */
function indexed(frame: JsonFrame, indexLength: number | undefined): JsonFrame {
  if (indexLength === undefined || frame.rowCount !== 1) return checked(frame, indexLength);
  if (indexLength === 0) throw undecided(text`The table has one row, and its index none.`);
  return table(
    frame.columns.map(({ name, evidence }) => ({ name, evidence: repeated(evidence, indexLength) })),
    indexLength,
  );
}

function checked(frame: JsonFrame, indexLength: number | undefined): JsonFrame {
  if (indexLength === undefined || indexLength === frame.rowCount || frame.columns.length === 0) return frame;
  throw refused(text`Length of values (${frame.rowCount}) does not match length of index (${indexLength}).`);
}

function table(columns: readonly JsonColumn[], rowCount: number): JsonFrame {
  requireEncodable(columns.map(({ name }) => name));
  return { kind: "table", columns, rowCount, notes: [] };
}

/** Names that are all strings are an index of `str` dtype, which Arrow has as UTF-8. */
function requireEncodable(names: readonly ColumnName[]): void {
  const strings = names.filter((name) => typeof name === "string");
  const bad = strings.find((name) => !name.isWellFormed());
  if (bad === undefined || names.some((name) => typeof name !== "string" && !Number.isNaN(name))) return;
  throw refused(text`'utf-8' codec can't encode the lone surrogate in the column name ${datum(bad)}.`, "UnicodeEncodeError");
}

function refused(message: Text, pythonError = "ValueError"): SignetError {
  return new SignetError("UnreadableFile", message, { pythonError });
}

function undecided(message: Text): SignetError {
  return new SignetError("Undecided", text`${message} pandas/core/internals/construction.py decides.`);
}
