import { defined, must } from "../defined.ts";
import { type ArrowCounts, type ArrowEvidence, mergeArrowCounts } from "../evidence/arrow-evidence.ts";
import { arrowTypeName } from "../evidence/arrow-type.ts";
import type { ColumnEvidence, TableColumn } from "../evidence/dataset.ts";
import { mergeDateEvidence } from "../evidence/date-evidence.ts";
import { mergeExtremes } from "../evidence/extremes.ts";
import type { AbsentParts, AlikeParts, OneFileEvidence, PartsEvidence } from "../evidence/parts-evidence.ts";
import { joinTallies, type Tally } from "../evidence/sighting.ts";
import {
  type MarkedCells,
  mergeTextEvidence,
  TEXT_MARKS,
  type TextEvidence,
  type TextKind,
  type TextMark,
} from "../evidence/text-evidence.ts";
import { mergeValues, NO_VALUES } from "../evidence/value-merge.ts";

const REPEATED = "\u0000";

/** Columns by their names; one of a name that is there before gets another key, by which it is found in other files. */
export function columnKeys(columns: readonly Pick<TableColumn, "name">[]): readonly string[] {
  const counts = new Map<string, number>();
  return columns.map(({ name }) => {
    const seen = counts.get(String(name)) ?? 0;
    counts.set(String(name), seen + 1);
    return seen === 0 ? String(name) : `${String(name)}${REPEATED}${seen}`;
  });
}

/** The name of a column that {@link columnKeys} gave the key. */
export const nameOfKey = (key: string): string => must(key.split(REPEATED)[0]);

/** Kinds of cells that make a column text, or integers that int64 cannot hold. */
const AS_TEXT: readonly TextKind[] = ["text", "negativeText", "pythonInt"];
const LARGE: readonly TextKind[] = ["uint64", "bigInt", "bigNegativeInt"];
const FRACTIONS: readonly TextKind[] = ["float", "negativeFloat", "infinity", "negativeInfinity"];

/** What cells of a text file read as, in a word, and the kinds of cells that decide it. */
function wordOf({ kinds }: TextEvidence): { readonly word: string; readonly by: readonly TextKind[] } | null {
  const found = [...kinds.keys()].filter((kind) => kind !== "missing");
  if (found.length === 0) return null;
  if (found.every((kind) => kind === "bool")) return { word: "booleans", by: ["bool"] };
  // Booleans among other cells are words.
  if (found.some((kind) => kind === "bool" || AS_TEXT.includes(kind))) {
    const by = found.some((kind) => AS_TEXT.includes(kind)) ? AS_TEXT : (["bool"] as const);
    return { word: "text", by };
  }
  if (found.some((kind) => LARGE.includes(kind))) return { word: "large integers", by: LARGE };
  return found.some((kind) => FRACTIONS.includes(kind))
    ? { word: "numbers", by: FRACTIONS }
    : { word: "integers", by: ["int64", "negativeInt64"] };
}

/** Reader options that decide a column's dtype, whatever its cells are. */
const isDeclared = ({ options }: TextEvidence) => options.dtype !== undefined || options.dates === true;

/** Dtypes of pandas' own that a file may note for a column, by which it becomes another than its type says. */
const NOTED = /^(?:U?Int|Float|boolean|string|category|period|interval)|\[pyarrow\]$/;

/**
 * What a file has in a column, for its reader: `has` in a word, null where the cells do not say; `firstRow` is the first row of the file that
 * decides it.
 */
export function kindOfPart(evidence: ColumnEvidence): { readonly has: string | null; readonly firstRow?: number } {
  switch (evidence.kind) {
    case "text": {
      const found = isDeclared(evidence) ? null : wordOf(evidence);
      if (found === null) return { has: null };
      const rows = found.by.flatMap((kind) => evidence.kinds.get(kind)?.first.row ?? []);
      return { has: found.word, firstRow: Math.min(...rows) };
    }
    case "arrow": {
      const noted = evidence.pandasDtype !== undefined && NOTED.test(evidence.pandasDtype) ? ` as ${evidence.pandasDtype}` : "";
      return { has: `${arrowTypeName(evidence.type)}${noted}` };
    }
    case "values":
    case "parts":
      return { has: null };
  }
}

/** Whether a column of a file has missing cells, by which pandas makes floats of integers, and objects of booleans. */
function hasMissing(evidence: OneFileEvidence): boolean {
  if (evidence.kind === "text") return evidence.kinds.has("missing");
  return evidence.kind === "arrow" && ["int", "bool"].includes(evidence.type.kind) && evidence.counts.nulls !== undefined;
}

/** What files must have in common to be counted together: `dtype` is the same where pandas reads them to the same dtype. */
interface Alikeness {
  /** Files of one family become one dtype in any order, as they would in one file. */
  readonly family: string;
  readonly dtype: string;
}

const CATEGORIES = "categories: ";

/** Files of categories join by what the categories are, for which text is text whatever the words. */
function alikeCategories(evidence: TextEvidence): Alikeness {
  const word = `${CATEGORIES}${wordOf(evidence)?.word ?? "missing"}`;
  return { family: word, dtype: word };
}

function alikenessOf(evidence: OneFileEvidence): Alikeness {
  const { has } = kindOfPart(evidence);
  const missing = hasMissing(evidence) ? " with missing cells" : "";
  if (evidence.kind === "text" && evidence.options.dtype === "category") return alikeCategories(evidence);
  if (evidence.kind === "arrow") return { family: String(has), dtype: `${has}${missing}` };
  if (evidence.kind === "values" || isDeclared(evidence)) return { family: "", dtype: "" };
  switch (has) {
    case null:
      return { family: "missing", dtype: "missing" };
    case "integers":
    case "numbers":
      return { family: "numbers", dtype: has === "numbers" ? has : `${has}${missing}` };
    case "large integers": {
      // With integers past int64, what else is in a file decides whether pandas reads numbers or text.
      const dtype = `${has}: ${[...evidence.kinds.keys()].sort().join()}`;
      return { family: dtype, dtype };
    }
    default:
      return { family: has, dtype: has === "booleans" ? `${has}${missing}` : has };
  }
}

const noCounts = ({ children }: ArrowCounts, length = 0): ArrowCounts => ({ length, children: children.map((child) => noCounts(child)) });

/** Evidence of rows that nothing was counted in, for a part that begins at the row `rowCount`. */
function beforeOf(evidence: OneFileEvidence, rowCount: number): OneFileEvidence {
  switch (evidence.kind) {
    case "text": {
      const { firstCells: _, marks: __, ...own } = evidence;
      return { ...own, rowCount, kinds: new Map(), facts: new Map() };
    }
    case "arrow":
      return { ...evidence, counts: noCounts(evidence.counts, rowCount) };
    case "values":
      return NO_VALUES;
  }
}

function mergeTyped(left: ArrowEvidence, right: ArrowEvidence): ArrowEvidence {
  const dictionary =
    left.dictionary === undefined || right.dictionary === undefined
      ? (left.dictionary ?? right.dictionary)
      : mergeArrowCounts(left.dictionary, right.dictionary);
  const declaredBy = left.declaredBy ?? right.declaredBy;
  return { ...left, counts: mergeArrowCounts(left.counts, right.counts), ...defined({ dictionary, declaredBy }) };
}

/** The evidence of both; `right` begins at the row `startRow` of the data set, from which the rows of `left` are counted too. */
function merged(left: OneFileEvidence, right: OneFileEvidence, startRow: number): OneFileEvidence {
  if (left.kind === "text" && right.kind === "text") return mergeTextEvidence({ ...left, rowCount: startRow }, right, mergeDateEvidence);
  if (left.kind === "arrow" && right.kind === "arrow") return mergeTyped({ ...left, counts: { ...left.counts, length: startRow } }, right);
  if (left.kind === "values" && right.kind === "values") return mergeValues(left, right, startRow);
  return left;
}

function withRowCount(evidence: OneFileEvidence, rowCount: number): OneFileEvidence {
  if (evidence.kind === "text") return { ...evidence, rowCount };
  return evidence.kind === "arrow" ? { ...evidence, counts: { ...evidence.counts, length: rowCount } } : evidence;
}

interface Alike extends Alikeness {
  /** Its place among the groups of the column. */
  readonly index: number;
  readonly firstRow: number;
  evidence: OneFileEvidence;
  rowCount: number;
  fileCount: number;
}

type Tallies<Key> = ReadonlyMap<Key, Tally>;

/** Tallies of two groups of files that may take turns: the first of both is the first. */
function joinedTallies<Key>(left: Tallies<Key>, right: Tallies<Key>): Map<Key, Tally> {
  const joined = new Map(left);
  for (const [key, tally] of right) joined.set(key, must(joinTallies(joined.get(key), tally)));
  return joined;
}

function joinedMarks(left: TextEvidence, right: TextEvidence): Pick<TextEvidence, "marks"> {
  const marks = new Map<TextMark, MarkedCells>();
  for (const mark of new Set([...(left.marks?.keys() ?? []), ...(right.marks?.keys() ?? [])])) {
    const of = ({ marks: own, kinds }: TextEvidence) => own?.get(mark) ?? { marked: undefined, others: kinds.get(TEXT_MARKS[mark]) };
    const [one, other] = [of(left), of(right)];
    const marked = joinTallies(one.marked, other.marked);
    const others = joinTallies(one.others, other.others);
    if (marked !== undefined) marks.set(mark, { marked, ...defined({ others }) });
  }
  return marks.size > 0 ? { marks } : {};
}

/** The evidence of two groups of files of one family, whose rows count through the data set. */
function joinedGroups(left: Alike, right: Alike): Alike {
  const [rowCount, fileCount] = [left.rowCount + right.rowCount, left.fileCount + right.fileCount];
  const both = { ...left, rowCount, fileCount };
  const [one, other] = [left.evidence, right.evidence];
  if (one.kind === "text" && other.kind === "text") {
    const { marks: _, ...own } = one;
    const kinds = joinedTallies(one.kinds, other.kinds);
    const facts = joinedTallies(one.facts, other.facts);
    const integers = mergeExtremes(one.integers, other.integers);
    const floats = mergeExtremes(one.floats, other.floats);
    return { ...both, evidence: { ...own, kinds, facts, rowCount, ...joinedMarks(one, other), ...defined({ integers, floats }) } };
  }
  if (one.kind === "arrow" && other.kind === "arrow") {
    // Only integers and booleans are in two groups, with and without nulls.
    const nulls = one.counts.nulls ?? other.counts.nulls;
    const extremes = mergeExtremes(one.counts.extremes, other.counts.extremes);
    const widened = (one.counts.widened ?? 0) + (other.counts.widened ?? 0) || undefined;
    const declaredBy = one.declaredBy ?? other.declaredBy;
    const counts = { ...one.counts, length: rowCount, ...defined({ nulls, extremes, widened }) };
    return { ...both, evidence: { ...one, counts, ...defined({ declaredBy }) } };
  }
  return both;
}

/** Whether files of integer categories lack cells: they become floats, unless their categories are the same, which nobody counts. */
const hasUnknownGaps = ({ family, fileCount, evidence }: Alike): boolean =>
  family.startsWith(CATEGORIES) && family.endsWith("integers") && fileCount > 1 && hasMissing(evidence);

/** Groups of files that would be of one dtype if their rows were in one file: numbers, or text, with missing cells. */
function oneFamily(groups: readonly Alike[]): Alike | null {
  const typed = groups.filter(({ family }) => family !== "missing");
  const families = new Set(typed.map(({ family }) => family));
  if (families.size > 1) return null;
  const [family] = families;
  if (groups.some(hasUnknownGaps)) return null;
  // pandas reads missing cells alone as floats, which make another dtype of booleans and large integers.
  if (typed.length < groups.length && family !== undefined && family !== "numbers" && family !== "text") return null;
  const [first, ...others] = groups;
  return first === undefined ? null : others.reduce(joinedGroups, first);
}

/** A column of a data set in several files: files in which it is alike are counted together. */
export class JoinedColumn {
  private readonly alike = new Map<string, Alike>();
  private absent: AbsentParts | undefined;

  /** Adds a file's column; its rows begin at the row `startRow` of the data set. Returns which of the groups that are alike the file is in. */
  add(given: ColumnEvidence, startRow: number, rowCount: number): number {
    // Files are read one by one: none of them has parts.
    const evidence = given as OneFileEvidence;
    const alikeness = alikenessOf(evidence);
    const known = this.alike.get(alikeness.dtype);
    if (known === undefined) {
      this.alike.set(alikeness.dtype, {
        ...alikeness,
        evidence: startRow === 0 ? evidence : merged(beforeOf(evidence, startRow), evidence, startRow),
        firstRow: startRow,
        rowCount,
        fileCount: 1,
        index: this.alike.size,
      });
      return this.alike.size - 1;
    }
    known.evidence = merged(known.evidence, evidence, startRow);
    known.rowCount += rowCount;
    known.fileCount += 1;
    return known.index;
  }

  /** The groups of files that are alike, in the order of their first files. */
  groups(): readonly AlikeParts[] {
    return [...this.alike.values()].map(({ evidence, firstRow, rowCount, fileCount }) => ({
      evidence: withRowCount(evidence, rowCount),
      firstRow,
      rowCount,
      fileCount,
    }));
  }

  /** Adds files that do not have the column. */
  addAbsent(startRow: number, rowCount: number, fileCount: number): void {
    const { absent } = this;
    this.absent =
      absent === undefined
        ? { rowCount, firstRow: startRow, fileCount }
        : { ...absent, rowCount: absent.rowCount + rowCount, fileCount: absent.fileCount + fileCount };
  }

  /** How many files have categories, where `pd.concat` joins several. */
  categoryFiles(joinedBy: PartsEvidence["joinedBy"]): number | undefined {
    const isCategory = ({ evidence }: Alike) =>
      (evidence.kind === "text" && evidence.options.dtype === "category") ||
      (evidence.kind === "arrow" && evidence.type.kind === "dictionary");
    const count = [...this.alike.values()].filter(isCategory).reduce((sum, { fileCount }) => sum + fileCount, 0);
    return joinedBy === "concat" && count > 1 ? count : undefined;
  }

  /** The column as one; where its files are alike, as if it were in one file. */
  joined(joinedBy: PartsEvidence["joinedBy"]): ColumnEvidence {
    const groups = [...this.alike.values()].map((one) => ({ ...one, evidence: withRowCount(one.evidence, one.rowCount) }));
    const one = this.absent === undefined ? oneFamily(groups) : null;
    if (one !== null) return one.evidence;
    return { kind: "parts", joinedBy, alike: this.groups(), ...defined({ absent: this.absent }) };
  }
}
