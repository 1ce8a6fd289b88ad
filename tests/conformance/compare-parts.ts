import { readFileSync } from "node:fs";
import { dirname } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { type Case, settingsOf, sourceOf } from "../../src/cli/case.ts";
import { type ByteSource, readAll, sourceFromBytes } from "../../src/core/bytes/byte-source.ts";
import { errorToData } from "../../src/core/errors.ts";
import { jsonLoads } from "../../src/core/python/json-loads.ts";
import type { PartPool } from "../../src/core/readers/part-pool.ts";
import { readSide } from "../../src/core/sign.ts";
import { localPool, shared } from "../helpers/sources.ts";

/** Files of one size give as many parts as tests have time for. */
const MOST_PARTS = 200;
/** Cuts at every byte, within words of eight and masks of 64, and in a few large parts. */
const PART_BYTES = [1, 5, 16, 61];
const PART_COUNTS = [2, 3, 7, 31];

/** What one case's file was read as, in one pass and in parts. */
export interface PartsComparison {
  /** Parts that threads were asked for, in all cuts; 0 where the format is read by one thread. */
  readonly parts: number;
  /** The cuts, in bytes of a part, whose evidence or refusal was another than that of one pass. */
  readonly different: readonly number[];
}

/** Reads a case's file in one pass and then, cut small in several ways, as threads would. */
export async function compareParts(given: Case, folder: string): Promise<PartsComparison> {
  const opened = await sourceOf(given, folder);
  // Once from the disk: what many cuts would open again and again is the same.
  const source = shared(sourceFromBytes(await readAll(opened), opened.name));
  const settings = settingsOf(given, source.name);
  // Typed files are read by several threads only for the signature; text is read whole at either depth.
  const read = (pool?: PartPool) =>
    readSide([source], settings, { pages: "needed", ...(pool === undefined ? {} : { pool }) }).catch(errorToData);
  const expected = await read();
  const different: number[] = [];
  let parts = 0;
  for (const partBytes of cutsOf(source)) {
    const pool = localPool(3, partBytes);
    const counting: PartPool = {
      ...pool,
      run(...task) {
        parts++;
        return pool.run(...task);
      },
    };
    if (!isDeepStrictEqual(await read(counting), expected)) different.push(partBytes);
  }
  return { parts, different };
}

function cutsOf({ byteLength }: ByteSource): readonly number[] {
  const shares = PART_COUNTS.map((count) => Math.max(1, Math.ceil(byteLength / count)));
  return [...new Set([...PART_BYTES.filter((bytes) => byteLength / bytes <= MOST_PARTS), ...shares])];
}

/** Whether a case asks what a table's file is read as, rather than a verdict, params, a message or a model. */
export const asksForEvidence = (given: Case): boolean =>
  !["against", "message", "loads"].some((key) => given.has(key)) && given.get("as") !== "params";

/** The cases of a file, one a line. */
export function casesOf(path: string): readonly Case[] {
  return readFileSync(path, "utf8")
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => jsonLoads(line))
    .filter((value): value is Case => value instanceof Map);
}

/**
 * As {@link compareParts}, for one of `every` cases of a file, beginning with the one that the seed says. Resolves to how many files were read in
 * parts, and which of them were read as something else.
 */
export async function compareCasesInParts(
  path: string,
  every = 1,
  seed = 0,
): Promise<{ readonly inParts: number; readonly different: readonly string[] }> {
  let inParts = 0;
  const different: string[] = [];
  const chosen = casesOf(path)
    .filter(asksForEvidence)
    .filter((_, index) => index % every === seed % every);
  for (const given of chosen) {
    const compared = await compareParts(given, dirname(path));
    if (compared.parts > 0) inParts++;
    if (compared.different.length > 0) different.push(`${String(given.get("name"))}: in parts of ${compared.different.join(", ")} bytes`);
  }
  return { inParts, different };
}
