import { isSignetError, type Text } from "../../../core/errors.ts";
import { isBrokenServerError, serverError } from "../../../core/messages/pasted-text.ts";
import type { RecognisedError } from "../../../core/messages/recognise.ts";
import { jsonLoads } from "../../../core/python/json-loads.ts";
import type { MessageTools } from "./load-message-tools.ts";

/** A place of a request that is at fault; characters count from 0. */
export interface Fault {
  readonly message: Text;
  readonly start: number;
  readonly end: number;
}

/** What was typed or pasted into the box: nothing, a request's JSON or where it is broken, an error message of MLflow, or something else. */
export type TypedText =
  | { readonly kind: "nothing" }
  | { readonly kind: "request" }
  | { readonly kind: "broken request"; readonly fault: Fault }
  | { readonly kind: "error"; readonly error: RecognisedError }
  /** An error that is not in the catalogue of MLflow's messages. */
  | { readonly kind: "other error" }
  | { readonly kind: "data" };

/** The place of the first fault of a JSON text, as `json.loads` finds it; null where there is none. */
function jsonFault(source: string): Fault | null {
  try {
    jsonLoads(source);
    return null;
  } catch (thrown) {
    if (!isSignetError(thrown)) throw thrown;
    const start = thrown.place.character ?? source.length;
    return { message: thrown.text, start, end: Math.min(start + 1, source.length) };
  }
}

/** The text before and after a place, on its line. */
export interface Excerpt {
  readonly line: number;
  readonly before: string;
  readonly at: string;
  readonly after: string;
}

/** How much of the line is shown on either side of a place, in characters. */
const SHOWN_CHARACTERS = 48;

/** The line that a place is on, shortened on both sides. */
export function excerptOf(source: string, { start, end }: Fault): Excerpt {
  const lineStart = source.lastIndexOf("\n", start - 1) + 1;
  const lineEnd = source.indexOf("\n", start);
  const last = lineEnd === -1 ? source.length : lineEnd;
  const stop = Math.min(end, last, start + SHOWN_CHARACTERS);
  return {
    line: source.slice(0, start).split("\n").length,
    before: source.slice(Math.max(lineStart, start - SHOWN_CHARACTERS), start),
    at: source.slice(start, stop),
    after: source.slice(stop, Math.min(last, stop + SHOWN_CHARACTERS)),
  };
}

const TRACEBACK = /^Traceback \(most recent call last\)|^\w+(\.\w+)*(Error|Exception)\b.*:/m;

/**
 * Recognises what was typed. A server's answer is JSON too, but an error. `tools` explain errors; text that is not a request waits until
 * they are loaded.
 */
export function readTypedText(source: string, tools: MessageTools | null): TypedText {
  if (source.trim() === "") return { kind: "nothing" };
  const isJson = /^\s*[[{]/.test(source);
  const isAnswer = isJson && (serverError(source) !== null || isBrokenServerError(source));
  if (!isJson || isAnswer) {
    if (tools === null) return { kind: "nothing" };
    const error = tools.recogniseError(source);
    if (error !== null) return { kind: "error", error };
    return isAnswer || TRACEBACK.test(source) ? { kind: "other error" } : { kind: "data" };
  }
  const fault = jsonFault(source);
  return fault === null ? { kind: "request" } : { kind: "broken request", fault };
}
