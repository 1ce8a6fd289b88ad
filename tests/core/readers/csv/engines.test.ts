import fc from "fast-check";
import { describe, it } from "vitest";
import { sourceFromBytes } from "../../../../src/core/bytes/byte-source.ts";
import { errorToData } from "../../../../src/core/errors.ts";
import type { PythonValue } from "../../../../src/core/python/value.ts";
import { type CsvReading, readCsv } from "../../../../src/core/readers/csv/csv-reader.ts";
import { csvFile } from "../../../helpers/csv-files.ts";
import { expectSame } from "../../../helpers/expect-same.ts";
import { randomCases } from "../../../helpers/random-cases.ts";
import { localPool, shared } from "../../../helpers/sources.ts";

type Options = Readonly<Record<string, PythonValue>>;

/**
 * What a reading ends in: the evidence, or the refusal. Of a file with broken UTF-8 and a line too long, either may be reported.
 * `asksNumbers`: whether the first rows of each kind, and what the numbers are, is asked of every column, as casts ask it.
 */
async function outcome(
  bytes: Uint8Array,
  options: Options,
  chunkSize: number,
  { asksNumbers = false, partBytes, ...reading }: CsvReading & { readonly asksNumbers?: boolean; readonly partBytes?: number },
): Promise<unknown> {
  const source = shared(sourceFromBytes(bytes, "data.csv", chunkSize));
  const isBroken = !isUtf8Text(bytes);
  const context = partBytes === undefined ? {} : { pool: localPool(3, partBytes) };
  const settings = { options: new Map(Object.entries(options)), ...(asksNumbers ? { preprocessing: { astype: new Map() } } : {}) };
  return readCsv(source, settings, context, reading).catch((error: unknown) => (isBroken ? errorToData(error).tag : errorToData(error)));
}

function isUtf8Text(bytes: Uint8Array): boolean {
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}

describe("both engines", () => {
  const cut = fc.oneof(fc.integer({ min: 1, max: 70 }), fc.integer({ min: 71, max: 1 << 20 }));
  const stretch = fc.constantFrom(1, 16, 64, 100, 1000, 1 << 18);

  it.each([
    ["plain", false, 350],
    ["odd", true, 350],
  ])("agree on %s files, cut anywhere", async (_, odd, numRuns) => {
    await fc.assert(
      fc.asyncProperty(csvFile(odd), cut, stretch, fc.boolean(), async ({ bytes, options }, chunkSize, stretchBytes, asksNumbers) => {
        const exact = await outcome(bytes, options, 1 << 20, { engine: "exact", asksNumbers });
        expectSame(await outcome(bytes, options, chunkSize, { stretchBytes, asksNumbers }), exact);
      }),
      { numRuns: randomCases(numRuns) },
    );
  });

  it.each([
    ["plain", false, 100],
    ["odd", true, 100],
  ])("agree on %s files read in parts, whatever the parts", async (_, odd, numRuns) => {
    await fc.assert(
      fc.asyncProperty(
        csvFile(odd),
        fc.integer({ min: 1, max: 400 }),
        cut,
        stretch,
        fc.boolean(),
        async ({ bytes, options }, partBytes, chunkSize, stretchBytes, asksNumbers) => {
          const exact = await outcome(bytes, options, 1 << 20, { engine: "exact", asksNumbers });
          expectSame(await outcome(bytes, options, chunkSize, { stretchBytes, partBytes, asksNumbers }), exact);
        },
      ),
      { numRuns: randomCases(numRuns) },
    );
  });
});

/** Every text of up to `length` of these characters. */
function textsOf(characters: readonly string[], length: number): readonly string[] {
  if (length === 0) return [""];
  const shorter = textsOf(characters, length - 1);
  const longest = shorter.filter((text) => text.length === length - 1);
  return [...shorter, ...longest.flatMap((text) => characters.map((character) => text + character))];
}

it("agree on every short cell of the characters of numbers, by itself and before a longer rest", async () => {
  const cells = textsOf([..."+-.0159e _x"], 4);
  for (const rest of ["", "1234"]) {
    const row = cells.map((cell) => cell + rest);
    const bytes = new TextEncoder().encode(`${row.map((_, column) => `c${column}`).join(",")}\n${row.join(",")}\n`);
    expectSame(await outcome(bytes, {}, 1 << 20, {}), await outcome(bytes, {}, 1 << 20, { engine: "exact" }));
  }
});
