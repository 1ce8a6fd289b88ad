import { must } from "../defined.ts";
import { datum, text } from "../errors.ts";
import { firstCellsOf } from "../evidence/text-evidence.ts";
import { pythonLiteral } from "../python/repr.ts";
import type { PythonValue } from "../python/value.ts";
import type { Fix, Problem } from "../signers/signer.ts";
import { counted, namesOf, type ProblemContext } from "./context.ts";
import { optionFix, problem } from "./make-problem.ts";

const table = ({ input }: ProblemContext) => (input.dataset.kind === "table" ? input.dataset : null);

/** One name over two integers per row: the comma may be a decimal comma, which pandas takes for the separator. */
function decimalCommaFix(context: ProblemContext): readonly Fix[] {
  const [only, ...others] = table(context)?.columns ?? [];
  if (only === undefined || others.length > 0 || context.options.has("sep") || only.evidence.kind !== "text") return [];
  if ([...only.evidence.kinds.keys()].some((kind) => kind !== "int64" && kind !== "missing")) return [];
  return optionFix(
    context,
    [only.name],
    [
      ["sep", ";"],
      ["decimal", ","],
    ],
    "Read as decimal commas",
    "The file is read again with `sep=';', decimal=','`: each line is one number.",
  );
}

/** Rows that have fewer cells than the header, or a first row that has more. */
export function raggedRowsRule(context: ProblemContext): readonly Problem[] {
  const facts = table(context)?.text;
  const { shortRows, impliedIndex } = facts ?? {};
  const short =
    shortRows === undefined
      ? []
      : [
          problem(
            context,
            "ragged-rows",
            "warns",
            [],
            text`${counted(shortRows.count, "row")} ${shortRows.count === 1 ? "has" : "have"} fewer cells than the header, first row ${shortRows.first.row + 1}: pandas fills the rest with missing values.`,
          ),
        ];
  if (impliedIndex === undefined) return short;
  const message = text`The first row has ${counted(impliedIndex, "cell")} more than the header: pandas makes ${impliedIndex === 1 ? "the first column" : text`the first ${impliedIndex} columns`} the index. If that is not meant, every name is over the wrong column.`;
  const isOpen = !context.options.has("index_col");
  const fix = isOpen
    ? optionFix(
        context,
        [],
        [["index_col", false]],
        "Use no column as index",
        "The file is read again with `index_col=False`: the first name is for the first cells, and cells past the header are left out.",
      )
    : [];
  return [...short, problem(context, "ragged-rows", "warns", [], message, [...(isOpen ? decimalCommaFix(context) : []), ...fix])];
}

/** Lines above the header, which make names of the first of them. */
export function preambleRule(context: ProblemContext): readonly Problem[] {
  const preamble = table(context)?.text?.preamble;
  if (preamble === undefined) return [];
  const { lines, options, isSepLine } = preamble;
  const message = isSepLine
    ? text`The first line is Excel's \`sep=\` line, which pandas reads as the header.`
    : text`The table seems to begin in line ${lines + 1}: ${lines === 1 ? "the line" : text`the ${lines} lines`} above ${lines === 1 ? "is" : "are"} not part of it.`;
  const written = [...options].map(([name, value]) => `${name}=${pythonLiteral(value)}`).join(", ");
  const label = lines === 1 ? "Skip the first line" : `Skip the first ${lines} lines`;
  return [
    problem(
      context,
      "lines-above-the-header",
      "warns",
      [],
      message,
      optionFix(context, [], [...options], label, `The file is read again with \`${written}\`.`),
    ),
  ];
}

/** A byte order mark, which pandas passes over and other readers may not. */
export function byteOrderMarkRule(context: ProblemContext): readonly Problem[] {
  if (table(context)?.text?.byteOrderMark !== true) return [];
  const message = text`The file begins with a byte order mark, as Excel writes it. pandas skips it; another reader may make it part of the first name.`;
  return [problem(context, "byte-order-mark", "notes", [], message)];
}

/** UTF-8 that was read as windows-1252 or latin-1: `Ã©` for `é`. */
const MOJIBAKE = /[\u00c2\u00c3][\u0080-\u00bf\u0152-\u0192\u02c6\u02dc\u2013-\u2122]|\u00e2(\u20ac|\u0080)|\u00ef\u00bb\u00bf/;
/** What stands for characters that could not be decoded. */
const LOST = /\ufffd/;
const SINGLE_BYTES = /^(cp1252|windows-1252|latin-?_?1|l1|iso-?8859-?_?1|8859|cp819)$/i;

/** Characters of windows-1252 that are not the code points of their bytes. */
const WINDOWS = new TextDecoder("windows-1252").decode(Uint8Array.from({ length: 32 }, (_, index) => 0x80 + index));

/** Whether text that was read one byte a character is UTF-8. */
function isUtf8Within(cell: string): boolean {
  const bytes = [...cell].map((character) => {
    const code = must(character.codePointAt(0));
    const windows = WINDOWS.indexOf(character);
    return code > 0xff && windows >= 0 ? 0x80 + windows : code;
  });
  if (bytes.some((byte) => byte > 0xff)) return false;
  try {
    // A cell may have been cut off within a character; streaming lets that be.
    new TextDecoder("utf-8", { fatal: true }).decode(Uint8Array.from(bytes), { stream: true });
    return true;
  } catch {
    return false;
  }
}

function encodingFix(context: ProblemContext, cells: readonly string[]): readonly Fix[] {
  const encoding: PythonValue | undefined = context.options.get("encoding");
  if (typeof encoding !== "string" || !SINGLE_BYTES.test(encoding) || !cells.every(isUtf8Within)) return [];
  // What was applied by itself was applied because the file is not UTF-8.
  if (context.input.read?.applied.includes("encoding") === true) return [];
  return optionFix(context, [], [["encoding", "utf-8"]], "Read as UTF-8", 'The file is read again with `encoding="utf-8"`.');
}

/** A name or a cell of the first rows that matches; null in columns without one. */
function sightings(context: ProblemContext, pattern: RegExp) {
  return context.columns.flatMap(({ name, evidence }) => {
    const label = String(name);
    const cells = evidence.kind === "text" ? firstCellsOf(evidence).map(({ data }) => data) : [];
    const row = cells.findIndex((cell) => pattern.test(cell));
    if (!pattern.test(label) && row < 0) return [];
    const where = pattern.test(label) ? text`the name is "${label}"` : text`row ${row + 1} has ${datum(must(cells[row]))}`;
    return [{ name, label, cells, where }];
  });
}

/** Names and cells whose characters come of reading UTF-8 as windows-1252, now or before the file was saved. */
function mojibake(context: ProblemContext): readonly Problem[] {
  const found = sightings(context, MOJIBAKE);
  const [first] = found;
  if (first === undefined) return [];
  const all = found.flatMap(({ label, cells }) => [label, ...cells.filter((cell) => !cell.endsWith("…"))]);
  const fixes = encodingFix(context, all);
  const cause =
    fixes.length > 0
      ? text`was written in UTF-8 and read as ${String(context.options.get("encoding"))}`
      : text`looks like UTF-8 that was read as windows-1252 before this file was saved`;
  const message = text`Text in ${counted(found.length, "column")} ${cause}: ${first.where}.`;
  return [problem(context, "wrong-encoding", "warns", namesOf(found), message, fixes)];
}

/** Names and cells in which characters were lost, by `encoding_errors` or before the file was saved. */
function lostCharacters(context: ProblemContext): readonly Problem[] {
  const found = sightings(context, LOST);
  const [first] = found;
  if (first === undefined) return [];
  const cause =
    context.options.get("encoding_errors") === "replace"
      ? "encoding_errors='replace' wrote it for bytes that could not be decoded."
      : "It was saved in place of characters that could not be decoded; the file does not show which.";
  const message = text`${counted(found.length, "column")} ${found.length === 1 ? "has" : "have"} the character \ufffd: ${first.where}. ${cause}`;
  return [problem(context, "lost-characters", "warns", namesOf(found), message)];
}

/** A wrong encoding, in names and in the first rows: UTF-8 read as something else, and characters that were lost. */
export const mojibakeRule = (context: ProblemContext): readonly Problem[] => [...mojibake(context), ...lostCharacters(context)];
