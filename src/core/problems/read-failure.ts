import type { ErrorData } from "../errors.ts";
import type { Fix } from "../signers/signer.ts";

/** What can be done about a file that could not be read: another way to read it, or lines that are too long can be left out. */
export function failureFixes({ pythonError, place, readings = [] }: ErrorData): readonly Fix[] {
  if (readings.length > 0)
    return readings.map(({ options, label, consequence }) => ({ kind: "option", columns: [], options, label, consequence }));
  if (pythonError !== "ParserError" || place.line === undefined) return [];
  const consequence = "The file is read again; lines with more cells than the header are left out, with pandas' warning.";
  return [{ kind: "option", columns: [], options: new Map([["on_bad_lines", "skip"]]), label: "Leave such lines out", consequence }];
}
