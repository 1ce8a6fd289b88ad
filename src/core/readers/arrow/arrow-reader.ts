import type { ByteSource } from "../../bytes/byte-source.ts";
import { defined, must } from "../../defined.ts";
import { SignetError, text } from "../../errors.ts";
import type { TableDataset } from "../../evidence/dataset.ts";
import { checkColumnCount } from "../../limits.ts";
import { pagesUnread } from "../pages-unread.ts";
import { type ReadContext, type Reader, typedDepth } from "../reader.ts";
import { hasBytes } from "../recognise/beginning.ts";
import type { ReadSettings } from "../settings.ts";
import { brokenArrow } from "./broken-arrow.ts";
import { declaredTotals } from "./declared-batches.ts";
import { isFeatherV1, readFeatherV1 } from "./feather-v1.ts";
import { openIpc } from "./ipc-messages.ts";
import { pandasMetadata } from "./pandas-metadata.ts";
import { profileArrow } from "./profile-arrow.ts";
import { arrowRows } from "./rows-arrow.ts";
import { ARROW_MAGIC, sniffIpc } from "./sniff-ipc.ts";
import { countedTotals } from "./totals.ts";
import { typedColumns } from "./typed-columns.ts";

async function readArrow(source: ByteSource, settings: ReadSettings, context: ReadContext): Promise<TableDataset> {
  if (settings.options.size > 0)
    throw new SignetError("InvalidOption", text`Arrow files have no reader options; found ${[...settings.options.keys()].join(", ")}.`, {
      remedy: "Remove the options.",
    });
  const file = await openIpc(source);
  checkColumnCount(file.schema.fields.length);
  const declared = typedDepth(settings, context) === "needed" ? await declaredTotals(source, file, context) : null;
  const totals = declared ?? (await countedTotals(source, file, { ...context, numberFacts: settings.numberFacts !== undefined }));
  context.onProgress?.({ bytes: source.byteLength, byteLength: source.byteLength, rows: totals.rowCount });
  const { fields, metadata } = file.schema;
  const counted = (index: number) => {
    const type = fields[index]?.type;
    const dictionary = type?.kind === "dictionary" ? totals.dictionaries.get(type.id) : undefined;
    return { ...must(totals.columns[index]), ...defined({ dictionary }) };
  };
  const pandas = pandasMetadata(metadata, fields);
  return {
    kind: "table",
    columns: typedColumns(fields, counted, pandas, undefined),
    rowCount: totals.rowCount,
    ...defined({ labels: pandas?.rowLabels }),
    notes: totals.isPartial ? [pagesUnread("headers")] : [],
  };
}

/** Arrow IPC files and streams, as `pa.ipc.open_file` or `open_stream(...).read_pandas()` read them. */
export const arrowReader: Reader = {
  kind: "arrow",
  extensions: ["arrow", "arrows", "ipc"],
  hasMagic: true,
  sniff: sniffIpc,
  read: readArrow,
  profile: (source, _settings, dataset, context) => profileArrow(source, dataset, context),
  rows: (source, _settings, query, context) => arrowRows(source, query, context),
};

/** Feather, version 1 and 2 (an Arrow file), as `pd.read_feather` reads them. */
export const featherReader: Reader = {
  kind: "feather",
  extensions: ["feather"],
  hasMagic: true,
  sniff: (head) =>
    hasBytes(head, "FEA1")
      ? { confidence: 1, reason: "it begins with Feather's magic FEA1" }
      : { confidence: 0, reason: "it does not begin with Feather's magic" },
  async read(source, settings, context) {
    if (await isFeatherV1(source)) return readFeatherV1(source, { ...context, pages: typedDepth(settings, context) });
    // Source: `Reader::Open` in `arrow/ipc/feather.cc`.
    if (!hasBytes(await source.slice(0, ARROW_MAGIC.length), ARROW_MAGIC))
      throw brokenArrow("it begins neither as Feather's first version does nor as an Arrow file.", 0);
    return readArrow(source, settings, context);
  },
  async profile(source, _settings, dataset, context) {
    return (await isFeatherV1(source)) ? dataset.columns.map(() => null) : profileArrow(source, dataset, context);
  },
  async rows(source, _settings, query, context) {
    if (!(await isFeatherV1(source))) return arrowRows(source, query, context);
    throw new SignetError("Undecided", "Rows of Feather's first version are not shown.", {
      remedy: "Write the file again as Feather 2: df.to_feather(path).",
    });
  },
};
