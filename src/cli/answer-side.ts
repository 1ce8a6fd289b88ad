import { resolve } from "node:path";
import type { ByteSource } from "../core/bytes/byte-source.ts";
import { defined } from "../core/defined.ts";
import type { Environment } from "../core/environment/environment.ts";
import { renderText } from "../core/errors.ts";
import { schemaToValue } from "../core/mlflow/signature-json.ts";
import type { Schema } from "../core/mlflow/types.ts";
import { jsonDumps } from "../core/python/json-dumps.ts";
import { isList, type PythonValue } from "../core/python/value.ts";
import type { OptionProposal } from "../core/readers/dialect/propose.ts";
import { PAGES_UNREAD } from "../core/readers/pages-unread.ts";
import type { ReadDepth } from "../core/readers/reader.ts";
import type { ReadSettings } from "../core/readers/settings.ts";
import { readSide, readSideFor, signSides } from "../core/sign.ts";
import { DEFAULT_CHOICE, type SignerChoice, signerFromChoice } from "../core/signers/choice.ts";
import { parseSignerConfig } from "../core/signers/config-text.ts";
import type { Problem } from "../core/signers/signer.ts";
import { pageDepth, WHOLE_BYTES } from "../worker/page-depth.ts";
import { type Case, partsOf, problemOf, settingsOf, sourceOf, stringOf } from "./case.ts";
import { sourcesFromPaths } from "./node-source.ts";

/** How cases are answered. By default as the reference does it: the reader follows from the extension, and every page is read. */
export interface AnswerOptions {
  /**
   * `content`: the reader is found as on the page, by content first and then by name. The answer still uses only the case's own `options`;
   * the delimiter and encoding that the page would apply by itself are in its `applied`.
   */
  readonly by?: "name" | "content";
  /** `needed`: of files above `above` bytes, only what their types depend on is read, as on the page. */
  readonly pages?: ReadDepth;
  /** Default: {@link WHOLE_BYTES}, up to which the page reads everything. */
  readonly above?: number;
  /** Whose MLflow and pandas answer; the current ones where nothing is said. */
  readonly environment?: Environment;
  /** What signs the cases that name no signer of their own; InferSigner where nothing is said. */
  readonly choice?: SignerChoice;
}

/** What a file is signed with. */
export interface Answer {
  readonly schema: PythonValue;
  readonly problem: PythonValue;
  readonly integerHint: boolean;
  /** By content: what the page would apply by itself. */
  readonly applied?: PythonValue;
  /** Some pages were not read, and may be broken. */
  readonly unread?: true;
  /** Of files that differ: the schemas that fit all of them and most. */
  readonly fits?: PythonValue;
}

/** The files that a case names: several, or a folder, under `paths`, or in itself under `parts`. */
export async function sourcesOf(given: Case, folder: string): Promise<readonly ByteSource[]> {
  const parts = given.get("parts");
  if (parts instanceof Map) return partsOf(parts, stringOf(given.get("folder")));
  const paths = given.get("paths");
  if (!isList(paths)) return [await sourceOf(given, folder)];
  return sourcesFromPaths(paths.map((path) => resolve(folder, String(path))));
}

/** What fits files that differ: all of them, and most. */
function fitsOf(problems: readonly Problem[]): PythonValue | undefined {
  const files = problems.find((problem) => problem.files !== undefined)?.files;
  if (files === undefined) return undefined;
  const value = (schema: Schema | null) => (schema === null ? null : schemaToValue(schema));
  return new Map([
    ["all", value(files.fitsAll)],
    ["most", value(files.fitsMost?.schema ?? null)],
    ["mostRefused", [...(files.fitsMost?.refused ?? [])]],
  ]);
}

/** How a case is read by content: the dialect is not guessed, since the reference reads with the case's own options. */
export function settingsByContent(given: Case, name: string): ReadSettings {
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
export async function answerSide(given: Case, folder: string, how: AnswerOptions): Promise<Answer> {
  const sources = await sourcesOf(given, folder);
  const [source] = sources;
  if (source === undefined) throw new Error("the case names no file");
  const { by, pages = "all", above, environment } = how;
  const isByContent = by === "content" || given.has("paths") || given.has("parts");
  const settings = isByContent ? settingsByContent(given, source.name) : settingsOf(given, source.name);
  const context = { pages: pages === "all" ? pages : pageDepth(source.byteLength, above) };
  const role = given.get("as") === "outputs" ? "outputs" : "inputs";
  const signer = given.get("signer");
  const choice = signer === undefined ? (how.choice ?? DEFAULT_CHOICE) : parseSignerConfig(jsonDumps(signer), "the case's signer");
  const side = await readSideFor(choice, role, sources, () => readSide(sources, settings, context), settings, context);
  const { sides, problems } = signSides({ [role]: side, ...defined({ environment }) }, signerFromChoice(choice));
  const result = sides[role];
  if (result === undefined) throw new Error("the side was not signed");
  const { schema, failure, integerHint } = result;
  return {
    schema: failure?.stage === "read" || schema === null ? null : schemaToValue(schema),
    problem: failure === null ? null : problemOf(failure.stage, failure.error),
    integerHint,
    ...(by === "content" ? { applied: appliedValue(side.applied) } : {}),
    ...(side.dataset.notes.some(({ kind }) => kind === PAGES_UNREAD) ? { unread: true as const } : {}),
    ...defined({ fits: fitsOf(problems) }),
  };
}
