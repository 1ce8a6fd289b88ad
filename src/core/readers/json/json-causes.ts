import { must } from "../../defined.ts";
import { datum, type Text, text } from "../../errors.ts";
import { reprString } from "../../python/repr.ts";
import { shellWord } from "../shell-word.ts";

/** Where a JSON text breaks, and what is around there. */
export interface Break {
  readonly file: string;
  readonly line: number;
  /** Text before the place, some thousand characters at most. */
  readonly before: string;
  /** Text from the place on; empty at the end of the file. */
  readonly after: string;
  /** One document per line. */
  readonly lines: boolean;
  /** Python's own words: `Extra data`. */
  readonly python: string;
}

/** What is wrong at a break, in words, and what to do. */
export interface Cause {
  readonly message: Text;
  readonly remedy: string;
}

type Rule = (at: Break) => Cause | null;

/** The word that begins at the place, or in which the place is. */
function wordAt({ before, after }: Break): string {
  const start = must(/[\w+-]*$/.exec(before)?.[0]);
  return start + must(/^[\w.+-]*/.exec(after)?.[0]);
}

const DUMPS = "Write the file with json.dumps instead of str() or print().";

const isOpenAtEnd: Rule = ({ after, line, python }) => {
  if (after.trim() !== "" || python === "Extra data") return null;
  return {
    message: text`The file ends on line ${line} before its JSON does: it was probably cut off.`,
    remedy: "Download or write the file again.",
  };
};

const goesOnInNextLine: Rule = ({ lines, before, after, line, file }) => {
  if (!lines || !/^\r?\n/.test(after) || !/[[{,:]\s*$/.test(before)) return null;
  // The place is the line feed, which counts to the next line.
  return {
    message: text`The document on line ${line - 1} goes on in the next line. JSON lines need one document per line.`,
    remedy: `Write one document per line: jq -c . ${shellWord(file)} > lines.jsonl`,
  };
};

const trailingComma: Rule = ({ before, after, line }) => {
  if (!/^[\]}]/.test(after) || !/,\s*$/.test(before)) return null;
  return {
    message: text`Line ${line} has a comma before ${`"${after[0]}"`}, which JSON does not allow.`,
    remedy: "Remove that comma: the last item has none.",
  };
};

const commaAfterLine: Rule = ({ lines, after, line, file }) => {
  if (!lines || !/^,[ \t]*(\r?\n|$)/.test(after)) return null;
  return {
    message: text`Line ${line} ends with a comma. JSON lines have none between documents.`,
    remedy: `Remove the commas at the ends of lines: sed 's/,[[:space:]]*$//' ${shellWord(file)} > lines.jsonl`,
  };
};

const comment: Rule = ({ after, line, before }) => {
  const mark = /^(\/\/|\/\*|#)/.exec(after)?.[0] ?? (/\/$/.test(before) ? "//" : undefined);
  if (mark === undefined) return null;
  return { message: text`Line ${line} has a comment (${mark}), which JSON does not allow.`, remedy: "Remove the comments." };
};

const singleQuotes: Rule = ({ after, line }) => {
  if (!after.startsWith("'")) return null;
  return { message: text`Line ${line} uses single quotes, as Python prints a dict. JSON needs double quotes.`, remedy: DUMPS };
};

const NUMBERS = /^[+-]?(nan|inf|infinity|na|ind|1\.#\w+)$/i;
const JSON_WORDS: ReadonlyMap<string, string> = new Map([
  ["True", "true"],
  ["False", "false"],
  ["None", "null"],
]);

const otherWord: Rule = (at) => {
  const word = wordAt(at);
  const { line } = at;
  const wanted = JSON_WORDS.get(word);
  if (wanted !== undefined) return { message: text`Line ${line} has ${word}, as Python prints it. JSON has ${wanted}.`, remedy: DUMPS };
  if (NUMBERS.test(word))
    return {
      message: text`Line ${line} has ${datum(word)}, which is not JSON. Python's json reads NaN, Infinity and -Infinity, and no other spelling.`,
      remedy: "Write null for a missing number, or NaN, Infinity or -Infinity.",
    };
  if (word === "undefined")
    return { message: text`Line ${line} has undefined, as JavaScript prints it. JSON has null.`, remedy: "Write it with JSON.stringify." };
  if (/^[+-]?[\d.]/.test(word) && /^([\w.+-]|$)/.test(at.after[0] ?? ""))
    return {
      message: text`Line ${line} has the number ${datum(word)}, which JSON does not write so.`,
      remedy: "Write numbers without leading zeros, a leading + or a bare decimal point: 0.5, 1.0, 1e5.",
    };
  return null;
};

const bareKey: Rule = ({ after, line, python }) => {
  const key = /^[A-Za-z_$][\w$]*(?=\s*:)/.exec(after)?.[0];
  if (key === undefined || !python.startsWith("Expecting property name")) return null;
  return {
    message: text`Line ${line} has the key ${datum(key)} without quotes, as JavaScript writes it.`,
    remedy: "Write keys in double quotes: JSON.stringify and json.dumps do.",
  };
};

const secondDocument: Rule = ({ after, line, python, lines, file }) => {
  if (python !== "Extra data" || !/^\s*([[{"\d-]|true|false|null)/.test(after)) return null;
  return lines
    ? {
        message: text`Line ${line} has more than one JSON document.`,
        remedy: `Write one document per line: jq -c . ${shellWord(file)} > lines.jsonl`,
      }
    : {
        message: text`The file has several JSON documents: another begins on line ${line}.`,
        remedy: `Make one list of them: jq -s . ${shellWord(file)} > list.json`,
      };
};

const somethingAfter: Rule = ({ python, line, after }) =>
  python !== "Extra data"
    ? null
    : {
        message: text`Line ${line} has something after the end of the JSON: ${datum(after.slice(0, 20))}.`,
        remedy: "Remove what follows the document.",
      };

const missingComma: Rule = ({ python, after, line }) => {
  if (!python.startsWith("Expecting ','")) return null;
  const found = after.trimStart().slice(0, 1);
  return found === ";"
    ? { message: text`Line ${line} has a semicolon where JSON needs a comma.`, remedy: "Write commas between items." }
    : {
        message: text`Line ${line} has ${datum(found)} where JSON needs a comma or the end of a list or dict.`,
        remedy: 'Look there for a missing comma, or a quote within a string, which JSON writes as \\".',
      };
};

const inString: Rule = ({ python, line, after }) => {
  if (python.startsWith("Unterminated string"))
    return {
      message: text`A string that begins on line ${line} never ends.`,
      remedy: "Add the missing quote; if the file was cut off, download or write it again.",
    };
  if (python.startsWith("Invalid \\escape"))
    return {
      message: text`Line ${line} has a backslash in a string that begins no escape of JSON.`,
      remedy: "Write \\\\ for a backslash, as in paths of Windows.",
    };
  if (!python.startsWith("Invalid control character")) return null;
  const isLineEnd = /^[\r\n]/.test(after);
  return {
    message: isLineEnd
      ? text`A string on line ${line} does not end on its line.`
      : text`Line ${line} has a control character in a string, such as a tab.`,
    remedy: `Close the string, or write the character as an escape: ${isLineEnd ? "\\n" : "\\t"}.`,
  };
};

const notUtf8: Rule = ({ python, before, after, line, file }) => {
  const isWide = line === 1 && before.length + after.length > 1 && `${before}${after}`.slice(0, 8).includes("\0");
  if (!isWide && !python.startsWith("'utf-8' codec")) return null;
  if (isWide)
    return {
      message: text`The file is UTF-16, and JSON is read as UTF-8.`,
      remedy: `Convert it: iconv -f UTF-16 -t UTF-8 ${shellWord(file)} > utf8.json`,
    };
  return {
    message: text`Line ${line} is not UTF-8.`,
    remedy: `Convert the file from its encoding, if it is Western: iconv -f CP1252 -t UTF-8 ${shellWord(file)} > utf8.json`,
  };
};

const colon: Rule = ({ python, line }) =>
  python.startsWith("Expecting ':'")
    ? { message: text`Line ${line} has a key without a colon after it.`, remedy: 'Write "key": value.' }
    : null;

const missingValue: Rule = ({ after, before, line }) => {
  if (!/^[,\]}:]/.test(after) || !/[[{,:]\s*$/.test(before)) return null;
  return { message: text`Line ${line} lacks a value before ${`"${after[0]}"`}.`, remedy: "Write the value, or null where there is none." };
};

const notJson: Rule = ({ before, after, line, file }) => {
  if (before.trim() !== "") return null;
  return {
    message: text`Line ${line} does not begin as JSON does: it has ${datum(after.trim().slice(0, 20))}.`,
    remedy: `Rename the file to what it is: a table of text to ${reprString(file.replace(/\.\w+$/, ".csv"))}.`,
  };
};

/** The first that fits says what is wrong. */
const RULES: readonly Rule[] = [
  notUtf8,
  inString,
  trailingComma,
  commaAfterLine,
  comment,
  singleQuotes,
  colon,
  otherWord,
  bareKey,
  goesOnInNextLine,
  isOpenAtEnd,
  secondDocument,
  somethingAfter,
  missingValue,
  missingComma,
  notJson,
];

/** Why a JSON text breaks where it does; null where no usual cause fits. */
export function jsonCause(at: Break): Cause | null {
  for (const rule of RULES) {
    const cause = rule(at);
    if (cause !== null) return cause;
  }
  return null;
}
