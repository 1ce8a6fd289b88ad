import * as z from "zod";
import { must } from "../defined.ts";
import type { Edit } from "../edit/edit.ts";
import { SignetError, text } from "../errors.ts";
import { EDIT, editFromFormat, editToFormat } from "./edit-format.ts";

const EDITS = z.array(EDIT).max(20_000);

/** Edits as a file of JSON, which `signet sign --edits` takes. */
export function editsToJson(edits: readonly Edit[]): string {
  return `${JSON.stringify(z.encode(EDITS, edits.map(editToFormat)), null, 1)}\n`;
}

/** The edits of such a file. Throws `InvalidModel` with the first fault and its place. */
export function editsFromJson(source: string): readonly Edit[] {
  let json: unknown;
  try {
    json = JSON.parse(source);
  } catch {
    throw new SignetError("InvalidModel", "The edits are not JSON.", { remedy: "Download edits.json from the page again." });
  }
  const { success, data, error } = EDITS.safeParse(json);
  if (success) return data.map(editFromFormat);
  const issue = must(error.issues[0]);
  throw new SignetError("InvalidModel", text`These are not edits: ${issue.message} (at ${issue.path.join(".")}).`, {
    remedy: "Download edits.json from the page again.",
  });
}
