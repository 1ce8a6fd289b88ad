import { isSignetError } from "../../errors.ts";
import type { Sniff } from "../reader.ts";
import { JsonScanner } from "./json-scanner.ts";
import { SKIP } from "./json-sink.ts";

/** How sure a file is one JSON document: its first bytes are the beginning of one. */
export function sniffJson(head: Uint8Array, name: string): Sniff {
  if (!begins(head, { lines: false })) return { confidence: 0, reason: "its first bytes are no JSON" };
  const hasName = name.toLowerCase().endsWith(".json");
  if (isContainer(head)) return { confidence: hasName ? 0.95 : 0.8, reason: "it begins as a JSON document" };
  return { confidence: hasName ? 0.9 : 0.1, reason: "it begins as a JSON scalar" };
}

/** How sure a file has a JSON document a line: its first lines are such, and together no single document. */
export function sniffJsonLines(head: Uint8Array, name: string): Sniff {
  if (!begins(head, { lines: true })) return { confidence: 0, reason: "its first lines are no JSON documents" };
  const hasName = /\.(jsonl|ndjson)$/i.test(name);
  if (hasName) return { confidence: 0.97, reason: "its lines are JSON documents" };
  if (!isContainer(head)) return { confidence: 0.05, reason: "its lines could be JSON scalars" };
  return { confidence: begins(head, { lines: false }) ? 0.5 : 0.9, reason: "its lines are JSON documents" };
}

function begins(head: Uint8Array, options: { readonly lines: boolean }): boolean {
  const scanner = new JsonScanner(SKIP, options);
  try {
    scanner.push(head);
    return true;
  } catch (error) {
    if (isSignetError(error)) return false;
    throw error;
  }
}

/** Whether the first byte that is neither space nor byte order mark opens a list or a dict. */
function isContainer(head: Uint8Array): boolean {
  const first = head.find((byte) => byte > 0x20 && byte < 0x80);
  return first === 0x5b || first === 0x7b;
}
