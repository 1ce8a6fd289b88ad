import { must } from "../defined.ts";

const CLOSING: Readonly<Record<string, string>> = { "[": "]", "{": "}", "(": ")" };

/**
 * The end of the bracketed Python value that starts at `from`, quotes and inner brackets minded; `dict_keys([…])` counts as one.
 * Null where none starts there or it does not end.
 */
export function bracketedEnd(source: string, from: number): number | null {
  const start = source.startsWith("dict_keys(", from) ? from + "dict_keys".length : from;
  if (CLOSING[source.charAt(start)] === undefined) return null;
  const open: string[] = [];
  let quote = "";
  for (let at = start; at < source.length; at++) {
    const mark = must(source[at]);
    if (quote !== "") {
      if (mark === "\\") at++;
      else if (mark === quote) quote = "";
    } else if (mark === "'" || mark === '"') quote = mark;
    else if (CLOSING[mark] !== undefined) open.push(CLOSING[mark]);
    else if (mark === "]" || mark === "}" || mark === ")") {
      if (open.pop() !== mark) return null;
      if (open.length === 0) return at + 1;
    }
  }
  return null;
}
