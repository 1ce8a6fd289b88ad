import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { baseOfSignature } from "../../../src/core/edit/apply-edits.ts";
import { datum, type Text, text } from "../../../src/core/errors.ts";
import type { SpecReport } from "../../../src/core/ladders/infer-report.ts";
import { sharedReason, withoutQuotations } from "../../../src/core/review/reason.ts";
import { signatureReport } from "../../../src/core/review/report.ts";
import { htmlSignatureReport } from "../../../src/core/review/report-html.ts";
import { markdownSignatureReport } from "../../../src/core/review/report-markdown.ts";
import { reviewToJson } from "../../../src/core/review/review-format.ts";
import type { SigningResult } from "../../../src/core/signers/signer.ts";
import { reviewOfPage } from "../../../src/ui/store/selectors/review-result.ts";
import { EMPTY_PAGE } from "../../helpers/page-parts.ts";
import { type ProblemFixture, problemFixtures, signFixture } from "../../helpers/problem-fixtures.ts";

/** Everything that a page with this result shares: the link's JSON and both reports, without the names of files. */
function sharedOf(result: SigningResult): string {
  const base = { ...baseOfSignature(result.signature), inputs: null, outputs: null };
  const review = reviewOfPage(EMPTY_PAGE, result.sides, { base, edits: [], comments: [] }, result.problems, {
    hasCounts: true,
    before: null,
    date: new Date(0),
  });
  const reasons = [...review.reasons.inputs.values(), ...review.reasons.outputs.values()];
  const problems = result.problems.map((problem) => ({ ...problem, columns: [] }));
  const report = signatureReport(review, problems, { values: false });
  return [reviewToJson(review), JSON.stringify(reasons), htmlSignatureReport(report), markdownSignatureReport(report)].join("\n");
}

const quoted = (messages: readonly Text[]): readonly string[] =>
  messages.flatMap((message) => message.flatMap((part) => (typeof part === "string" ? [] : [part.data])));

const messagesOf = ({ problems, sides }: SigningResult): readonly Text[] => [
  ...problems.map(({ message }) => message),
  ...[sides.inputs, sides.outputs].flatMap((side) => side?.specs ?? []).flatMap(({ steps }) => steps.map(({ because }) => because)),
];

const folder = join(dirname(fileURLToPath(import.meta.url)), "..", "..", "fixtures", "problems");

/** The cells of a fixture's text files that no name and no word of a message has in it: whoever reads one has read the file. */
function cellsOf({ name }: ProblemFixture): readonly string[] {
  const files = readdirSync(join(folder, name, "raises")).filter((file) => /\.(csv|tsv|jsonl?)$/.test(file));
  return files.flatMap((file) => {
    const lines = readFileSync(join(folder, name, "raises", file), "utf-8")
      .split(/\r?\n/)
      .slice(1);
    return lines.flatMap((line) => line.split(/[,;\t]/)).map((cell) => cell.replaceAll(/^["\s]+|["\s]+$/g, ""));
  });
}

/** Long or odd enough not to be in a text by chance, such as in the number of a row or a date of signing. */
const isTelling = (cell: string): boolean => cell.length >= 4 && !/^\d{1,4}$|^(true|false|null|text|name|when)$/i.test(cell);

describe("a message without its quotations", () => {
  it.each([
    [text`\`a\` has ${datum("x")} in row ${1712}.`, "`a` has a cell in row 1,712."],
    [text`It has few values (${datum("red")}, ${datum("blue")}).`, "It has few values."],
    [text`Not numbers: row ${8} has ${datum("#DIV/0!")}, others ${datum("#REF!")}, ${datum("?")}.`, "Not numbers: row 8."],
    [text`Mixed: row ${1} has ${datum("1/2")}, row ${2} ${datum("3.4")}. It is text.`, "Mixed: row 1, row 2. It is text."],
    [text`Too large (row ${1} has ${datum("99")}), as text (2 cells).`, "Too large (row 1), as text (2 cells)."],
    [text`Row ${7} has ${datum("x")}, which is no number.`, "Row 7 has a cell, which is no number."],
    [[datum("a message of somebody's own signer")], "The message is not included, since it may quote cells."],
    [["No quotation."], "No quotation."],
  ])("reads as a sentence: %j", (message, expected) => {
    expect(withoutQuotations(message)).toBe(expected);
  });

  it("keeps the rows of a reason, and counts no cells", () => {
    const report: SpecReport = {
      name: "tax",
      spec: { kind: "column", name: "tax", type: { kind: "scalar", name: "string" }, required: false },
      dtype: "str",
      steps: [
        { from: "", to: "int64", because: text`Row ${1} has ${datum("7")}.`, at: { row: 0 } },
        { from: "int64", to: "str", because: text`Row ${1712} has ${datum("n.a.")}, which is no number.`, at: { row: 1711 } },
      ],
      missing: { count: 431, firstRow: 8 },
    };
    expect(sharedReason(report)).toEqual([
      "`int64` in row 1.",
      "`int64` → `str`: Row 1,712 has a cell, which is no number.",
      "pandas holds `str`, so MLflow writes `string`.",
      "Cells are missing, the first in row 9: so it is not required.",
    ]);
  });
});

describe("what is shared of every kind of problem", () => {
  const fixtures = problemFixtures();

  it.each(fixtures.map((fixture) => [fixture.name, fixture] as const))("has no cell of %s in it", async (_, fixture) => {
    const { result } = await signFixture(fixture, "raises");
    const shared = sharedOf(result);
    expect(result.problems.map(({ kind }) => kind)).toContain(fixture.kind);
    const names = [result.sides.inputs, result.sides.outputs].flatMap((side) => side?.specs ?? []).map(({ name }) => String(name));
    const cells = [...quoted(messagesOf(result)), ...cellsOf(fixture)].filter(isTelling);
    expect(cells.filter((cell) => shared.includes(cell) && !names.some((name) => name.includes(cell)))).toEqual([]);
  });

  it("would have cells in it if they were not left out", async () => {
    const results = await Promise.all(fixtures.map((fixture) => signFixture(fixture, "raises")));
    const kinds = results.flatMap(({ result }) =>
      result.problems.filter(({ message }) => quoted([message]).some(isTelling)).map(({ kind }) => kind),
    );
    expect(new Set(kinds).size).toBeGreaterThanOrEqual(8);
  });
});
