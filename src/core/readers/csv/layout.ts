import { SignetError, text } from "../../errors.ts";
import type { ColumnName } from "../../python/value.ts";
import { dedupNames, mangleDuplicateNames, namesOfHeaderLine } from "./column-names.ts";
import { type CsvOptions, refusedOption } from "./options.ts";

/** One column of the file that ends up in the frame. */
export interface LayoutColumn {
  readonly name: ColumnName;
  /** Its place in a line, leading index columns counted. */
  readonly position: number;
  /** What the header says, where pandas made another name of it. */
  readonly writtenAs?: string;
}

/** Which fields of a line become which columns. */
export interface Layout {
  readonly columns: readonly LayoutColumn[];
  /** Fields that a line has; a longer one is refused unless `usecols` is given. */
  readonly width: number;
  /** The first of the head's lines that is data. */
  readonly dataStart: number;
  /** Renamed duplicates, so that a dtype by the old name still holds. */
  readonly originalNames: ReadonlyMap<string, string>;
  /** Leading columns that the file itself makes the index. */
  readonly leading: number;
}

/** How many lines must be seen before the layout is known: the header and the first line of data. */
export function headLineCount(options: CsvOptions): number {
  if (options.header === null) return 1;
  const last = options.header.at(-1) ?? 0;
  return options.header.length > 1 ? last + 3 : last + 2;
}

const noColumns = () =>
  new SignetError("UnreadableFile", "The file has no columns: it is empty, or every line is blank or skipped.", {
    pythonError: "EmptyDataError",
    remedy: "Choose a file with at least a header line.",
  });

interface Header {
  /** Names by level; one level unless `header` is a list of several. */
  readonly levels: readonly (readonly ColumnName[])[] | null;
  readonly fieldCount: number;
  readonly dataLine: number;
  readonly dataStart: number;
  readonly unnamed: ReadonlySet<string>;
  readonly originalNames: ReadonlyMap<string, string>;
}

/** pandas' `_get_header` with a header in the file. Source: `pandas/_libs/parsers.pyx`. */
function headerInFile(head: readonly (readonly string[])[], options: CsvOptions, lines: readonly number[]): Header {
  const several = lines.length > 1;
  // pandas reads one line past a list of header lines: it may hold the names of the index.
  const wanted = several ? [...lines, (lines.at(-1) ?? 0) + 1] : lines;
  let dataStart = (wanted.at(-1) ?? 0) + 1;
  const levels: (string | null)[][] = [];
  const unnamed = new Set<string>();
  const originalNames = new Map<string, string>();
  let dataLine = 0;
  for (const [level, line] of wanted.entries()) {
    const cells = head[line] ?? [];
    if (head.length > 0 && ((head.length < line + 1 && !options.headerIsList) || head.length < line)) {
      throw new SignetError("UnreadableFile", text`The header is said to be line ${line}, but the file has ${head.length} lines.`, {
        pythonError: "ParserError",
        remedy: "Correct the option header.",
      });
    }
    const found = namesOfHeaderLine(cells, several ? level : null);
    let names: (string | null)[] = found.names;
    let used = line;
    if (!several) {
      const mangled = mangleDuplicateNames(found.names, found.unnamed);
      for (const [index, name] of mangled.entries()) if (name !== found.names[index]) originalNames.set(name, found.names[index] as string);
      names = mangled;
    } else if (level === wanted.length - 1) {
      const indexCount = options.indexCol === false || options.indexCol === null ? 0 : options.indexCol.length;
      if ((names.length !== found.unnamed.length && names.length - indexCount > found.unnamed.length) || indexCount === 0) {
        used = line - 1;
        dataStart -= 1;
        names = names.map(() => null);
      }
    }
    dataLine = used + 1;
    levels.push(names);
    for (const index of found.unnamed) if (typeof names[index] === "string") unnamed.add(names[index]);
  }
  return { levels: options.names === null ? levels : [options.names], fieldCount: 0, dataLine, dataStart, unnamed, originalNames };
}

/** Index columns that the file itself implies: more fields in the first line of data than names. */
function impliedIndexColumns(options: CsvOptions, passed: number, fieldCount: number): number {
  if (options.usecols !== null && options.indexCol !== false) {
    if (options.usecols.length === passed) return 0;
    if (options.names === null && options.usecols.length < passed) return fieldCount - passed;
    if (passed !== fieldCount) throw refusedOption("Number of passed names did not match number of header fields in the file");
    return 0;
  }
  return options.indexCol !== false && passed < fieldCount ? fieldCount - passed : 0;
}

/** Several header lines make tuples; the last of the levels names the index and goes. */
function namesFromLevels(levels: readonly (readonly ColumnName[])[]): readonly ColumnName[] {
  const single = levels[0] ?? [];
  if (levels.length < 2) return single;
  const named = levels.slice(0, -1);
  const count = named[0]?.length ?? 0;
  if (named.some((level) => level.length !== count)) {
    throw new SignetError("UnreadableFile", "Header rows must have an equal number of columns.", {
      pythonError: "ParserError",
      remedy: "Correct the option header.",
    });
  }
  return Array.from({ length: count }, (_, index) => named.map((level) => level[index] ?? null));
}

/** What the one header line says of a column that pandas named otherwise. */
function writtenAs(name: ColumnName, { unnamed, originalNames, levels }: Header): Pick<LayoutColumn, "writtenAs"> {
  if (typeof name !== "string" || levels?.length !== 1) return {};
  const written = unnamed.has(name) ? "" : originalNames.get(name);
  return written === undefined ? {} : { writtenAs: written };
}

/** Positions among `names` that become the index. */
function indexPositions(options: CsvOptions, names: readonly ColumnName[], width: number): ReadonlySet<number> {
  const { indexCol } = options;
  if (indexCol === false || indexCol === null) return new Set();
  return new Set(
    indexCol.map((column) => {
      if (typeof column === "string") {
        const position = names.indexOf(column);
        if (position < 0) throw refusedOption(`Index ${column} invalid`);
        return position;
      }
      const position = column < 0n ? width + Number(column) : Number(column);
      if (position < 0 || position >= width) throw refusedOption("list index out of range", "IndexError");
      return position;
    }),
  );
}

/** `usecols` over names or positions, with pandas' refusals. */
function selectColumns(columns: readonly LayoutColumn[], options: CsvOptions, leading: number): readonly LayoutColumn[] {
  const { usecols, names } = options;
  if (usecols === null) return columns;
  if (usecols.some((column) => typeof column !== typeof usecols[0])) {
    throw refusedOption("'usecols' must either be list-like of all strings, all unicode, all integers or a callable.");
  }
  if (typeof usecols[0] === "string") {
    const missing = usecols.filter((wanted) => !columns.some(({ name }) => name === wanted));
    if (missing.length > 0)
      throw refusedOption(
        `Usecols do not match columns, columns expected but not found: [${missing.map((name) => `'${name}'`).join(", ")}]`,
      );
    return columns.filter(({ name }) => usecols.includes(name as string));
  }
  const wanted = new Set(usecols.map(Number));
  if (names !== null && names.length === wanted.size) {
    const positions = [...wanted].sort((left, right) => left - right);
    return positions.map((position, index) => ({ name: names[index] ?? null, position }));
  }
  const chosen = columns.filter(({ position }) => wanted.has(position));
  const missing = [...wanted].filter((position) => !columns.some((column) => column.position === position + leading));
  if (missing.length > 0)
    throw new SignetError("UnreadableFile", text`Defining usecols with out-of-bounds indices is not allowed: ${missing.join(", ")}.`, {
      pythonError: "ParserError",
      remedy: "Correct the option usecols.",
    });
  return chosen;
}

/**
 * Decides names and columns from the first lines, as pandas does once the header and the first line of data are read.
 * `head` holds them as text; a line shorter than the one before it was padded by the caller.
 * Throws `UnreadableFile` where pandas refuses.
 */
export function layoutFromHead(head: readonly (readonly string[])[], options: CsvOptions): Layout {
  const header: Header =
    options.header === null
      ? {
          levels: options.names === null ? null : [options.names],
          fieldCount: 0,
          dataLine: 0,
          dataStart: 0,
          unnamed: new Set(),
          originalNames: new Map(),
        }
      : headerInFile(head, options, options.header);
  const passed = header.levels?.[0]?.length ?? 0;
  const dataFields = head[header.dataLine]?.length;
  let fieldCount: number;
  if (header.levels === null) fieldCount = head[0]?.length ?? 0;
  else if (dataFields === undefined) fieldCount = passed;
  else fieldCount = options.names === null ? dataFields : Math.max(dataFields, options.names.length);
  const leading = header.levels === null || dataFields === undefined ? 0 : impliedIndexColumns(options, passed, fieldCount);
  if (fieldCount === 0) throw noColumns();
  const names = header.levels === null ? Array.from({ length: fieldCount }, (_, index) => BigInt(index)) : namesFromLevels(header.levels);
  const named = Array.from({ length: Math.min(names.length, Math.max(0, fieldCount - leading)) }, (_, index) => ({
    name: names[index] ?? null,
    position: index + leading,
    ...writtenAs(names[index] ?? null, header),
  }));
  const selected = selectColumns(named, options, leading);
  const index =
    leading > 0
      ? new Set<number>()
      : indexPositions(
          options,
          selected.map(({ name }) => name),
          selected.length,
        );
  if (leading > 0 && options.indexCol && options.indexCol.length !== leading) {
    throw new SignetError(
      "UnreadableFile",
      text`Could not construct index. Requested to use ${options.indexCol.length} number of columns, but ${leading} left to parse.`,
      { pythonError: "ParserError" },
    );
  }
  const kept = selected.filter((_, position) => !index.has(position));
  const unique = dedupNames(kept.map(({ name }) => name));
  return {
    columns: kept.map((column, position) => ({ ...column, name: unique[position] ?? null })),
    width: fieldCount,
    dataStart: header.dataStart,
    originalNames: header.originalNames,
    leading,
  };
}
