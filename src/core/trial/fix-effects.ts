import { defined } from "../defined.ts";
import { grouped } from "../errors.ts";
import { columnLabel } from "../ladders/infer-column.ts";
import type { SpecReport } from "../ladders/infer-report.ts";
import { isPandasText } from "../problems/context.ts";
import { tupleText } from "../python/repr.ts";
import type { ColumnName } from "../python/value.ts";
import type { Fix, SideResult, Trial } from "../signers/signer.ts";
import { columnTypeName } from "../validation/enforce-type.ts";
import type { Verdict } from "../validation/verdict.ts";
import { type DataState, kindOf } from "./data-state.ts";

/** So many columns are named in a sentence. */
const MOST_NAMED = 3;
/** So many types are named in a label. */
const MOST_TYPES = 3;

const counted = (count: number, one: string, many = `${one}s`) => `${grouped(count)} ${count === 1 ? one : many}`;

/** A column's type as a label has it: `double, optional`. */
function typeOf({ spec }: SpecReport): string {
  if (spec === null) return "no type";
  if (spec.kind === "tensor") return `Tensor('${spec.dtype}', ${tupleText(spec.shape)})`;
  return `${columnTypeName(spec.type)}${spec.required ? "" : ", optional"}`;
}

const reportsOf = ({ specs }: SideResult): ReadonlyMap<ColumnName, SpecReport> => {
  const reports = new Map<ColumnName, SpecReport>();
  for (const report of specs) if (!reports.has(report.name ?? null)) reports.set(report.name ?? null, report);
  return reports;
};

/** Types and how many columns have each: `double, optional`, `4 double, 1 long`. */
function typesOf(reports: readonly SpecReport[]): string {
  const types = new Map<string, number>();
  for (const report of reports) types.set(typeOf(report), (types.get(typeOf(report)) ?? 0) + 1);
  const [only] = types.keys();
  if (only !== undefined && types.size === 1) return only;
  const most = [...types].sort((left, right) => right[1] - left[1]);
  const words = most.slice(0, MOST_TYPES).map(([type, count]) => `${count} ${type.replace(", ", " ")}`);
  return `${words.join(", ")}${most.length > MOST_TYPES ? " …" : ""}`;
}

/** The columns of a fix under the names that they have with it. */
function columnsWith(fix: Fix): readonly ColumnName[] {
  if (fix.kind === "to") return [];
  return fix.kind === "rename" ? fix.columns.map((name) => fix.names.get(name) ?? name) : fix.columns;
}

/** Which columns there are, and of which types, where a fix changes the table as a whole; else the types of its own columns. */
function resultOf(fix: Fix, before: DataState, after: DataState): string {
  if (fix.kind === "drop" || fix.kind === "rename") return "";
  if (fix.kind === "to") return typesOf(after.result.specs);
  const reports = reportsOf(after.result);
  const own = columnsWith(fix).flatMap((name) => reports.get(name) ?? []);
  if (own.length > 0) return typesOf(own);
  const names = (result: SideResult) => result.specs.map(({ name }) => JSON.stringify(String(name))).join();
  if (names(before.result) === names(after.result)) return "";
  const { specs } = after.result;
  return specs.length > 1 ? `${counted(specs.length, "column")} (${typesOf(specs)})` : typesOf(specs);
}

const missingOf = (report: SpecReport | undefined): number => report?.missing?.count ?? 0;

/** Columns that both have, as they were and as they are. */
function pairs(fix: Fix, before: DataState, after: DataState): readonly (readonly [ColumnName, SpecReport, SpecReport])[] {
  const reports = reportsOf(after.result);
  return [...reportsOf(before.result)].flatMap(([name, was]) => {
    const now = reports.get(fix.kind === "rename" ? (fix.names.get(name) ?? name) : name);
    return now === undefined ? [] : [[name, was, now] as const];
  });
}

/** Columns that a fix is not for and that change all the same. */
export function changedBesides(fix: Fix, before: DataState, after: DataState): readonly (readonly [ColumnName, SpecReport, SpecReport])[] {
  const own = new Set<ColumnName>("columns" in fix ? fix.columns : []);
  // Of a side that fell back nothing was signed; of options for the whole file the columns are others.
  if (own.size === 0 || before.result.failure !== null || after.result.failure !== null) return [];
  return pairs(fix, before, after).filter(([name, was, now]) => !own.has(name) && typeOf(was) !== typeOf(now));
}

/** Columns that a fix changes although it should not: neither its own nor those that are meant alongside. */
export function harmedBy(fix: Fix, before: DataState, after: DataState): ReturnType<typeof changedBesides> {
  const meant = new Set(fix.kind === "option" ? fix.alongside : []);
  return changedBesides(fix, before, after).filter(([name]) => !meant.has(name));
}

/** `also change `v` from double to string`. */
export const changeWords = (changed: ReturnType<typeof changedBesides>): string =>
  `${namedWords(changed.map(([name]) => name))}${changed.length === 1 ? ` from ${changed.map(([, was, now]) => `${typeOf(was)} to ${typeOf(now)}`).join()}` : ""}`;

/** The values that `index_col=False` leaves out: those of the last columns, as long as the first cells are the index. Null for other fixes. */
function valuesPastHeader(fix: Fix, { opened: { dataset }, result }: DataState): number | null {
  const index = dataset.kind === "table" ? dataset.text?.impliedIndex : undefined;
  if (index === undefined || fix.kind !== "option" || fix.options.get("index_col") !== false) return null;
  return result.specs.slice(-index).reduce((sum, report) => sum + (result.rowCount ?? 0) - missingOf(report), 0);
}

function lostBy(fix: Fix, before: DataState, after: DataState): Trial["lost"] {
  const [rows, left] = [before.result.rowCount ?? 0, after.result.rowCount ?? 0];
  const pastHeader = valuesPastHeader(fix, before);
  if (pastHeader !== null) return { cells: pastHeader, rows: Math.max(0, rows - left), columns: 0 };
  if (fix.kind === "drop") {
    const reports = reportsOf(before.result);
    const cells = fix.columns.reduce<number>((sum, name) => sum + rows - missingOf(reports.get(name)), 0);
    return { cells, rows: 0, columns: fix.columns.length };
  }
  const cells =
    rows === left && fix.kind !== "rename"
      ? pairs(fix, before, after).reduce((sum, [, was, now]) => sum + Math.max(0, missingOf(now) - missingOf(was)), 0)
      : 0;
  return { cells, rows: Math.max(0, rows - left), columns: 0 };
}

/** `` `age`, `sex` and 4 more ``. */
export const namedWords = (names: readonly ColumnName[]): string =>
  `${names
    .slice(0, MOST_NAMED)
    .map((name) => `\`${columnLabel(name)}\``)
    .join(", ")}${names.length > MOST_NAMED ? ` and ${names.length - MOST_NAMED} more` : ""}`;

function lostWords(fix: Fix, before: DataState, { cells, rows, columns }: Trial["lost"]): readonly string[] {
  if (fix.kind === "drop") return [`Leaves out ${counted(columns, "column")} with ${counted(cells, "value")}.`];
  if (valuesPastHeader(fix, before) !== null) return cells === 0 ? [] : [`Leaves out ${counted(cells, "value")} past the header.`];
  return [
    ...(cells === 0 ? [] : [`${counted(cells, "value becomes", "values become")} missing.`]),
    ...(rows === 0 ? [] : [`The table has ${counted(rows, "row")} fewer.`]),
  ];
}

const accepts = (verdict: Verdict | null): boolean => verdict?.kind === "accepted";
const refuses = (verdict: Verdict | null): verdict is Verdict => verdict?.kind === "refused";

/** The columns that a verdict refuses; `undefined` stands for the data as a whole. */
const refusedBy = ({ refusals }: Verdict): ReadonlySet<ColumnName | undefined> => new Set(refusals.map(({ column }) => column));

/** How a file that the scoring server refuses with and without a fix is refused for something else with it; empty where it is not. */
function newRefusals(fix: Fix, before: Verdict, after: Verdict): string {
  const renamed = (name: ColumnName | undefined) =>
    fix.kind === "rename" && name !== undefined && name !== null ? (fix.names.get(name) ?? name) : name;
  const was = new Set([...refusedBy(before)].map(renamed));
  const now = refusedBy(after);
  const gained = [...now].filter((name) => !was.has(name));
  if (gained.length === 0) return "";
  // A body that cannot be parsed hides what else is refused.
  if (now.has(undefined)) return "The scoring server then refuses the whole file as it is: send the changed data.";
  const kept = [...was].some((name) => now.has(name));
  const others = namedWords(gained.filter((name) => name !== undefined));
  const gone = [...was].filter((name) => name !== undefined);
  const change = kept ? " too" : gone.length === 0 ? "" : ` and no longer ${namedWords(gone)}`;
  return `Of the file as it is, the scoring server then refuses ${others}${change}: send the changed data.`;
}

/** What a request of the file itself gives the model where a cast writes text: the CSV's own cells, which `str` may spell otherwise. */
function writtenWords(fix: Fix, before: DataState, after: DataState): readonly string[] {
  if (fix.kind !== "astype" || fix.dtype !== "str" || !accepts(after.scoring) || after.opened.format !== "csv") return [];
  const reports = reportsOf(before.result);
  const dtypes = fix.columns.flatMap((name) => reports.get(name) ?? []).filter((report) => !isPandasText(report));
  if (dtypes.length === 0) return [];
  const isBoolean = dtypes.some(({ spec }) => spec?.kind === "column" && spec.type.kind === "scalar" && spec.type.name === "boolean");
  return [
    `From this CSV, the scoring server gives the model each cell as it is written${isBoolean ? ": `true` stays `true`, which the cast makes `True`" : ""}.`,
  ];
}

/** A verdict that changes, and one that is against the data and stays so. */
function verdictWords(fix: Fix, before: DataState, after: DataState): readonly string[] {
  const words: string[] = [];
  if (accepts(after.predict) && !accepts(before.predict)) words.push("`predict` then accepts this data.");
  if (refuses(after.scoring)) {
    const more = refuses(before.scoring)
      ? newRefusals(fix, before.scoring, after.scoring)
      : "The scoring server then refuses the file as it is: send the changed data.";
    if (more !== "") words.push(more);
  } else if (accepts(after.scoring) && refuses(before.scoring)) words.push("The scoring server then accepts this file.");
  return [...words, ...writtenWords(fix, before, after)];
}

/** What a fix came to, in data and in words. `triedRows`: how many rows were tried, where these are not all. */
export function trialOf(fix: Fix, before: DataState, after: DataState, triedRows: number | null): Trial {
  const lost = lostBy(fix, before, after);
  const changed = changedBesides(fix, before, after);
  const effects = [
    ...lostWords(fix, before, lost),
    ...(changed.length === 0 ? [] : [`Also changes ${changeWords(changed)}.`]),
    ...verdictWords(fix, before, after),
    ...(triedRows === null ? [] : [`Tried on the first ${counted(triedRows, "row")}.`]),
  ];
  return {
    result: resultOf(fix, before, after),
    effects: effects.join(" "),
    schema: after.result.schema,
    predict: kindOf(after.predict),
    scoring: kindOf(after.scoring),
    lost,
    ...defined({ triedRows: triedRows ?? undefined }),
  };
}

export const isLossy = ({ tried }: Fix): boolean =>
  tried !== undefined && (tried.lost.cells > 0 || tried.lost.rows > 0 || tried.lost.columns > 0);
