import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { sourceFromBytes } from "../../../../src/core/bytes/byte-source.ts";
import type { TableDataset } from "../../../../src/core/evidence/dataset.ts";
import type { ColumnProfile } from "../../../../src/core/profile/column-profile.ts";
import { type CsvReading, profileCsv, readCsv } from "../../../../src/core/readers/csv/csv-reader.ts";
import { csvFile } from "../../../helpers/csv-files.ts";
import { expectSame } from "../../../helpers/expect-same.ts";
import { randomCases } from "../../../helpers/random-cases.ts";
import { localPool, shared } from "../../../helpers/sources.ts";

const settings = (options: Readonly<Record<string, string>>) => ({ options: new Map(Object.entries(options)) });

interface CsvCase {
  readonly bytes: Uint8Array;
  readonly options: Readonly<Record<string, string>>;
}

function profile(
  { bytes, options }: CsvCase,
  dataset: TableDataset,
  chunkSize: number,
  { partBytes, ...reading }: CsvReading & { readonly partBytes?: number },
): Promise<readonly ColumnProfile[]> {
  const source = shared(sourceFromBytes(bytes, "data.csv", chunkSize));
  return profileCsv(source, settings(options), dataset, partBytes === undefined ? {} : { pool: localPool(3, partBytes) }, reading);
}

/** The evidence of a file, or null where pandas refuses it: then there is nothing to profile. */
const evidence = ({ bytes, options }: CsvCase) => readCsv(sourceFromBytes(bytes, "data.csv"), settings(options), {}).catch(() => null);

const cut = fc.oneof(fc.integer({ min: 1, max: 70 }), fc.integer({ min: 71, max: 1 << 20 }));
const stretch = fc.constantFrom(1, 16, 64, 100, 1000, 1 << 18);

/** One column of many numbers or texts, some of them more than once. */
const number = fc.oneof(
  fc.double({ noNaN: true }).map(String),
  fc.integer({ min: -999, max: 999 }).map((whole) => String(whole / 100)),
  fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n }).chain((digits) => fc.nat({ max: 21 }).map((scale) => placed(digits, scale))),
);
const placed = (digits: bigint, scale: number): string => {
  const [sign, figures] = digits < 0n ? ["-", String(-digits)] : ["", String(digits)];
  const padded = figures.padStart(scale + 1, "0");
  return `${sign}${padded.slice(0, padded.length - scale)}.${padded.slice(padded.length - scale)}`;
};
const column = (cell: fc.Arbitrary<string>): fc.Arbitrary<CsvCase> =>
  fc
    .array(cell, { minLength: 1, maxLength: 60 })
    .map((cells) => ({ bytes: new TextEncoder().encode(`a,b\n${cells.map((each) => `${each},1\n`).join("")}`), options: {} }));
const integer = fc.oneof(
  fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }).map(String),
  fc.integer().map((value) => ` +00000000000000000${Math.abs(value)} `),
);

describe("both engines", () => {
  it.each([
    ["plain files", csvFile(false), 200, 100],
    ["odd files, most of which pandas refuses", csvFile(true), 400, 12],
    ["floats", column(number), 200, 200],
    ["integers", column(integer), 80, 80],
    ["unsigned integers", column(fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }).map(String)), 80, 80],
  ])("profile %s alike, cut anywhere and in any parts", async (_, files: fc.Arbitrary<CsvCase>, numRuns, least) => {
    let profiled = 0;
    await fc.assert(
      fc.asyncProperty(files, cut, stretch, fc.integer({ min: 1, max: 400 }), async (file, chunkSize, stretchBytes, partBytes) => {
        const dataset = await evidence(file);
        if (dataset === null) return;
        const exact = await profile(file, dataset, 1 << 20, { engine: "exact" });
        expectSame(await profile(file, dataset, chunkSize, { stretchBytes }), exact);
        expectSame(await profile(file, dataset, chunkSize, { stretchBytes, partBytes }), exact);
        profiled++;
      }),
      { numRuns: randomCases(numRuns) },
    );
    expect(profiled).toBeGreaterThanOrEqual(randomCases(least));
  });

  it("profile integers alike where a part begins within quotes, and its guess makes texts of them", async () => {
    const file = { bytes: new TextEncoder().encode('a;b;c\n7223372036854775807;;1\n"";"line\nbreak";1'), options: { sep: ";" } };
    const dataset = (await evidence(file)) as TableDataset;
    const exact = await profile(file, dataset, 1 << 20, { engine: "exact" });
    for (let partBytes = 1; partBytes < file.bytes.length; partBytes++)
      expectSame(await profile(file, dataset, 71, { stretchBytes: 1, partBytes }), exact);
  });

  it.each([
    ["alike what overflows sketches and buckets", [true, false, false, false, true], 120_000],
    ["exactly what 30,000 rows hold", [true, true, true, true, true], 30_000],
  ])("profile %s, in any parts", async (_, isComplete, rowCount) => {
    let seed = 1;
    const random = () => {
      seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
      return seed / 2 ** 32;
    };
    const rows = Array.from({ length: rowCount }, (_, row) => {
      const spread = (random() - 0.5) * 10 ** (random() * 600 - 300);
      return `${row % 7},${spread.toExponential()},${Math.floor(random() * 5000)},name ${Math.floor(random() * 20_000)},${"é".repeat(row % 300)}`;
    });
    const file = { bytes: new TextEncoder().encode(`a,b,c,d,e\n${rows.join("\n")}\n`), options: {} };
    const dataset = await readCsv(sourceFromBytes(file.bytes, "data.csv"), settings({}), {});
    const exact = await profile(file, dataset, 1 << 20, { engine: "exact" });
    expect(exact.map(({ data }) => data.distinct.isComplete)).toEqual(isComplete);
    expect(isComplete[1] || (exact[1]?.data.numbers?.bits ?? 6) < 6).toBe(true);
    expectSame(await profile(file, dataset, 1 << 16, {}), exact);
    expectSame(await profile(file, dataset, 1 << 16, { partBytes: 1_000_003 }), exact);
  });
});
