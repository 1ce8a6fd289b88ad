import { type ParseArgsConfig, parseArgs } from "node:util";
import type { Environment } from "../core/environment/environment.ts";
import { parseEnvironment } from "../core/environment/parse.ts";
import { jsonLoads } from "../core/python/json-loads.ts";
import { PREPROCESSING_PARTS, preprocessingFromDict } from "../core/python/preprocessing.ts";
import type { PythonValue } from "../core/python/value.ts";
import type { ReadSettings } from "../core/readers/settings.ts";

/** Thrown for arguments that a command does not accept; its message is for the user. */
export class WrongUse extends Error {}

/** Parses arguments. Unlike `parseArgs`, an option may be followed by several files. Throws {@link WrongUse}. */
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

/** `--environment`: versions as `mlflow=3.15,pandas=2.3`, or a profile's name. Throws {@link WrongUse}. */
export function environmentOption(written: string | undefined): Environment | undefined {
  if (written === undefined) return undefined;
  const found = parseEnvironment(written);
  if (typeof found === "string") throw new WrongUse(`--environment: ${found}`);
  return found;
}

/** `--read`: reader options and preprocessing. Throws {@link WrongUse}. */
export function settingsOf(written: string | undefined): ReadSettings {
  if (written === undefined) return { options: new Map() };
  let given: PythonValue;
  try {
    given = jsonLoads(written);
  } catch (error) {
    throw new WrongUse(`--read must be JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
  if (!(given instanceof Map)) throw new WrongUse("--read must be a JSON object of reader options.");
  const preprocessing = preprocessingFromDict(given, (reason) => {
    throw new WrongUse(reason);
  });
  return { options: new Map([...given].filter(([name]) => !PREPROCESSING_PARTS.includes(name))), preprocessing };
}
