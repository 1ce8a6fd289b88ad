import { type Document, parseDocument } from "yaml";
import { type ErrorData, errorToData } from "../../core/errors.ts";
import type { SignerChoice } from "../../core/signers/choice.ts";
import { parseSignerConfig, writeSignerConfig } from "../../core/signers/config-text.ts";
import { isDict, isSameJson, type JsonObject, type JsonValue, member } from "./form/json-value.ts";

/** The name of the edited text in messages. */
const NAME = "The config";

export type ConfigFormat = "yaml" | "json";

/** A parsed config: a choice, or the first mistake. `value` is the value of `signer`, before any default. */
export type DraftReading =
  | { readonly kind: "right"; readonly choice: SignerChoice; readonly value: JsonValue }
  | { readonly kind: "wrong"; readonly error: ErrorData; readonly value: JsonValue | undefined };

const FROM_TEXT = { merge: false } as const;

/** The parsed text, or undefined if it is invalid. */
function treeOf(written: string): JsonValue | undefined {
  const document = parseDocument(written, FROM_TEXT);
  if (document.errors.length > 0) return undefined;
  // Without tags for dates and binaries, YAML gives JSON.
  return document.toJS({ maxAliasCount: 100 }) as JsonValue;
}

const signerOf = (tree: JsonValue | undefined): JsonValue | undefined =>
  isDict(tree) && Object.hasOwn(tree, "signer") ? member(tree as JsonObject, "signer") : tree;

/** Reads a config's text. Never throws: a mistake is reported with its line and the nearest that is allowed. */
export function readDraft(written: string, name = NAME): DraftReading {
  try {
    return { kind: "right", choice: parseSignerConfig(written, name), value: signerOf(treeOf(written)) ?? null };
  } catch (error) {
    return { kind: "wrong", error: errorToData(error), value: signerOf(treeOf(written)) };
  }
}

export const formatOf = (written: string): ConfigFormat => (/^\s*\{/.test(written) ? "json" : "yaml");

/** Changes a document from one value to another. The parts that both have stay, with their comments. */
function update(document: Document, path: readonly string[], before: JsonValue | undefined, after: JsonValue): void {
  if (isSameJson(before, after)) return;
  if (!isDict(before) || !isDict(after)) {
    document.setIn(path, document.createNode(after));
    return;
  }
  for (const key of Object.keys(before)) if (!Object.hasOwn(after, key)) document.deleteIn([...path, key]);
  for (const [key, value] of Object.entries(after)) update(document, [...path, key], member(before as JsonObject, key), value);
}

/** The text once the form has changed the value of `signer`. YAML keeps its comments and its style where nothing changed. */
export function changeDraft(written: string, value: JsonValue): string {
  const after = { signer: value };
  if (formatOf(written) === "json") return `${JSON.stringify(after, null, 2)}\n`;
  const before = treeOf(written);
  const document = parseDocument(isDict(before) ? written : "{}", FROM_TEXT);
  if (!isDict(before)) document.contents = null;
  update(document, [], isDict(before) ? before : undefined, isDict(before) && !Object.hasOwn(before, "signer") ? value : after);
  return document.toString({ lineWidth: 0 });
}

/** The same config in the other notation; an invalid text stays. JSON loses the comments. */
export function convertDraft(written: string, format: ConfigFormat): string {
  const value = signerOf(treeOf(written));
  if (formatOf(written) === format || value === undefined) return written;
  return format === "json" ? `${JSON.stringify({ signer: value }, null, 2)}\n` : changeDraft("", value);
}

/** The first text of the panel: the choice without its defaults. */
export const draftOf = (choice: SignerChoice): string => writeSignerConfig(choice, "yaml");
