import { assertSignetError } from "../../errors.ts";
import type { Sniff } from "../reader.ts";
import { JsonScanner } from "./json-scanner.ts";
import { SKIP } from "./json-sink.ts";

/** How sure a file is one JSON document: its first bytes are the beginning of one, or were meant as one. */
export function sniffJson(head: Uint8Array, name: string): Sniff {
  if (!begins(head, { lines: false })) return brokenJson(head, false);
  const hasName = name.toLowerCase().endsWith(".json");
  if (isContainer(head)) return { confidence: hasName ? 0.95 : 0.8, reason: "it begins as a JSON document" };
  return { confidence: hasName ? 0.9 : 0.1, reason: "it begins as a JSON scalar" };
}

/** How sure a file has a JSON document a line: its first lines are such, and together no single document. */
export function sniffJsonLines(head: Uint8Array, name: string): Sniff {
  if (!begins(head, { lines: true })) return brokenJson(head, true);
  const hasName = /\.(jsonl|ndjson)$/i.test(name);
  if (hasName) return { confidence: 0.97, reason: "its lines are JSON documents" };
  if (!isContainer(head)) return { confidence: 0.05, reason: "its lines could be JSON scalars" };
  return { confidence: begins(head, { lines: false }) ? 0.5 : 0.9, reason: "its lines are JSON documents" };
}

/** Characters in which text that was meant as JSON shows itself. */
const TEXT_BYTES = 1 << 12;

const COMMENTS = /^\s*(?:\/\/[^\n]*\n\s*|\/\*[\s\S]*?\*\/\s*)*/;
/** A dict with a quoted key, or a list of lists or dicts: nothing but JSON or Python writes so. */
const SURELY = /^(?:\{\s*["'][^"'\n]*["']\s*:|\[\s*[[{]\s*["'\d-])/;
const PERHAPS = /^[[{]\s*(?:["'{[\]}]|-?\d+(?:\.\d+)?\s*[,\]]|(?:true|false|null|True|False|None|NaN)\b|\/[/*]|[A-Za-z_$][\w$]*\s*:)/;

/** How many of a line's brackets are left open; those in double quotes do not count. */
function openBrackets(line: string): number {
  const bare = line.replaceAll(/"(?:[^"\\]|\\.)*"/g, "");
  return bare.split(/[[{]/).length - bare.split(/[\]}]/).length;
}

/** Whether the first line closes all that it opens, and the next begins in the same way. */
function isLineByLine(text: string): boolean {
  const [first = "", second = ""] = text.split(/\r?\n/).filter((line) => line.trim() !== "");
  return openBrackets(first) === 0 && second.trimStart()[0] === first.trimStart()[0];
}

/** How sure text that is not JSON was meant as JSON; `lines`: as a document per line. A `.csv` is believed to be one unless it is sure. */
function brokenJson(head: Uint8Array, lines: boolean): Sniff {
  const text = new TextDecoder().decode(head.subarray(0, TEXT_BYTES), { stream: true }).replace(COMMENTS, "");
  if (!PERHAPS.test(text) && !SURELY.test(text))
    return { confidence: 0, reason: lines ? "its first lines are not JSON" : "it is not JSON" };
  const isLikely = isLineByLine(text) === lines;
  return { confidence: (SURELY.test(text) ? 0.65 : 0.3) + (isLikely ? 0.05 : 0), reason: "it begins as JSON does, and breaks" };
}

function begins(head: Uint8Array, options: { readonly lines: boolean }): boolean {
  const scanner = new JsonScanner(SKIP, options);
  try {
    scanner.push(head);
    return true;
  } catch (error) {
    assertSignetError(error);
    return false;
  }
}

/** Whether the first byte that is neither space nor byte order mark opens a list or a dict. */
function isContainer(head: Uint8Array): boolean {
  const first = head.find((byte) => byte > 0x20 && byte < 0x80);
  return first === 0x5b || first === 0x7b;
}
