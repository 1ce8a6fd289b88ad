import { type ParseArgsConfig, parseArgs } from "node:util";
import type { Environment } from "../core/environment/environment.ts";
import { parseEnvironment } from "../core/environment/parse.ts";
import { LIMIT_NAMES, LIMITS, type LimitChanges } from "../core/limits.ts";
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

const SIZES: Readonly<Record<string, number>> = { "": 1, K: 2 ** 10, M: 2 ** 20, G: 2 ** 30 };

function limitFrom(written: string): LimitChanges {
  const [, name = "", digits = "", unit = ""] = /^([a-z-]+)=(\d{1,15})([KMG]?)$/.exec(written) ?? [];
  if (digits === "") throw new WrongUse(`--limit must be NAME=SIZE, such as csv-line=1G, not ${written}.`);
  const known = LIMIT_NAMES.find((one) => one === name);
  if (known === undefined) throw new WrongUse(`--limit has no ${name}. Limits: ${LIMIT_NAMES.join(", ")}.`);
  return { [known]: Math.max(LIMITS[known].default, Number(digits) * (SIZES[unit] ?? 1)) };
}

/**
 * Takes each `--limit NAME=SIZE` out of a command line: sizes that lift what docs/limits.md lists. One below the default changes nothing.
 * Throws {@link WrongUse}.
 */
export function limitsIn(args: readonly string[]): { readonly limits: LimitChanges; readonly rest: readonly string[] } {
  const rest: string[] = [];
  let limits: LimitChanges = {};
  for (let at = 0; at < args.length; at++) {
    const arg = args[at] ?? "";
    if (arg === "--limit") limits = { ...limits, ...limitFrom(args[++at] ?? "") };
    else if (arg.startsWith("--limit=")) limits = { ...limits, ...limitFrom(arg.slice("--limit=".length)) };
    else rest.push(arg);
  }
  return { limits, rest };
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
