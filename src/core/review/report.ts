import { must } from "../defined.ts";
import { typeText } from "../diff/diff-signatures.ts";
import { applyEdits, type EditedSide } from "../edit/apply-edits.ts";
import { changeText, differencesOf, nameText, specTypeText } from "../edit/changes.ts";
import type { DataSide } from "../edit/edit.ts";
import { sentence, type Text } from "../errors.ts";
import { specKeys } from "../mlflow/spec-keys.ts";
import type { ColSpec, ParamSpec, TensorSpec } from "../mlflow/types.ts";
import { jsonDumps } from "../python/json-dumps.ts";
import { pythonCall, pythonLiteral, renameLiteral } from "../python/repr.ts";
import { withoutCells } from "./cell-options.ts";
import { withoutQuotations } from "./reason.ts";
import { type Review, remarkText, type SideProvenance, signerText } from "./review.ts";

/** What is to be said of a signature, as it was found while signing. */
export interface ReportedProblem {
  readonly severity: string;
  readonly side: string;
  readonly columns: readonly string[];
  readonly message: Text;
}

/** A table of a report, or a list where it has one column; cells are plain text. */
export interface ReportSection {
  readonly title: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** A report without any form yet. */
export interface SignatureReport {
  readonly title: string;
  readonly sections: readonly ReportSection[];
}

function sideFacts(name: string, side: SideProvenance | undefined, values: boolean): readonly (readonly string[])[] {
  if (side === undefined) return [];
  const { files, rows, format, options, withheld = [], preprocessing } = values ? side : withoutCells(side);
  const { astype, rename, drop, optional, to } = preprocessing;
  const read = [
    format,
    options.size === 0 ? "" : pythonCall("", [], options).slice(1, -1),
    ...withheld.map((option) => `${option}: not in this report`),
    astype === undefined ? "" : `astype(${pythonLiteral(astype)})`,
    rename === undefined ? "" : `rename(columns=${renameLiteral(rename)})`,
    drop === undefined ? "" : `without ${drop.map(nameText).join(", ")}`,
    optional === undefined ? "" : `optional: ${optional.map(nameText).join(", ")}`,
    to === undefined ? "" : `as ${to}`,
  ];
  return [[name, files.join(", "), rows === null ? "" : String(rows), read.filter((part) => part !== "").join(", ")]];
}

function rowsOf(
  { rows }: EditedSide<ColSpec | TensorSpec>,
  counts: Review["counts"]["inputs"],
  total: number | null,
): readonly (readonly string[])[] {
  return rows.map(({ key, inferred, spec }) => {
    const missing = counts?.get(key)?.missing;
    const share = missing === undefined ? "" : total === null || total === 0 ? String(missing) : `${missing} of ${total}`;
    const required = spec.kind === "tensor" || spec.required ? "required" : "optional";
    const before = inferred === null ? "added" : specTypeText(inferred) === specTypeText(spec) ? "" : specTypeText(inferred);
    return [nameText(spec.name), specTypeText(spec), required, share, before];
  });
}

const paramRow = ({ name, type, shape, default: value }: ParamSpec) => [
  name,
  typeText(type),
  shape === null ? "scalar" : "(-1,)",
  jsonDumps(value),
];

/** Why each column has its type, in the order of what was inferred. */
function reasonRows(side: DataSide, { base, reasons }: Review): readonly (readonly string[])[] {
  const specs = base[side]?.specs ?? [];
  const keys = specKeys(specs);
  return specs.flatMap(({ name }, index) => {
    const lines = reasons[side].get(must(keys[index]));
    return lines === undefined ? [] : [[side, nameText(name), lines.join(" ").replaceAll("`", "")]];
  });
}

/** Columns of a table in which no row says anything go. */
function trimmed({ title, head, rows }: ReportSection): ReportSection {
  const used = head.flatMap((_, index) => (index === 0 || rows.some((row) => must(row[index]) !== "") ? [index] : []));
  return { title, head: used.map((index) => must(head[index])), rows: rows.map((row) => used.map((index) => must(row[index]))) };
}

const SEVERITIES: Readonly<Record<string, string>> = { stops: "error", warns: "warning", notes: "note" };

/**
 * A signature's report: its tables, what is to be said of it, why the types are as they are, what was edited, comments, and where it comes from. What problems quote from a
 * file, and the cells that reader options spell, are left out unless `values` asks for them.
 */
export function signatureReport(
  review: Review,
  problems: readonly ReportedProblem[],
  { values }: { readonly values: boolean },
): SignatureReport {
  const { base, edits, provenance, comments, counts } = review;
  const edited = applyEdits(base, edits);
  const head = ["name", "type", "required", "missing", "inferred as"];
  const { versions, date, inputs, outputs, strategy } = provenance;
  const sections: readonly ReportSection[] = [
    { title: "Inputs", head, rows: rowsOf(edited.inputs, counts.inputs, inputs?.rows ?? null) },
    { title: "Outputs", head, rows: rowsOf(edited.outputs, counts.outputs, outputs?.rows ?? null) },
    { title: "Params", head: ["name", "type", "shape", "default"], rows: edited.params.rows.map(({ spec }) => paramRow(spec)) },
    {
      title: "Problems",
      head: ["severity", "side", "what", "columns"],
      rows: problems.map(({ severity, side, message, columns }) => [
        SEVERITIES[severity] ?? severity,
        side,
        values ? sentence(message) : withoutQuotations(message),
        columns.join(", "),
      ]),
    },
    {
      title: "Reasons",
      head: ["side", "name", "why it has its type"],
      rows: [...reasonRows("inputs", review), ...reasonRows("outputs", review)],
    },
    {
      title: "Edited",
      head: ["side", "name", "change"],
      rows: differencesOf(edited).map(({ side, name, changes }) => [side, name, changes.map(changeText).join("; ")]),
    },
    {
      title: "Comments",
      head: ["side", "row", "comment", "state", "answers"],
      rows: comments.map(({ side, key, state, replies, ...remark }) => [
        side,
        key.replace(/^"(.*)"$/, "$1"),
        remarkText(remark),
        state,
        replies.map(remarkText).join(" / "),
      ]),
    },
    {
      title: "Read from",
      head: ["side", "files", "rows", "how"],
      rows: [...sideFacts("inputs", inputs, values), ...sideFacts("outputs", outputs, values)],
    },
    {
      title: "Signed",
      head: ["", ""],
      rows: [
        ["date", date],
        ["as", `MLflow ${versions.mlflow} and pandas ${versions.pandas} would, by Signet ${versions.signet}`],
        ["signer", signerText(strategy)],
      ],
    },
  ];
  return { title: "MLflow signature", sections: sections.filter(({ rows }) => rows.length > 0).map(trimmed) };
}
