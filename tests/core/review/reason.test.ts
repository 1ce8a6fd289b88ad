import { describe, expect, it } from "vitest";
import { baseOfSignature } from "../../../src/core/edit/apply-edits.ts";
import type { Edit } from "../../../src/core/edit/edit.ts";
import { datum, text } from "../../../src/core/errors.ts";
import type { SpecReport } from "../../../src/core/ladders/infer-report.ts";
import type { LadderStep } from "../../../src/core/ladders/pandas.ts";
import { editsFromJson, editsToJson } from "../../../src/core/review/edits-file.ts";
import { hasReason, reasonSteps, sharedReason } from "../../../src/core/review/reason.ts";
import { signatureReport } from "../../../src/core/review/report.ts";
import { mergeComments, type Review, type ReviewComment } from "../../../src/core/review/review.ts";
import { reviewFromJson, reviewToJson } from "../../../src/core/review/review-format.ts";
import { VERSIONS } from "../../../src/core/review/versions.ts";

const LONG = { kind: "scalar", name: "long" } as const;
const column = (required = true): SpecReport["spec"] => ({ kind: "column", name: "a", type: LONG, required });
const REPORT: SpecReport = { name: "a", spec: column(), dtype: "int64", steps: [], missing: null };
const declared: LadderStep = { from: "", to: "long", because: text`The signer says so.`, isDeclared: true };
const missing = { count: 1234, firstRow: 4 };

const sentencesOf = (report: Partial<SpecReport>, hasCounts = true) =>
  reasonSteps({ ...REPORT, ...report }, { hasCounts }).map(({ text: parts }) =>
    parts.map((part) => (typeof part === "string" ? part : part.data)).join(""),
  );

describe("why a column has its type", () => {
  it.each<[string, Partial<SpecReport>, readonly string[]]>([
    ["no cell missing", {}, ["pandas holds `int64`, so MLflow writes `long`.", "No cell is missing, so it is required."]],
    ["optional without a missing cell", { spec: column(false) }, ["pandas holds `int64`, so MLflow writes `long`.", "It is optional."]],
    [
      "missing cells",
      { spec: column(false), missing },
      ["pandas holds `int64`, so MLflow writes `long`.", "1,234 missing, the first in row 5: so it is not required."],
    ],
    [
      "missing cells that leave it required",
      { missing: { ...missing, atLeast: true } },
      ["pandas holds `int64`, so MLflow writes `long`.", "At least 1,234 missing, the first in row 5: still required."],
    ],
    [
      "what the footer says",
      { spec: column(false), missing: { count: 2, firstRow: null }, declaredBy: "footer" },
      ["pandas holds `int64`, so MLflow writes `long`.", "2 missing from the footer: so it is not required."],
    ],
    [
      "what the headers say",
      { declaredBy: "headers" },
      ["pandas holds `int64`, so MLflow writes `long`.", "No cell is missing from the batches' headers, so it is required."],
    ],
    [
      "a type that a signer declares",
      { steps: [declared] },
      ["`long`: The signer says so.", "pandas holds `int64`.", "No cell is missing; the signer declares it required."],
    ],
    [
      "an optional one",
      { steps: [declared], spec: column(false), missing, dtype: "" },
      ["`long`: The signer says so.", "1,234 missing, the first in row 5: the signer declares it optional."],
    ],
    ["no type", { spec: null, dtype: "object" }, ["pandas holds `object`.", "So it has no type by itself."]],
    ["what was not counted", { isUncounted: true, dtype: "" }, ["It is required."]],
    ["what was not counted and is optional", { isUncounted: true, dtype: "", spec: column(false) }, ["It is optional."]],
    [
      "a tensor",
      { spec: { kind: "tensor", dtype: "float32", shape: [-1, 2] }, dtype: "float32" },
      ["NumPy holds `float32`, so MLflow writes `float32 (-1, 2)`.", "Tensors are always required."],
    ],
    [
      "Python's values",
      { isPython: true, dtype: "int" },
      ["Python holds `int`, so MLflow writes `long`.", "No cell is missing, so it is required."],
    ],
    ["what came with a review", { reason: ["Because."] }, ["Because."]],
    [
      "two rungs of one row, and one of another",
      {
        steps: [
          { from: "", to: "int64", because: text`Row 1 has a number.`, at: { row: 0 } },
          { from: "int64", to: "float64", because: text`Row 3 is empty.`, at: { row: 2 } },
          { from: "float64", to: "str", because: text`Row 3 is a word.`, at: { row: 2 } },
          { from: "str", to: "str", because: text`Row 3 stays a word.`, at: { row: 2 } },
        ],
      },
      [
        "`int64`: Row 1 has a number.",
        "`int64` → `float64` → `str`: Row 3 stays a word.",
        "pandas holds `int64`, so MLflow writes `long`.",
        "No cell is missing, so it is required.",
      ],
    ],
  ])("%s", (_, report, sentences) => expect(sentencesOf(report)).toEqual(sentences));

  it("counts no cells where nobody may know how many there are", () => {
    expect(sentencesOf({ spec: column(false), missing }, false).at(-1)).toBe(
      "Cells are missing, the first in row 5: so it is not required.",
    );
  });

  it("is shared without cells, and is empty where nothing is known", () => {
    const step = { from: "int64", to: "str", because: text`Row ${2} has ${datum("n.a.")}.`, at: { row: 1 } };
    expect(sharedReason({ ...REPORT, steps: [step] })[0]).toBe("`int64` → `str` in row 2.");
    const nothing = { ...REPORT, dtype: "" };
    expect([hasReason(nothing), sharedReason(nothing)]).toEqual([false, []]);
    expect(sharedReason({ ...REPORT, reason: ["Because."] })).toEqual(["Because."]);
    expect(hasReason({ ...nothing, reason: [] })).toBe(true);
  });
});

const EDITS: readonly Edit[] = [
  { kind: "drop", side: "inputs", at: [{ key: '"a"' }] },
  { kind: "add", side: "inputs", key: "+1", spec: { kind: "column", type: LONG, required: false }, before: null },
  { kind: "param", key: '"k"', type: LONG, default: 1n, shape: null },
];

describe("a file of edits", () => {
  it("gives them again, an unnamed column as required", () => {
    const [drop, , param] = EDITS;
    const add = { kind: "add", side: "inputs", key: "+1", spec: { kind: "column", type: LONG, required: true }, before: null };
    expect(editsFromJson(editsToJson(EDITS))).toEqual([drop, add, param]);
  });

  const added = (kind: string, rest: string) => `[{"kind": "${kind}", "key": "+1", "before": null, ${rest}}]`;
  it.each([
    ["{", "The edits are not JSON."],
    ["{}", "These are not edits: Invalid input: expected array"],
    ['[{"kind": "paint"}]', "(at 0.kind)"],
    [
      added("add", `"side": "inputs", "spec": ${JSON.stringify('[{"type": "long", "name": "a"}, {"type": "long", "name": "b"}]')}`),
      "An added row is one row.",
    ],
    [added("add-param", '"spec": "[]"'), "An added parameter is one parameter."],
    [
      '[{"kind": "add-property", "side": "inputs", "at": {"key": "a"}, "property": "{\\"type\\": \\"long\\"}"}]',
      "An added property is one property.",
    ],
    ['[{"kind": "add-property", "side": "inputs", "at": {"key": "a"}, "property": "5"}]', "Expected a dict"],
  ])("that has %s is refused", (source, message) => expect(() => editsFromJson(source)).toThrow(message));
});

const comment = (given: Partial<ReviewComment>): ReviewComment => ({
  id: "1",
  side: "inputs",
  key: '"a"',
  text: "Why?",
  author: "Ana",
  state: "open",
  replies: [],
  ...given,
});

const PREPROCESSING = {
  astype: new Map([["a", "float64"]]),
  rename: new Map([["x", "a"]]),
  drop: ["id"],
  optional: ["b"],
  to: "numpy",
} as const;

const REVIEW: Review = {
  base: baseOfSignature({
    inputs: null,
    outputs: { kind: "columns", specs: [{ kind: "column", name: "y", type: LONG, required: true }] },
    params: { params: [{ name: "p", type: LONG, default: [1n], shape: [-1] }] },
  }),
  edits: [{ kind: "add", side: "outputs", key: "+1", spec: { kind: "column", name: "z", type: LONG, required: false }, before: null }],
  provenance: {
    outputs: { files: ["y.csv"], rows: null, format: "csv", options: new Map(), preprocessing: PREPROCESSING },
    strategy: '{"KIND":"InferSigner"}',
    versions: VERSIONS,
    date: "2026-11-24T20:00:00.000Z",
  },
  comments: [comment({ replies: [{ text: "No.", author: "Ben" }] })],
  counts: { outputs: new Map([['"y"', { missing: 2 }]]) },
  reasons: { inputs: new Map(), outputs: new Map() },
  problems: [],
  leftOut: { reasons: 0, problems: 0 },
};

describe("a review", () => {
  it("is the same once it was written and read", () => {
    expect(reviewFromJson(reviewToJson(REVIEW))).toEqual(REVIEW);
  });

  it("reports what was added, how many are missing of no known number, and what was done with the data", () => {
    const report = signatureReport(REVIEW, [{ severity: "other", side: "outputs", columns: [], message: text`Something.` }], {
      values: false,
    });
    const rowsOf = (title: string) => report.sections.find((section) => section.title === title)?.rows;
    expect(rowsOf("Outputs")).toEqual([
      ["y", "long", "required", "2", ""],
      ["z", "long", "optional", "", "added"],
    ]);
    expect(rowsOf("Params")).toEqual([["p", "long", "(-1,)", "[1]"]]);
    expect(rowsOf("Problems")?.[0]?.[0]).toBe("other");
    expect(rowsOf("Read from")).toEqual([
      ["outputs", "y.csv", "csv, astype({'a': 'float64'}), rename(columns={'x': 'a'}), without id, optional: b, as numpy"],
    ]);
  });

  const json = JSON.parse(reviewToJson(REVIEW));
  it.each([
    ["options", "[]", "The reader options are not a dict."],
    ["rename", "{}", "The new names are not a list."],
    ["rename", '[["a"]]', "A new name is not text."],
    ["rename", "[5]", "A new name is not text."],
    ["drop", "{}", "The columns are not a list."],
    ["drop", "[", "Expecting value: line 1 column 2 (char 1)"],
  ])("with %s %s is refused", (part, written, message) => {
    const changed = { ...json, from: { ...json.from, outputs: { ...json.from.outputs, [part]: written } } };
    expect(() => reviewFromJson(JSON.stringify(changed))).toThrow(message);
    expect(() => reviewFromJson(JSON.stringify(changed))).toThrow(`from.outputs.${part}`);
  });

  it("keeps of two comments the longer answers, and a decision rather than none", () => {
    const replies = [{ text: "Yes.", author: "" }];
    const own = comment({ replies, state: "open" });
    const decided = comment({ state: "accepted" });
    expect(mergeComments([own], [decided])).toEqual([comment({ replies, state: "accepted" })]);
    expect(mergeComments([decided], [own])).toEqual([comment({ replies, state: "accepted" })]);
    expect(mergeComments([own], [comment({ id: "2" })]).map(({ id }) => id)).toEqual(["1", "2"]);
  });
});
