import { describe, expect, it } from "vitest";
import { baseOfSignature } from "../../../src/core/edit/apply-edits.ts";
import { datum, text } from "../../../src/core/errors.ts";
import type { PythonValue } from "../../../src/core/python/value.ts";
import { type ReportedProblem, signatureReport } from "../../../src/core/review/report.ts";
import { htmlSignatureReport } from "../../../src/core/review/report-html.ts";
import { markdownSignatureReport } from "../../../src/core/review/report-markdown.ts";
import type { Review, SideProvenance } from "../../../src/core/review/review.ts";
import { VERSIONS } from "../../../src/core/review/versions.ts";

const review: Review = {
  base: baseOfSignature({
    inputs: {
      kind: "columns",
      specs: [
        { kind: "column", name: "a|b", type: { kind: "scalar", name: "long" }, required: true },
        { kind: "column", name: "<script>", type: { kind: "scalar", name: "double" }, required: false },
      ],
    },
    outputs: null,
    params: { params: [{ name: "p", type: { kind: "scalar", name: "double" }, default: 0.5, shape: null }] },
  }),
  edits: [{ kind: "type", side: "inputs", at: [{ key: '"a|b"' }], type: { kind: "scalar", name: "double" } }],
  provenance: {
    inputs: { files: ["X.csv"], rows: 4, format: "csv", options: new Map([["sep", ";"]]), preprocessing: {} },
    strategy: '{"KIND":"InferSigner"}',
    versions: VERSIONS,
    date: "2026-11-24T20:00:00.000Z",
  },
  comments: [
    { id: "1", side: "inputs", key: '"a|b"', text: "Why?", state: "open", author: "Ana", replies: [{ text: "Ids.", author: "" }] },
  ],
  counts: { inputs: new Map([['"a|b"', { missing: 1 }]]) },
  reasons: {
    inputs: new Map([['"a|b"', ["`int64` → `float64`: Row 3 has a cell.", "No cell is missing, so it is required."]]]),
    outputs: new Map(),
  },
  problems: [],
  leftOut: { reasons: 0, problems: 0 },
};
const problems: readonly ReportedProblem[] = [
  { severity: "warns", side: "inputs", columns: ["a|b"], message: text`Row 2 has ${datum("SECRET")}.` },
];
const reports = (values: boolean) => {
  const report = signatureReport(review, problems, { values });
  return { html: htmlSignatureReport(report), markdown: markdownSignatureReport(report) };
};

describe("a signature's report", () => {
  it("has the tables, what is to be said, what was edited, comments and provenance", () => {
    expect(reports(false).markdown).toMatchSnapshot();
  });

  it("leaves values out unless they are asked for", () => {
    const [without, withThem] = [reports(false), reports(true)];
    expect(without.html + without.markdown).not.toContain("SECRET");
    expect(withThem.html).toContain("SECRET");
    expect(withThem.markdown).toContain("SECRET");
  });

  it("leaves out the cells that reader options spell, and says so, unless they are asked for", () => {
    const inputs: SideProvenance = {
      files: ["X.csv"],
      rows: 4,
      format: "csv",
      options: new Map<string, PythonValue>([
        ["sep", ";"],
        ["na_values", ["CELL"]],
      ]),
      preprocessing: {},
    };
    const report = (values: boolean) => {
      const written = signatureReport({ ...review, provenance: { ...review.provenance, inputs } }, [], { values });
      return htmlSignatureReport(written) + markdownSignatureReport(written);
    };
    expect(report(false)).not.toContain("CELL");
    expect(report(false)).toContain("na_values: not in this report");
    expect(report(true)).toContain("CELL");
  });

  it("is a page of its own, in which names stay text", () => {
    const { html } = reports(false);
    expect(html).not.toContain("<script>");
    expect(html).toContain("&lt;script&gt;");
    expect(html).not.toMatch(/(src|href)=|url\(|@import/);
  });
});
