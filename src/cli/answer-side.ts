import { renderText } from "../core/errors.ts";
import { schemaToValue } from "../core/mlflow/signature-json.ts";
import { jsonDumps } from "../core/python/json-dumps.ts";
import type { PythonValue } from "../core/python/value.ts";
import type { OptionProposal } from "../core/readers/dialect/propose.ts";
import { PAGES_UNREAD } from "../core/readers/pages-unread.ts";
import type { ReadDepth } from "../core/readers/reader.ts";
import type { ReadSettings } from "../core/readers/settings.ts";
import { readSide, signSides } from "../core/sign.ts";
import { DEFAULT_CHOICE, signerFromChoice } from "../core/signers/choice.ts";
import { parseSignerConfig } from "../core/signers/config-text.ts";
import { pageDepth, WHOLE_BYTES } from "../worker/page-depth.ts";
import { type Case, problemOf, settingsOf, sourceOf } from "./case.ts";

/** How cases are answered. Without any of it: the reader by the case's extension, every page read, as the reference does. */
export interface AnswerOptions {
  /**
   * `content`: as the page takes a file, by its content first and then by its name. The delimiter and the encoding that the page would apply
   * by itself stay out of the answer, which keeps to the case's own `options`; they are in the answer's `applied`.
   */
  readonly by?: "name" | "content";
  /** `needed`: files above `above` bytes are read as far as their types depend on it, as on the page. */
  readonly pages?: ReadDepth;
  /** Default: what the page reads whole, {@link WHOLE_BYTES}. */
  readonly above?: number;
}

/** What a file is signed with. */
export interface Answer {
  readonly schema: PythonValue;
  readonly problem: PythonValue;
  readonly integerHint: boolean;
  /** By content: what the page would apply by itself. */
  readonly applied?: PythonValue;
  /** Pages were left unread, in which something may be broken. */
  readonly unread?: true;
}

/** How a case is read by content: the dialect is not guessed, since the reference reads with the case's own options. */
function settingsByContent(given: Case, name: string): ReadSettings {
  const { format: _, ...settings } = settingsOf(given, name);
  return { ...settings, dialect: "given" };
}

/** What the page applies by itself: the kind, the options and the words of each. */
const appliedValue = (applied: readonly OptionProposal[]): PythonValue =>
  applied.map(
    ({ kind, options, message }): PythonValue =>
      new Map<string, PythonValue>([
        ["kind", kind],
        ["options", options],
        ["message", renderText(message)],
      ]),
  );

/** Signs a case's file. Rejects with a SignetError where it cannot be read. */
export async function answerSide(given: Case, folder: string, { by, pages = "all", above }: AnswerOptions): Promise<Answer> {
  const source = await sourceOf(given, folder);
  const settings = by === "content" ? settingsByContent(given, source.name) : settingsOf(given, source.name);
  const side = await readSide([source], settings, { pages: pages === "all" ? pages : pageDepth(source.byteLength, above) });
  const role = given.get("as") === "outputs" ? "outputs" : "inputs";
  const signer = given.get("signer");
  const choice = signer === undefined ? DEFAULT_CHOICE : parseSignerConfig(jsonDumps(signer), "the case's signer");
  const result = signSides({ [role]: side }, signerFromChoice(choice)).sides[role];
  if (result === undefined) throw new Error("the side was not signed");
  const { schema, failure, integerHint } = result;
  return {
    schema: failure?.stage === "read" || schema === null ? null : schemaToValue(schema),
    problem: failure === null ? null : problemOf(failure.stage, failure.error),
    integerHint,
    ...(by === "content" ? { applied: appliedValue(side.applied) } : {}),
    ...(side.dataset.notes.some(({ kind }) => kind === PAGES_UNREAD) ? { unread: true as const } : {}),
  };
}
