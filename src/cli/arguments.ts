import { type ParseArgsConfig, parseArgs } from "node:util";
import { defined } from "../core/defined.ts";
import { type Handing, TO_FORMS } from "../core/python/handing.ts";
import { jsonDumps } from "../core/python/json-dumps.ts";
import { jsonLoads } from "../core/python/json-loads.ts";
import type { ColumnName, PythonValue } from "../core/python/value.ts";
import type { ReadSettings } from "../core/readers/settings.ts";

/** Arguments that a command does not take; its message is for the user. */
export class WrongUse extends Error {}

/** An option's files after the first belong to it too, where `parseArgs` takes one value an option. Throws {@link WrongUse}. */
export function parseCommand<Options extends NonNullable<ParseArgsConfig["options"]>>(args: readonly string[], options: Options) {
  const lists = new Set(Object.entries(options).flatMap(([name, { multiple }]) => (multiple === true ? [`--${name}`] : [])));
  const spread: string[] = [];
  let list: string | null = null;
  for (const arg of args) {
    if (arg.startsWith("--")) list = lists.has(arg) ? arg : null;
    else if (list !== null && spread.at(-1) !== list) spread.push(list);
    spread.push(arg);
  }
  try {
    return parseArgs({ args: spread, options, strict: true }).values;
  } catch (error) {
    throw new WrongUse(error instanceof Error ? error.message : String(error));
  }
}

/** One of a list of words, or undefined where none is given. Throws {@link WrongUse} for any other. */
export function oneOf<Word extends string>(name: string, value: string | undefined, words: readonly Word[]): Word | undefined {
  const found = words.find((word) => word === value);
  if (value !== undefined && found === undefined) throw new WrongUse(`--${name} must be one of ${words.join(", ")}, not ${value}.`);
  return found;
}

function oneOfGiven<Word extends string>(name: string, value: PythonValue | undefined, words: readonly Word[]): Word | undefined {
  const found = words.find((word) => word === value);
  if (value !== undefined && found === undefined)
    throw new WrongUse(`${name} must be one of ${words.join(", ")}, not ${jsonDumps(value)}.`);
  return found;
}

const isPair = (pair: PythonValue): pair is readonly [ColumnName, string] =>
  Array.isArray(pair) && pair.length === 2 && typeof pair[1] === "string" && !(pair[0] instanceof Map);

/** `rename`: an object, or pairs where the reader's own name is not text. */
function renameOf(given: PythonValue | undefined): Handing["rename"] {
  if (given === undefined) return undefined;
  const pairs: readonly PythonValue[] = given instanceof Map ? [...given] : Array.isArray(given) ? given : [null];
  if (!pairs.every(isPair)) throw new WrongUse("rename must be an object of new names, or pairs of a column and its new name.");
  return new Map(pairs);
}

function handingOf(given: ReadonlyMap<string, PythonValue>): Handing {
  const astype = given.get("astype");
  const drop = given.get("drop");
  const rename = renameOf(given.get("rename"));
  const optional = given.get("optional");
  const to = oneOfGiven("to", given.get("to"), TO_FORMS);
  if (astype !== undefined && typeof astype !== "string" && !(astype instanceof Map))
    throw new WrongUse("astype must be a dtype, or an object with one dtype per column.");
  if (drop !== undefined && !Array.isArray(drop)) throw new WrongUse("drop must be a list of columns.");
  if (optional !== undefined && !Array.isArray(optional)) throw new WrongUse("optional must be a list of columns.");
  return {
    ...(typeof astype === "string"
      ? { astype }
      : astype instanceof Map
        ? { astype: new Map([...astype].map(([column, dtype]) => [column, String(dtype)])) }
        : {}),
    ...defined({ rename }),
    ...(Array.isArray(drop) ? { drop } : {}),
    ...(Array.isArray(optional) ? { optional } : {}),
    ...defined({ to }),
  };
}

/** `--read`: reader options, and what is done before the data are handed over. Throws {@link WrongUse}. */
export function settingsOf(written: string | undefined): ReadSettings {
  if (written === undefined) return { options: new Map() };
  let given: PythonValue;
  try {
    given = jsonLoads(written);
  } catch (error) {
    throw new WrongUse(`--read must be JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
  if (!(given instanceof Map)) throw new WrongUse("--read must be a JSON object of reader options.");
  const options = new Map([...given].filter(([name]) => !["astype", "drop", "optional", "rename", "to"].includes(name)));
  return { options, ...handingOf(given) };
}
