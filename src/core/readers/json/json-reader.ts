import type { ByteSource } from "../../bytes/byte-source.ts";
import { SignetError, text } from "../../errors.ts";
import type { Dataset, Note, TensorDataset } from "../../evidence/dataset.ts";
import type { ValueEvidence } from "../../evidence/value-evidence.ts";
import type { ReadContext, Reader } from "../reader.ts";
import { type DocumentForm, DocumentSink, type Envelope } from "./document-sink.ts";
import { frameFromJson } from "./json-frame.ts";
import { JsonScanner } from "./json-scanner.ts";
import type { ValueSink } from "./json-sink.ts";
import { RowSink } from "./row-sink.ts";
import { sniffJson, sniffJsonLines } from "./sniff-json.ts";
import type { Tensors } from "./tensor-dict-sink.ts";
import { type Counting, ValueCounter } from "./value-counter.ts";

/** How often at most progress is told. */
const PROGRESS_INTERVAL_MS = 50;

/** One JSON document, as `json.load` reads it: a value, an envelope of MLflow's scoring server, or a split table. */
export const jsonReader: Reader = {
  kind: "json",
  extensions: ["json"],
  hasMagic: false,
  sniff: sniffJson,
  async read(source, _settings, context) {
    let asValue = false;
    for (;;) {
      const form = await readUnrepeated(source, context, async (scan) => {
        const root = new DocumentSink(scan.counting, { asValue });
        await scan.into(root, { lines: false });
        return root.form();
      });
      if (form.kind !== "again") return datasetOf(form);
      asValue = true;
    }
  },
};

/** A JSON document a line, blank lines skipped: a list of them. */
export const jsonLinesReader: Reader = {
  kind: "jsonl",
  extensions: ["jsonl", "ndjson"],
  hasMagic: false,
  sniff: sniffJsonLines,
  async read(source, _settings, context) {
    const value = await readUnrepeated(source, context, async (scan) => {
      const list = new ValueCounter(scan.counting);
      await scan.into(new RowSink(list.beginList(), scan.counting), { lines: true });
      list.endList();
      return list.evidence();
    });
    return { kind: "value", value, notes: [] };
  },
};

/** One pass over a file. */
interface Scan {
  readonly counting: Counting;
  /** Resolves once every byte has gone to the sink; rejects with `UnreadableFile` where Python's json raises. */
  into(root: ValueSink, options: { readonly lines: boolean }): Promise<void>;
}

/** Runs a pass; where keys turned out to repeat, runs it again without the values that later ones override. */
async function readUnrepeated<Result>(source: ByteSource, context: ReadContext, pass: (scan: Scan) => Promise<Result>): Promise<Result> {
  for (let skipped: ReadonlySet<number> = new Set(); ; ) {
    const counting: Counting = { repeated: { skipped, found: new Set() }, row: 0 };
    const result = await pass({ counting, into: (root, options) => scanSource(source, new JsonScanner(root, options), counting, context) });
    if (counting.repeated.found.size === 0) return result;
    skipped = new Set([...skipped, ...counting.repeated.found]);
  }
}

async function scanSource(
  source: ByteSource,
  scanner: JsonScanner,
  counting: Counting,
  { signal, onProgress }: ReadContext,
): Promise<void> {
  const { byteLength } = source;
  let bytes = 0;
  let told = 0;
  for await (const chunk of source.stream(signal ? { signal } : {})) {
    signal?.throwIfAborted();
    scanner.push(chunk);
    bytes += chunk.byteLength;
    const now = Date.now();
    if (now - told < PROGRESS_INTERVAL_MS) continue;
    told = now;
    onProgress?.({ bytes, byteLength, rows: counting.row + 1 });
  }
  scanner.finish();
  onProgress?.({ bytes: byteLength, byteLength, rows: counting.row + 1 });
}

/** What the reference's `read_json` makes of the document; throws where it raises. */
function datasetOf(form: Exclude<DocumentForm, { kind: "again" }>): Dataset {
  switch (form.kind) {
    case "value":
      return valueDataset(form.value);
    case "split": {
      const { data, columns, index } = form.split;
      const frame = frameFromJson(data, columns, index);
      return { ...frame, notes: form.envelope ? [unwrapped("dataframe_split")] : [splitTable()] };
    }
    case "records":
      return { ...frameFromJson(form.data), notes: [unwrapped("dataframe_records")] };
    case "tensors":
      return tensorDataset(form.sink.tensors(), form.envelope);
    case "badEnvelope":
      throw new SignetError("UnreadableFile", `What stands under ${form.envelope} is no dict.`, { pythonError: "AttributeError" });
  }
}

function valueDataset(value: ValueEvidence): Dataset {
  return { kind: "value", value, notes: [] };
}

function tensorDataset({ named, tensors }: Tensors, envelope: Envelope): TensorDataset {
  return { kind: "tensors", named, tensors, notes: [unwrapped(envelope)] };
}

function unwrapped(envelope: Envelope): Note {
  return { kind: "envelope", message: text`Read as a request to MLflow's scoring server: what stands under ${envelope}.` };
}

function splitTable(): Note {
  return { kind: "split-table", message: text`Read as a split table: its columns, data and index make a DataFrame.` };
}
