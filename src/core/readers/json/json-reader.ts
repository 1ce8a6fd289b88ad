import { SignetError, text } from "../../errors.ts";
import type { Dataset, Note, TensorDataset } from "../../evidence/dataset.ts";
import type { ValueEvidence } from "../../evidence/value-evidence.ts";
import type { Reader } from "../reader.ts";
import { type DocumentForm, DocumentSink, type Envelope, type TensorEnvelope } from "./document-sink.ts";
import { frameFromJson } from "./json-frame.ts";
import { datasetFromLines } from "./json-lines.ts";
import { readJsonLinesFile, SPLIT_BYTES } from "./json-lines-parts.ts";
import { tensorsOfInputs, tensorsOfInstances } from "./json-tensors.ts";
import { profileJson } from "./profile-json.ts";
import { jsonLinesRows, jsonRows } from "./rows-json.ts";
import { readUnrepeated } from "./scan-source.ts";
import { sniffJson, sniffJsonLines } from "./sniff-json.ts";

/** One JSON document, as `json.load` reads it: a value, an envelope of MLflow's scoring server, or a split table. */
export const jsonReader: Reader = {
  kind: "json",
  extensions: ["json"],
  hasMagic: false,
  sniff: sniffJson,
  async read(source, _settings, context) {
    let asValue = false;
    const extent = { lines: false, start: 0, firstLine: 1 };
    for (;;) {
      const form = await readUnrepeated(source, extent, context, async ({ counting, into }) => {
        const root = new DocumentSink(counting, { asValue });
        await into(root);
        return root.form();
      });
      if (form.kind !== "again") return datasetOf(form);
      asValue = true;
    }
  },
  profile: (source, _settings, dataset, context) => profileJson(source, false, dataset, context),
  rows: (source, _settings, query, context) => jsonRows(source, query, context),
};

/** A JSON document a line, blank lines skipped: a list of them. */
export const jsonLinesReader: Reader = {
  kind: "jsonl",
  extensions: ["jsonl", "ndjson"],
  hasMagic: false,
  splitBytes: SPLIT_BYTES,
  sniff: sniffJsonLines,
  async read(source, _settings, context) {
    return datasetFromLines(await readJsonLinesFile(source, context));
  },
  profile: (source, _settings, dataset, context) => profileJson(source, true, dataset, context),
  rows: (source, _settings, query, context) => jsonLinesRows(source, query, context),
};

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
      return tensorDataset(form.value, form.envelope);
    case "badEnvelope":
      throw new SignetError("UnreadableFile", `The value of ${form.envelope} is not a dict.`, { pythonError: "AttributeError" });
  }
}

function valueDataset(value: ValueEvidence): Dataset {
  return { kind: "value", value, notes: [] };
}

function tensorDataset(value: ValueEvidence, envelope: TensorEnvelope): TensorDataset {
  const { named, tensors } = envelope === "inputs" ? tensorsOfInputs(value) : tensorsOfInstances(value);
  return { kind: "tensors", named, tensors, notes: [unwrapped(envelope)] };
}

function unwrapped(envelope: Envelope): Note {
  return { kind: "envelope", message: text`Read as a request to MLflow's scoring server: the value of ${envelope}.` };
}

function splitTable(): Note {
  return { kind: "split-table", message: text`Read as a split table: its columns, data and index make a DataFrame.` };
}
