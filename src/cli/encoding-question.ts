import { errorToData, isSignetError, SignetError } from "../core/errors.ts";
import { shellWord } from "../core/exporters/command.ts";
import { applyFix } from "../core/problems/apply-fix.ts";
import { failureFixes } from "../core/problems/read-failure.ts";
import { settingsJson } from "../core/problems/settings-json.ts";
import type { ReadSettings } from "../core/readers/settings.ts";

/**
 * If the encoding of a file is in question, the same failure, whose remedy lists the option and the header for each possible encoding.
 * Any other failure is returned as it is. `flag` is the option of the command that takes the settings.
 */
export function withEncodingLines(thrown: unknown, flag: string, settings: ReadSettings): unknown {
  if (!isSignetError(thrown) || thrown.encodings === undefined) return thrown;
  const headers = new Map(thrown.encodings.map(({ encoding, header }) => [encoding, header.join(", ")]));
  const lines = failureFixes(errorToData(thrown)).map((fix) => {
    const encoding = String(fix.kind === "option" ? fix.options.get("encoding") : "");
    return `\n  ${flag} ${shellWord(settingsJson(applyFix(settings, fix)))}  # ${headers.get(encoding) ?? ""}`;
  });
  const { tag, text, place, encodings } = thrown;
  return new SignetError(tag, text, { place, encodings, remedy: `Choose one:${lines.join("")}` });
}
