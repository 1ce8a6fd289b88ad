import { defined, must } from "../defined.ts";
import type { FileDisagreement, TableDataset } from "../evidence/dataset.ts";
import { type Deviation, MOST_DEVIATIONS, type PartsEvidence } from "../evidence/parts-evidence.ts";
import { columnKeys, kindOfPart, nameOfKey } from "./joined-column.ts";

/** Files of a deviation that are named; of more, only the number is kept, so that any number of files takes the same memory. */
const NAMED_FILES = 5;

interface Seen {
  readonly files: string[];
  fileCount: number;
  readonly firstRow: number | undefined;
}

/** A column's entry for files that do not have it, and for those that have it without a cell that says what it is. */
const ABSENT = null;
const UNTYPED = "only missing cells";

type Column = Map<string | null, Seen>;

function count(column: Column, has: string | null, file: string, firstRow: number | undefined): void {
  const seen = column.get(has);
  if (seen === undefined) column.set(has, { files: [file], fileCount: 1, firstRow });
  else {
    seen.fileCount += 1;
    if (seen.files.length < NAMED_FILES) seen.files.push(file);
  }
}

/** The most frequent; of several equally frequent ones, the first that was seen. */
function mostFrequent(column: Column): readonly [string | null, Seen] | undefined {
  return [...column].reduce<readonly [string | null, Seen] | undefined>(
    (most, one) => (most === undefined || one[1].fileCount > most[1].fileCount ? one : most),
    undefined,
  );
}

function deviationsIn(key: string, all: Column): readonly Deviation[] {
  const typed = new Map([...all].filter(([has]) => has !== UNTYPED));
  // Missing cells go with any type, so they only count where nothing else is there to compare.
  const column = typed.size === 1 && typed.has(ABSENT) ? all : typed;
  const most = mostFrequent(column);
  if (most === undefined || column.size < 2) return [];
  const name = nameOfKey(key);
  return [...column].flatMap(([has, { files, fileCount, firstRow }]) =>
    has === most[0] ? [] : [{ column: name, has, files, fileCount, most: most[0], mostCount: most[1].fileCount, ...defined({ firstRow }) }],
  );
}

/** Counts what each file of a data set has in each column, to find where files differ. Its memory depends on the columns, not on the files. */
export class FileAgreement {
  private readonly columns = new Map<string, Column>();
  private readonly orders: Column = new Map();
  private readonly firstFiles: string[] = [];
  private readonly firstNames: ReadonlySet<string>;
  private names = "";
  private fileCount = 0;

  constructor(first: TableDataset) {
    this.firstNames = new Set(columnKeys(first.columns));
  }

  /** Adds a file. */
  add(file: string, { columns }: TableDataset): void {
    const names = columnKeys(columns);
    for (const [index, { evidence }] of columns.entries()) {
      const column = this.column(must(names[index]));
      const { has, firstRow } = kindOfPart(evidence);
      count(column, has ?? UNTYPED, file, firstRow);
    }
    const joined = names.join("\u0000");
    if (joined !== this.names || this.columns.size !== columns.length) this.addLayout(file, names);
    this.names = joined;
    this.fileCount += 1;
    if (this.firstFiles.length < NAMED_FILES) this.firstFiles.push(file);
  }

  private column(name: string): Column {
    let column = this.columns.get(name);
    if (column === undefined) {
      column = new Map();
      // The files before this one do not have it.
      if (this.fileCount > 0) column.set(ABSENT, { files: [...this.firstFiles], fileCount: this.fileCount, firstRow: undefined });
      this.columns.set(name, column);
    }
    return column;
  }

  private addLayout(file: string, names: readonly string[]): void {
    const own = new Set(names);
    for (const [name, column] of this.columns) if (!own.has(name)) count(column, ABSENT, file, undefined);
    // Columns that it shares with the first file, in another order than there.
    const shared = names.filter((name) => this.firstNames.has(name));
    const inFirst = [...this.firstNames].filter((name) => own.has(name));
    if (shared.join("\u0000") !== inFirst.join("\u0000")) count(this.orders, "other order", file, undefined);
  }

  /** Where the files differ; null where they do not. */
  disagreement(joinedBy: PartsEvidence["joinedBy"]): Omit<FileDisagreement, "leftOut" | "layouts" | "groups"> | null {
    const order = this.orders.get("other order");
    const deviations = [
      ...[...this.columns].flatMap(([name, column]) => deviationsIn(name, column)),
      ...(order === undefined
        ? []
        : [
            {
              column: null,
              has: "another order of columns",
              files: order.files,
              fileCount: order.fileCount,
              most: "the order of the first file",
              mostCount: this.fileCount - order.fileCount,
            },
          ]),
    ];
    if (deviations.length === 0) return null;
    return {
      fileCount: this.fileCount,
      joinedBy,
      deviations: deviations.slice(0, MOST_DEVIATIONS),
      total: deviations.length,
    };
  }
}
