import { SignetError, text } from "../../errors.ts";

/** What may come next, with what Python's json says where something else does. */
export const EXPECTED = {
  value: "Expecting value",
  firstItem: "Expecting value",
  afterItem: "Expecting ',' delimiter",
  firstKey: "Expecting property name enclosed in double quotes",
  key: "Expecting property name enclosed in double quotes",
  colon: "Expecting ':' delimiter",
  afterMember: "Expecting ',' delimiter",
  nothing: "Extra data",
  blankLine: "Expecting value",
} as const;

export type State = keyof typeof EXPECTED;

/** What Python raises, and says. */
export interface JsonFault {
  readonly message: string;
  readonly pythonError: "JSONDecodeError" | "UnicodeDecodeError" | "RecursionError" | "ValueError";
}

/** Why a byte cannot be in a string; or `message`, where a number or word is at fault. */
export function tokenFault(byte: number, message?: string): JsonFault {
  if (byte >= 0x80) return { message: `'utf-8' codec can't decode byte 0x${byte.toString(16)}`, pythonError: "UnicodeDecodeError" };
  const inString = byte < 0x20 ? "Invalid control character at" : "Invalid \\escape";
  return { message: message ?? inString, pythonError: "JSONDecodeError" };
}

/** The error for a fault at a place in the file. */
export function jsonFault({ message, pythonError }: JsonFault, place: { readonly line: number; readonly byte: number }): SignetError {
  return new SignetError("UnreadableFile", text`${message}: line ${place.line}, byte ${place.byte}.`, { place, pythonError });
}
