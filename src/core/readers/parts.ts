import type { SourceFolder } from "../bytes/byte-source.ts";
import { compressionByName } from "../bytes/compression.ts";
import { defined, must } from "../defined.ts";
import { SignetError, text } from "../errors.ts";
import {
  mergeTextFacts,
  type Note,
  type TableColumn,
  type TableDataset,
  type TextTableFacts,
  type ValueDataset,
} from "../evidence/dataset.ts";
import type { PartsEvidence } from "../evidence/parts-evidence.ts";
import { mergeValues } from "../evidence/value-merge.ts";
import type { PythonRead } from "../python/preprocessing.ts";
import { pythonLiteral } from "../python/repr.ts";
import { FileAgreement } from "./file-agreement.ts";
import { FileLayouts } from "./file-layouts.ts";
import { withHivePartitions } from "./hive-partitions.ts";
import { columnKeys, JoinedColumn } from "./joined-column.ts";
import type { OpenedFile } from "./opened-file.ts";

function refuse(name: string, message: string): SignetError {
  return new SignetError("UnreadableFile", text`${name} does not belong to the same data set: ${message}`, {
    place: { file: name },
    pythonError: "ArrowInvalid",
    remedy: "Drop only files of the same columns and types together.",
  });
}

/** Whether pandas reads a folder of Parquet in one call: it passes over what was passed over here and nothing else. */
export function isFolderRead({ format, settings }: OpenedFile, names: readonly string[], folder: SourceFolder | null): boolean {
  if (folder === null || folder.skipped.length > 0 || format !== "parquet" || settings.options.has("compression")) return false;
  return names.every((name) => compressionByName(name) === null);
}

/** How pandas makes one frame of several files. Parquet in folders with the names of columns is one data set of pyarrow's. */
function howJoined(first: OpenedFile, names: readonly string[], folder: SourceFolder | null): PartsEvidence["joinedBy"] {
  const isHive = first.format === "parquet" && names.some((name) => /=.*\//.test(name.slice(folder === null ? 0 : folder.path.length)));
  return isHive || isFolderRead(first, names, folder) ? "first" : "concat";
}

const fileOf = ({ files }: OpenedFile): string => must(files[0]).name;

/** Parts of one data set as one: the evidence of files is joined, each once. */
export interface Joined {
  /** Throws `UnreadableFile` for a file that cannot be a part. */
  add(part: OpenedFile): void;
  /** All parts as one. */
  opened(): OpenedFile;
}

/** Tables of several files. Where columns differ, what was counted is kept by what is alike, and the data set says where its files differ. */
class JoinedTables implements Joined {
  private readonly first: OpenedFile;
  private readonly folder: SourceFolder | null;
  private readonly joinedBy: PartsEvidence["joinedBy"];
  private readonly agreement: FileAgreement;
  private readonly layouts = new FileLayouts();
  private readonly columns = new Map<
    string,
    { readonly like: TableColumn; readonly joined: JoinedColumn; readonly place: number; fileCount: number }
  >();
  private readonly notes = new Map<string, Note>();
  private readonly files: OpenedFile["files"][number][] = [];
  private readonly rowCounts: number[] = [];
  private rowCount = 0;
  private text: TextTableFacts | undefined;

  constructor(first: OpenedFile, table: TableDataset, names: readonly string[], folder: SourceFolder | null) {
    this.first = first;
    this.folder = folder;
    this.joinedBy = howJoined(first, names, folder);
    this.agreement = new FileAgreement(table);
    this.addTable(first, table);
  }

  add(part: OpenedFile): void {
    const { dataset } = part;
    if (part.format !== this.first.format) throw refuse(fileOf(part), `it is ${part.format}, and the first file is ${this.first.format}.`);
    if (dataset.kind !== "table") throw refuse(fileOf(part), "only tables have parts.");
    if (dataset.columns.length > 0 && this.columns.size > 0 && !columnKeys(dataset.columns).some((key) => this.columns.has(key)))
      throw refuse(fileOf(part), "it has none of the columns of the files before it.");
    this.addTable(part, dataset);
  }

  private addTable(part: OpenedFile, table: TableDataset): void {
    const { columns, rowCount, notes, text } = table;
    const keys = columnKeys(columns);
    const groups: number[] = Array(this.columns.size).fill(-1);
    for (const [index, column] of columns.entries()) {
      const key = must(keys[index]);
      let known = this.columns.get(key);
      if (known === undefined) {
        known = { like: column, joined: new JoinedColumn(), place: this.columns.size, fileCount: 0 };
        if (this.files.length > 0) known.joined.addAbsent(0, this.rowCount, this.files.length);
        known.fileCount = this.files.length;
        this.columns.set(key, known);
      }
      groups[known.place] = known.joined.add(column.evidence, this.rowCount, rowCount);
      known.fileCount += 1;
    }
    this.files.push(...part.files);
    for (const known of this.columns.values())
      if (known.fileCount < this.files.length) {
        known.joined.addAbsent(this.rowCount, rowCount, 1);
        known.fileCount += 1;
      }
    this.agreement.add(fileOf(part), table);
    this.layouts.add(fileOf(part), groups, rowCount);
    if (text !== undefined) this.text = this.text === undefined ? text : mergeTextFacts(this.text, text, this.rowCount);
    this.rowCount += rowCount;
    this.rowCounts.push(rowCount);
    // A note is about the data set, so it appears once.
    for (const note of notes) if (!this.notes.has(note.kind)) this.notes.set(note.kind, note);
  }

  opened(): OpenedFile {
    const { first, folder, joinedBy, rowCount, rowCounts, notes, files, text } = this;
    const found = this.agreement.disagreement(joinedBy);
    const inFirst = first.dataset.kind === "table" ? first.dataset.columns.length : 0;
    // pyarrow leaves out what is not in the schema of the first file.
    const keptCount = joinedBy === "first" ? inFirst : this.columns.size;
    const all = [...this.columns.values()].map(({ like, joined }) => ({
      ...like,
      evidence: joined.joined(joinedBy),
      ...defined({ categoryFiles: joined.categoryFiles(joinedBy) }),
    }));
    const columns = all.slice(0, keptCount);
    const groups = [...this.columns.values()].map(({ like, joined }) => ({ name: like.name, alike: joined.groups() }));
    const disagreement = found === null ? undefined : { ...found, leftOut: all.slice(keptCount), layouts: this.layouts.all(), groups };
    // `pd.concat(…, ignore_index=True)` numbers the rows from 0 again.
    const labels = joinedBy === "first" && first.dataset.kind === "table" ? first.dataset.labels : undefined;
    const dataset: TableDataset = {
      kind: "table",
      columns,
      rowCount,
      notes: [...notes.values()],
      ...defined({ labels, text, disagreement }),
    };
    const names = files.map(({ name }) => name);
    return (
      withHivePartitions({ ...first, dataset, files }, rowCounts, folder) ?? {
        ...first,
        dataset,
        files,
        // A folder is read by its path, which its caller writes.
        ...(isFolderRead(first, names, folder) ? {} : { pythonRead: concatenatedRead(first.pythonRead, names) }),
      }
    );
  }
}

/** Files of JSON lines as one list. */
class JoinedLines implements Joined {
  private readonly first: OpenedFile;
  private readonly files: OpenedFile["files"][number][];
  private value: ValueDataset["value"];

  constructor(first: OpenedFile, { value }: ValueDataset) {
    this.first = first;
    this.files = [...first.files];
    this.value = value;
  }

  add(part: OpenedFile): void {
    if (part.format !== this.first.format) throw refuse(fileOf(part), `it is ${part.format}, and the first file is ${this.first.format}.`);
    if (part.dataset.kind !== "value") throw refuse(fileOf(part), "it is not a list of values.");
    const [left, right] = [this.value.lists, part.dataset.value.lists];
    if (left === undefined || right === undefined) throw refuse(fileOf(part), "it is not a list of values.");
    const [before, after] = [left.lengths.max, right.lengths.max];
    const items = mergeValues(left.items, right.items, before);
    const isEmpty = before + after === 0;
    this.value = {
      ...this.value,
      lists: {
        ...left,
        items,
        tally: { ...left.tally, count: 1 },
        empty: isEmpty ? 1 : 0,
        hollow: 0,
        lengths: { min: before + after, max: before + after },
      },
    };
    this.files.push(...part.files);
  }

  opened(): OpenedFile {
    const { first, files, value } = this;
    const names = files.map(({ name }) => name);
    const { imports, setup, expression } = first.pythonRead;
    const each = expression.replaceAll(pythonLiteral(must(names[0])), "part");
    const pythonRead = { imports, setup, expression: `[row for part in ${pythonLiteral(names)} for row in ${each}]` };
    return { ...first, files, pythonRead, dataset: { kind: "value", value, notes: first.dataset.notes } };
  }
}

/**
 * Begins to join the files of a data set, of which `first` was read and `names` are all; `folder`: the one that was given. Throws
 * `UnreadableFile` where files of the kind are no parts of one data set.
 */
export function joinedParts(first: OpenedFile, names: readonly string[], folder: SourceFolder | null = null): Joined {
  const { dataset, format } = first;
  if (dataset.kind === "table") return new JoinedTables(first, dataset, names, folder);
  if (dataset.kind === "value" && format === "jsonl") return new JoinedLines(first, dataset);
  throw refuse(fileOf(first), "only tables have parts.");
}

/** The Python that reads each file as `expression` reads the one called `name`, and puts them together. */
function concatenatedRead({ imports, setup, expression }: PythonRead, names: readonly string[]): PythonRead {
  const each = expression.replaceAll(pythonLiteral(must(names[0])), "part");
  return {
    imports: [...new Set([...imports, "import pandas as pd"])],
    setup,
    expression: `pd.concat([${each} for part in ${pythonLiteral(names)}], ignore_index=True)`,
  };
}
