import { sourceFromBytes } from "../../src/core/bytes/byte-source.ts";
import { type ErrorData, errorToData } from "../../src/core/errors.ts";
import { readSide } from "../../src/core/sign.ts";

/** A table in some encoding, with the names and the first text cells that pandas reads in it. */
export interface EncodedFile {
  readonly language: string;
  readonly encoding: string;
  readonly shape: string;
  readonly base64: string;
  readonly names: readonly string[];
  readonly cells: readonly string[];
}

/**
 * - `right`: read by itself, names and cells as pandas has them;
 * - `doubted`: the names are right, some cells are not, and the notice says that the encoding is not certain;
 * - `asked`: not read; the right names are among the choices;
 * - `lost`: not read, and the right names are not offered;
 * - `wrong`: read otherwise without a word.
 */
export type Outcome = "right" | "doubted" | "asked" | "lost" | "wrong";

export interface Judged {
  readonly file: EncodedFile;
  readonly outcome: Outcome;
  readonly got: string;
}

const sorted = (names: readonly string[]) => [...names].map((name) => name.normalize()).join("|");

function judgeError(file: EncodedFile, { message, encodings = [] }: ErrorData): Judged {
  const isOffered = encodings.some(({ header }) => sorted(header) === sorted(file.names));
  const got =
    encodings.length === 0
      ? JSON.stringify(message)
      : encodings.map(({ encoding, header }) => `${encoding}: ${header.join(",")}`).join(" / ");
  return { file, outcome: isOffered ? "asked" : "lost", got };
}

/** Reads a file as the page does when it is dropped. */
export async function judge(file: EncodedFile): Promise<Judged> {
  const source = sourceFromBytes(new Uint8Array(Buffer.from(file.base64, "base64")), "table.csv");
  try {
    const { dataset, applied } = await readSide([source], { options: new Map() });
    if (dataset.kind !== "table") throw new Error("not a table");
    const names = dataset.columns.map(({ name }) => String(name));
    const seen = new Set(
      dataset.columns
        .flatMap(({ evidence }) => (evidence.kind === "text" ? (evidence.firstCells ?? []) : []))
        .map(({ data }) => data.normalize()),
    );
    const encoding = applied.find(({ kind }) => kind === "encoding");
    const isNamed = sorted(names) === sorted(file.names);
    const areCells = file.cells.slice(0, 50).every((cell) => cell.length > 60 || seen.has(cell.normalize()) || cell === "nan");
    const isDoubted = (encoding?.others?.length ?? 0) > 0;
    const outcome = isNamed && areCells ? "right" : isNamed && isDoubted ? "doubted" : "wrong";
    return {
      file,
      outcome,
      got: `${encoding?.options.get("encoding")}: ${names.join(",")} ${areCells ? "" : [...seen].slice(0, 8).join(",")}`,
    };
  } catch (error) {
    return judgeError(file, errorToData(error));
  }
}

/** A single word is all that some files have in their encoding, and asking is right where it is one in several. */
const hasOneWord = ({ shape }: EncodedFile): boolean => shape === "one name" || shape === "one cell";

/** How many files have each outcome, those of more than one word apart, and those that are not right in words. */
export async function compareEncodings(files: readonly EncodedFile[]): Promise<{
  readonly counts: Readonly<Record<Outcome, number>>;
  readonly ofMoreWords: { readonly right: number; readonly all: number };
  readonly notes: readonly string[];
}> {
  const counts = { right: 0, doubted: 0, asked: 0, lost: 0, wrong: 0 };
  const ofMoreWords = { right: 0, all: 0 };
  const notes: string[] = [];
  for (const file of files) {
    const { outcome, got } = await judge(file);
    counts[outcome]++;
    if (!hasOneWord(file)) {
      ofMoreWords.all++;
      if (outcome === "right") ofMoreWords.right++;
    }
    if (outcome !== "right")
      notes.push(
        `${outcome}: ${file.language} ${file.encoding} ${file.shape} ${file.names.join(",")} [${file.cells.slice(0, 4).join(",")}] got ${got}`,
      );
  }
  return { counts, ofMoreWords, notes };
}
