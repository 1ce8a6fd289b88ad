import { namesOf } from "./advice/facts.ts";
import type { MessageAdvice } from "./entry.ts";
import type { RecognisedError } from "./recognise.ts";

const indented = (text: string, by: string) => text.replaceAll("\n", `\n${by}`);

function adviceLines({ by, label, python, dependsOn }: MessageAdvice): string {
  const who = by === "caller" ? "Fix the data" : "Change the signature";
  const note = dependsOn === undefined ? "" : ` ${dependsOn}`;
  return `  ${who}: ${label}.${note}${python === undefined ? "" : `\n      ${indented(python, "      ")}`}`;
}

function oneMessage({ id, cause, why, columns, found, expected, inner, isCut, advice }: RecognisedError): string {
  const types = [...(found === null ? [] : [`data has ${found}`]), ...(expected === null ? [] : [`expected ${expected}`])];
  return [
    `${cause} (${id})`,
    why,
    ...(columns.length === 0 ? [] : [`Names: ${namesOf(columns)}`]),
    ...(types.length === 0 ? [] : [`Types: ${types.join(", ")}`]),
    ...(inner === null ? [] : [`It quotes: ${indented(inner.trim(), "  ")}`]),
    ...(isCut ? ["The text is cut off: paste all of it for more."] : []),
    ...advice.map(adviceLines),
  ].join("\n");
}

/** A recognised message as text for a terminal: its cause, what it names and what to do, then further messages of the same text. */
export const explainText = (error: RecognisedError): string => `${[error, ...error.others].map(oneMessage).join("\n\n")}\n`;
