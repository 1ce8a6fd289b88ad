import { defined, must } from "../../defined.ts";
import { SignetError, text } from "../../errors.ts";
import type { ColumnName } from "../../python/value.ts";
import { dedupNames, mangleDuplicateNames, namesFromLevels, namesOfHeaderLine } from "./column-names.ts";
import type { CsvOptions } from "./csv-options.ts";
import { type FrameColumns, frameColumns } from "./frame-columns.ts";
import type { LayoutColumn } from "./layout-column.ts";
import { refusedOption, undecidedOption } from "./option-reader.ts";

/** Which fields of a line become which columns. */
export interface Layout {
  readonly columns: readonly LayoutColumn[];
  /** Columns that are converted and do not end up in the frame: those of the index, and those without a name. */
  readonly outside: readonly LayoutColumn[];
  /** Whether pandas makes an empty frame of only the header. */
  readonly isEmpty: boolean;
  /** Why pandas refuses the columns that are asked for, by the fields that its longest line has next to the head's. */
  readonly refusalAt: (widest: number) => SignetError | null;
  /** Fields that a line has; a longer one is refused unless `usecols` is given. */
  readonly width: number;
  /** The first of the head's lines that is data. */
  readonly dataStart: number;
  /** Renamed duplicates, so that a dtype by the old name still applies. */
  readonly originalNames: ReadonlyMap<string, string>;
  /** Leading columns that the file itself makes the index. */
  readonly leading: number;
}

/** How many lines must be seen before the layout is known: the header and the first line of data. */
export function headLineCount(options: CsvOptions): number {
  if (options.header === null) return 1;
  const last = must(options.header.at(-1));
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
  const wanted = several ? [...lines, must(lines.at(-1)) + 1] : lines;
  let dataStart = must(wanted.at(-1)) + 1;
  const levels: (string | null)[][] = [];
  const unnamed = new Set<string>();
  const originalNames = new Map<string, string>();
  let dataLine = 0;
  for (const [level, line] of wanted.entries()) {
    const cells = head[line] ?? [];
    if (head.length > 0 && ((head.length < line + 1 && !options.headerIsList) || head.length < line)) {
      throw new SignetError("UnreadableFile", text`The option header names line ${line}, but the file has ${head.length} lines.`, {
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

/** What the one header line says of a column that pandas named otherwise. */
function writtenAs(name: ColumnName, { unnamed, originalNames, levels }: Header): Pick<LayoutColumn, "writtenAs"> {
  if (typeof name !== "string" || levels?.length !== 1) return {};
  const written = unnamed.has(name) ? "" : originalNames.get(name);
  return defined({ writtenAs: written });
}

/** The header that the options or the file give. */
function headerOf(head: readonly (readonly string[])[], options: CsvOptions): Header {
  if (options.header !== null) return headerInFile(head, options, options.header);
  return {
    levels: options.names === null ? null : [options.names],
    fieldCount: 0,
    dataLine: 0,
    dataStart: 0,
    unnamed: new Set(),
    originalNames: new Map(),
  };
}

/** Fields that a line has once the header and the first line of data are read. */
function fieldCountOf(head: readonly (readonly string[])[], { levels, dataLine }: Header, { names }: CsvOptions): number {
  if (levels === null) return head[0]?.length ?? 0;
  const fields = head[dataLine]?.length;
  if (fields === undefined) return must(levels[0]).length;
  return names === null ? fields : Math.max(fields, names.length);
}

/**
 * What only shows once all lines are cut: names or `usecols` that reach past the longest of them. Null where they do not.
 * Source: `TextReader._validate_usecols_and_names`.
 */
function widthRefusal(widest: number, expected: number, leading: number, { names, usecols }: CsvOptions): SignetError | null {
  const asksMore =
    (usecols !== null && usecols.length > 0 && expected < usecols.length) || (names !== null && names.length - leading > widest);
  if (expected > widest && asksMore)
    return refusedOption(`Too many columns specified: expected ${expected} and found ${widest}`, "ParserError");
  const outside = usecols?.filter((column) => typeof column === "bigint" && column >= widest) ?? [];
  if (outside.length === 0) return null;
  return refusedOption(
    `Defining usecols with out-of-bounds indices is not allowed. [${outside.join(", ")}] are out of bounds.`,
    "ParserError",
  );
}

/**
 * Decides names and columns from the first lines, as pandas does once the header and the first line of data are read.
 * `head` has them as text; a line shorter than the one before it was padded by the caller.
 * Throws `UnreadableFile` where pandas refuses.
 */
export function layoutFromHead(head: readonly (readonly string[])[], options: CsvOptions): Layout {
  const header = headerOf(head, options);
  const { levels } = header;
  const width = fieldCountOf(head, header, options);
  const hasData = head[header.dataLine] !== undefined;
  const leading = levels === null || !hasData ? 0 : impliedIndexColumns(options, must(levels[0]).length, width);
  if (width === 0) throw noColumns();
  const names =
    levels === null
      ? Array.from({ length: width }, (_, index) => BigInt(index))
      : levels.length < 2
        ? must(levels[0])
        : namesFromLevels(levels.slice(0, -1), options);
  const isEmpty = !hasData || (options.nrows === 0 && options.lowMemory);
  const readAs = (position: number, used: number): ColumnName => {
    const { usecols } = options;
    if (usecols !== null && options.names !== null) {
      const place = options.names.length === usecols.length ? used : position - leading;
      return options.names[place] ?? null;
    }
    if (levels === null) return null;
    return names[position - leading] ?? String(position - leading);
  };
  // A chunk without columns is taken for the end of the file. Source: `read_low_memory` in `pandas/_libs/parsers.pyx`.
  const endsAtOnce = options.lowMemory && leading === 0 && options.usecols?.length === 0;
  const frame: FrameColumns = frameColumns({ names, width, leading, isEmpty: isEmpty || endsAtOnce, readAs }, options);
  // Without usecols, lines are padded to the names that were given for a file without a header.
  const padded = options.header === null && options.usecols === null ? width : 0;
  const found = Math.max(padded, ...head.map((cells) => cells.length));
  const refusalAt = (widest: number): SignetError | null => {
    if (isEmpty) return null;
    const refusal = widthRefusal(Math.max(widest, found), width - leading, leading, options);
    return refusal ?? (frame.lacksColumns === true ? undecidedOption("usecols", options.usecols) : null);
  };
  const isConverted = ({ readAs }: LayoutColumn) => typeof readAs === "string" && options.converted.includes(readAs);
  if (!isEmpty && [...frame.columns, ...frame.outside].some(isConverted)) throw refusedOption("A converter is not callable", "TypeError");
  const unique = dedupNames(frame.columns.map(({ name }) => name));
  return {
    columns: frame.columns.map((column, index) => ({ ...column, name: unique[index] ?? null, ...writtenAs(column.name, header) })),
    outside: frame.outside,
    isEmpty,
    refusalAt,
    width,
    dataStart: header.dataStart,
    originalNames: header.originalNames,
    leading,
  };
}
