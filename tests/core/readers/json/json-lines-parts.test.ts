import { readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ByteSource } from "../../../../src/core/bytes/byte-source.ts";
import { errorToData } from "../../../../src/core/errors.ts";
import { LIMITS } from "../../../../src/core/limits.ts";
import { readJsonLines } from "../../../../src/core/readers/json/json-lines.ts";
import { readJsonLinesFile } from "../../../../src/core/readers/json/json-lines-parts.ts";
import { expectSame } from "../../../helpers/expect-same.ts";
import { gaps, inTurn, jsonNode, written } from "../../../helpers/json-model.ts";
import { randomCases } from "../../../helpers/random-cases.ts";
import { fileSource, localPool, shared, textSource } from "../../../helpers/sources.ts";

const MAX_KEYS = LIMITS["json-keys"].default;

const golden = join(dirname(fileURLToPath(import.meta.url)), "..", "..", "..", "conformance", "golden");

/** What a reading ends in: the evidence, or the refusal with its place. */
const outcome = (reading: Promise<unknown>): Promise<unknown> => reading.catch(errorToData);
const inOnePass = (source: ByteSource) => outcome(readJsonLines(source, { start: 0 }, {}));
const inParts = (source: ByteSource, partBytes: number, threads = 3) =>
  outcome(readJsonLinesFile(shared(source), { pool: localPool(threads, partBytes) }));

describe("JSON lines read by several threads", () => {
  const whole = fc.tuple(jsonNode, gaps).map(([node, between]) => written(node, inTurn(between)));
  const odd = fc.constantFrom("", "  ", "\u3000", "\r", "1 2", '{"a": 1', "nul", '"\u0001"', '{"a": 1, "a": "x"}');
  const line = fc.oneof({ weight: 12, arbitrary: whole }, { weight: 1, arbitrary: odd });
  const ends = fc.constantFrom("\n", "\r\n", "\n\n");

  it("give the evidence and the faults of one pass, for any cut and any number of threads", async () => {
    const cuts = fc.tuple(fc.integer({ min: 1, max: 300 }), fc.integer({ min: 1, max: 8 }), fc.integer({ min: 1, max: 200 }));
    await fc.assert(
      fc.asyncProperty(fc.array(line, { maxLength: 16 }), ends, cuts, async (lines, end, [partBytes, threads, chunkSize]) => {
        const source = textSource(`\ufeff${lines.join(end)}`, "x.jsonl", chunkSize);
        expectSame(await inParts(source, partBytes, threads), await inOnePass(source));
      }),
      { numRuns: randomCases(350) },
    );
  });

  it.each(readdirSync(golden).filter((name) => name.endsWith(".jsonl")))("agree on %s", async (name) => {
    const source = fileSource(join(golden, name));
    const expected = await inOnePass(source);
    for (const parts of [2, 7, 64]) expectSame(await inParts(source, Math.ceil(source.byteLength / parts)), expected);
  });

  it("begin no part after one that is refused", async () => {
    const source = shared(textSource(`1 2\n${"1\n".repeat(1000)}`, "x.jsonl"));
    const pool = localPool(2, 20);
    let begun = 0;
    const counting: typeof pool = {
      ...pool,
      run(...task) {
        begun++;
        return pool.run(...task);
      },
    };
    await expect(readJsonLinesFile(source, { pool: counting })).rejects.toMatchObject({ place: { line: 1, byte: 2 } });
    expect(begun).toBeLessThan(10);
  });

  it("say where one pass meets a key too many", async () => {
    const record = (from: number, count: number) => `{${Array.from({ length: count }, (_, index) => `"k${from + index}": 1`).join(", ")}}`;
    const source = textSource(`${record(0, MAX_KEYS - 1)}\n\n{"one": 1, "two": 2}\n`, "x.jsonl");
    const refusal = await inOnePass(source);
    expect(refusal).toMatchObject({ tag: "Undecided", place: { line: 3 } });
    expectSame(await inParts(source, source.byteLength - 30), refusal);
  });
});
