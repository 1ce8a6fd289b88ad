import type { ByteSource } from "../../bytes/byte-source.ts";
import { SignetError, text } from "../../errors.ts";
import { type ArrowCounts, emptyArrowCounts, mergeArrowCounts } from "../../evidence/arrow-evidence.ts";
import { type ArrowField, type ArrowType, childFields } from "../../evidence/arrow-type.ts";
import type { TableColumn, TableDataset } from "../../evidence/dataset.ts";
import type { ReadContext, Reader, Sniff } from "../reader.ts";
import type { ReadSettings } from "../settings.ts";
import { BatchWalker } from "./batch-counts.ts";
import { isFeatherV1, readFeatherV1 } from "./feather-v1.ts";
import { type IpcFile, type IpcMessage, openIpc } from "./ipc-messages.ts";
import { type PandasMetadata, pandasMetadata } from "./pandas-metadata.ts";

/** Dictionaries by id, with the type of their values. */
function dictionaryTypes(fields: readonly ArrowField[], found = new Map<bigint, ArrowType>()): Map<bigint, ArrowType> {
  for (const { type } of fields) {
    if (type.kind === "dictionary") {
      found.set(type.id, type.values);
      dictionaryTypes(childFields(type.values), found);
    }
    dictionaryTypes(childFields(type), found);
  }
  return found;
}

const zeroCounts = (type: ArrowType): ArrowCounts => emptyArrowCounts(childFields(type).map(({ type: child }) => zeroCounts(child)));

/** Adds up the batches of a file, column by column. */
class Totals {
  rowCount = 0;
  readonly columns: ArrowCounts[];
  readonly dictionaries = new Map<bigint, ArrowCounts>();

  private readonly source: ByteSource;
  private readonly file: IpcFile;
  private readonly numberFacts: boolean;
  private readonly dictionaryTypes: ReadonlyMap<bigint, ArrowType>;

  constructor(source: ByteSource, file: IpcFile, numberFacts: boolean) {
    this.source = source;
    this.numberFacts = numberFacts;
    this.file = file;
    this.columns = file.schema.fields.map(({ type }) => zeroCounts(type));
    this.dictionaryTypes = dictionaryTypes(file.schema.fields);
  }

  async add(message: IpcMessage): Promise<void> {
    const walker = new BatchWalker(this.source, message.layout, { bigEndian: this.file.schema.bigEndian, numberFacts: this.numberFacts });
    if (message.kind === "dictionary") {
      const type = this.dictionaryTypes.get(message.id);
      if (type === undefined)
        throw new SignetError("UnreadableFile", text`The Arrow file has a dictionary that no column uses.`, {
          pythonError: "ArrowInvalid",
        });
      const counts = await walker.count(type);
      const before = this.dictionaries.get(message.id);
      this.dictionaries.set(message.id, message.isDelta && before !== undefined ? mergeArrowCounts(before, counts) : counts);
      return;
    }
    for (const [index, { type, name }] of this.file.schema.fields.entries()) {
      const counts = await walker.count(type);
      if (counts.length !== message.layout.rowCount) {
        throw new SignetError(
          "UnreadableFile",
          text`The column ${name} has ${counts.length} rows in a batch of ${message.layout.rowCount}.`,
          { pythonError: "ArrowInvalid", remedy: "Write the file again." },
        );
      }
      this.columns[index] = mergeArrowCounts(this.columns[index] as ArrowCounts, counts);
    }
    this.rowCount += message.layout.rowCount;
  }
}

/** The columns of a typed table: pandas' index is left out, its names and dtypes are taken over. */
export function typedColumns(
  fields: readonly ArrowField[],
  counts: (index: number) => { readonly counts: ArrowCounts; readonly dictionary?: ArrowCounts },
  pandas: PandasMetadata | null,
  backend: "numpy_nullable" | "pyarrow" | undefined,
): TableColumn[] {
  return fields.flatMap(({ name, type, extension }, index): TableColumn[] => {
    if (pandas?.indexFields.has(name) === true) return [];
    const pandasDtype = pandas?.dtypes.get(name);
    return [
      {
        name: pandas?.nameOf(name) ?? name,
        evidence: {
          kind: "arrow",
          type,
          ...(extension === undefined ? {} : { extension }),
          ...counts(index),
          ...(pandasDtype === undefined ? {} : { pandasDtype }),
          ...(backend === undefined ? {} : { dtypeBackend: backend }),
        },
      },
    ];
  });
}

async function readArrow(source: ByteSource, settings: ReadSettings, context: ReadContext): Promise<TableDataset> {
  if (settings.options.size > 0)
    throw new SignetError("InvalidOption", text`Arrow files take no reader options; found ${[...settings.options.keys()].join(", ")}.`, {
      remedy: "Remove the options.",
    });
  const file = await openIpc(source);
  const totals = new Totals(source, file, settings.numberFacts !== undefined);
  for await (const message of file.messages(context.signal)) {
    await totals.add(message);
    const last = message.layout.buffers.at(-1);
    context.onProgress?.({ bytes: (last?.start ?? 0) + (last?.byteLength ?? 0), byteLength: source.byteLength, rows: totals.rowCount });
  }
  context.onProgress?.({ bytes: source.byteLength, byteLength: source.byteLength, rows: totals.rowCount });
  const { fields, metadata } = file.schema;
  const counted = (index: number) => {
    const type = fields[index]?.type;
    const dictionary = type?.kind === "dictionary" ? totals.dictionaries.get(type.id) : undefined;
    return { counts: totals.columns[index] ?? emptyArrowCounts(), ...(dictionary === undefined ? {} : { dictionary }) };
  };
  return {
    kind: "table",
    columns: typedColumns(fields, counted, pandasMetadata(metadata), undefined),
    rowCount: totals.rowCount,
    notes: [],
  };
}

const startsWith = (bytes: Uint8Array, magic: string) => [...magic].every((letter, index) => bytes[index] === letter.charCodeAt(0));

function sniffIpc(head: Uint8Array): Sniff {
  if (startsWith(head, "ARROW1")) return { confidence: 1, reason: "it begins with Arrow's magic ARROW1" };
  const isStream =
    head.length > 8 && head[0] === 0xff && head[1] === 0xff && head[2] === 0xff && head[3] === 0xff && head[7] === 0 && head[6] === 0;
  return isStream
    ? { confidence: 0.95, reason: "it begins as an Arrow stream does" }
    : { confidence: 0, reason: "it has neither Arrow's magic nor a stream's beginning" };
}

/** Arrow IPC files and streams, as `pa.ipc.open_file` or `open_stream(...).read_pandas()` read them. */
export const arrowReader: Reader = {
  kind: "arrow",
  extensions: ["arrow", "arrows", "ipc"],
  sniff: sniffIpc,
  read: readArrow,
};

/** Feather, version 1 and 2 (an Arrow file), as `pd.read_feather` reads them. */
export const featherReader: Reader = {
  kind: "feather",
  extensions: ["feather"],
  sniff: (head) =>
    startsWith(head, "FEA1")
      ? { confidence: 1, reason: "it begins with Feather's magic FEA1" }
      : { confidence: 0, reason: "it does not begin with Feather's magic" },
  async read(source, settings, context) {
    return (await isFeatherV1(source)) ? readFeatherV1(source) : readArrow(source, settings, context);
  },
};
