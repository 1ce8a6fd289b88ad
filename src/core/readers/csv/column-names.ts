import { must } from "../../defined.ts";
import { SignetError } from "../../errors.ts";
import type { ColumnName } from "../../python/value.ts";
import type { CsvOptions } from "./csv-options.ts";

/**
 * pandas' `mangle_dupe_names`: a repeated name gets `.1`, `.2` …, skipping names that are taken; placeholders give way to real names.
 * Source: `pandas/io/common.py`.
 */
export function mangleDuplicateNames(names: readonly string[], unnamed: readonly number[]): string[] {
  const mangled = [...names];
  const placeholders = new Set(unnamed);
  const order = [...names.keys()].filter((index) => !placeholders.has(index)).concat(unnamed);
  const counts = new Map<string, number>();
  const taken = new Map<string, number>();
  for (const name of names) taken.set(name, (taken.get(name) ?? 0) + 1);
  for (const index of order) {
    const original = mangled[index] as string;
    let name = original;
    let count = counts.get(name) ?? 0;
    while (count > 0) {
      counts.set(original, count + 1);
      name = `${original}.${count}`;
      count = (taken.get(name) ?? 0) > 0 ? count + 1 : (counts.get(name) ?? 0);
    }
    if (name !== original) {
      taken.set(original, must(taken.get(original)) - 1);
      taken.set(name, (taken.get(name) ?? 0) + 1);
    }
    mangled[index] = name;
    counts.set(name, count + 1);
  }
  return mangled;
}

/** pandas' `dedup_names`, applied to the names of the finished frame; the last level of a tuple takes the suffix. */
export function dedupNames(names: readonly ColumnName[]): ColumnName[] {
  const key = (name: ColumnName) =>
    Array.isArray(name)
      ? `t${JSON.stringify(name, (_, part) => (typeof part === "bigint" ? `${part}n` : part))}`
      : `${typeof name}${String(name)}`;
  const counts = new Map<string, number>();
  return names.map((original) => {
    let name = original;
    let count = counts.get(key(name)) ?? 0;
    while (count > 0) {
      counts.set(key(name), count + 1);
      name = Array.isArray(name) ? [...name.slice(0, -1), `${String(name.at(-1))}.${count}`] : `${String(name)}.${count}`;
      count = counts.get(key(name)) ?? 0;
    }
    counts.set(key(name), count + 1);
    return name;
  });
}

/** A header line's names, empty ones replaced by placeholders (`Unnamed: 0`, or `Unnamed: 0_level_1` among several header lines). */
export function namesOfHeaderLine(
  cells: readonly string[],
  level: number | null,
): { readonly names: string[]; readonly unnamed: number[] } {
  const unnamed: number[] = [];
  const names = cells.map((cell, index) => {
    if (cell !== "") return cell;
    unnamed.push(index);
    return level === null ? `Unnamed: ${index}` : `Unnamed: ${index}_level_${level}`;
  });
  return { names, unnamed };
}

/** Several header lines make tuples. Columns of the index are called by their place. Throws `UnreadableFile` where the lines differ in length. */
export function namesFromLevels(levels: readonly (readonly ColumnName[])[], { indexCol }: Pick<CsvOptions, "indexCol">): ColumnName[] {
  const count = must(levels[0]).length;
  if (levels.some((level) => level.length !== count)) {
    throw new SignetError("UnreadableFile", "Header rows must have an equal number of columns.", {
      pythonError: "ParserError",
      remedy: "Correct the option header.",
    });
  }
  const index = new Set(indexCol === null || indexCol === false ? [] : indexCol.map(Number));
  return Array.from({ length: count }, (_, at) => (index.has(at) ? BigInt(at) : levels.map((level) => level[at] ?? null)));
}
