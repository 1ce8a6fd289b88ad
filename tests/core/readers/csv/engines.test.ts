import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { sourceFromBytes } from "../../../../src/core/bytes/byte-source.ts";
import { errorToData } from "../../../../src/core/errors.ts";
import type { PythonValue } from "../../../../src/core/python/value.ts";
import { type CsvReading, readCsv } from "../../../../src/core/readers/csv/csv-reader.ts";
import { localPool, shared } from "../../../helpers/sources.ts";

type Options = Readonly<Record<string, PythonValue>>;

/** What a reading ends in: the evidence, or the refusal. Of a file with broken UTF-8 and a line too long, either may be told. */
async function outcome(bytes: Uint8Array, options: Options, chunkSize: number, reading: CsvReading): Promise<unknown> {
  const source = shared(sourceFromBytes(bytes, "data.csv", chunkSize));
  const isBroken = !isUtf8Text(bytes);
  const context = reading.partBytes === undefined ? {} : { pool: localPool() };
  return readCsv(source, { options: new Map(Object.entries(options)) }, context, reading).catch((error: unknown) =>
    isBroken ? errorToData(error).tag : errorToData(error),
  );
}

function isUtf8Text(bytes: Uint8Array): boolean {
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}

const TRUSTED = ["1", "-2", "+3", "007", "1.5", "-0.25", ".5", "5.", "1e5", "-1E-05", "12345678901234567", "123456789.123456789"];
const NUMBERS = ["9223372036854775807", "9223372036854775808", "-9223372036854775809", "18446744073709551616", "000000000000000000001"];
const LONG = ["0.1234567890123456789012345678901234567890", "123456789012345678901234567890123456789"];
const WORDS = [
  "",
  "NA",
  "nan",
  "NULL",
  "null",
  "None",
  "none",
  "N/A",
  "n/a",
  "#N/A",
  "#N/A N/A",
  "<NA>",
  "-nan",
  "-NaN",
  "1.#IND",
  "-1.#QNAN",
];
const BOOLS = ["True", "false", "tRUE", "inf", "-Infinity", "iNf", "+inf", " true", "infinit", "TRUER"];
const TEXTS = [
  "x",
  "hello world",
  "a fairly long text that takes more than thirty-two bytes",
  "é",
  "日本語",
  "😀",
  "-",
  "--1",
  "1_000",
  "1-2",
  " 7 ",
  "\t8",
];
const QUOTED = ['"q"', '"a,b"', '"a;b"', '"say ""hi"""', '""', '""""', '"line\nbreak"', '"cr\r\nlf"', '"12"', '" -x""y"', '"bare\rcr"'];
const STRAY = ['a"b', '"a"b', '"x" ', ' "y"', 'x"', "\u0000", "'q'"];

const cell = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...TRUSTED) },
  { weight: 2, arbitrary: fc.constantFrom(...NUMBERS, ...LONG) },
  { weight: 3, arbitrary: fc.constantFrom(...WORDS, ...BOOLS) },
  { weight: 3, arbitrary: fc.constantFrom(...TEXTS) },
  { weight: 2, arbitrary: fc.constantFrom(...QUOTED) },
);
const oddCell = fc.oneof({ weight: 30, arbitrary: cell }, { weight: 1, arbitrary: fc.constantFrom(...STRAY) });

const line = (cells: fc.Arbitrary<string>) => (sep: string) =>
  fc
    .array(cells, { minLength: 1, maxLength: 4 })
    .chain((row) =>
      fc.constantFrom(...Array.from({ length: 12 }, () => 3), row.length).map((width) => [...row, "1", "2", "3"].slice(0, width)),
    )
    .map((row) => row.join(sep));
const ending = fc.constantFrom("\n", "\n", "\n", "\n", "\r\n", "\n\n", "\n  \n", "\n\t\n", "\r\n\r\n");
const oddEnding = fc.oneof({ weight: 40, arbitrary: ending }, { weight: 1, arbitrary: fc.constantFrom("\r", "\r\r\n") });

/** A CSV of three columns; `odd` ones have stray quotes, bare carriage returns, lines too long or short, and broken UTF-8. */
const file = (odd: boolean) =>
  fc.constantFrom(",", ";", "\t", "|").chain((sep) =>
    fc
      .record({
        rows: fc.array(fc.tuple(line(odd ? oddCell : cell)(sep), odd ? oddEnding : ending), { maxLength: 40 }),
        isOpen: fc.boolean(),
        broken: odd ? fc.option(fc.tuple(fc.nat(), fc.constantFrom(0xff, 0x80, 0xc3, 0xed)), { freq: 12 }) : fc.constant(null),
        mark: fc.boolean(),
      })
      .map(({ rows, isOpen, broken, mark }) => {
        const body = rows.map(([cells, end]) => cells + end).join("");
        const text = `${mark ? "\ufeff" : ""}a${sep}b${sep}c\n${isOpen ? body.trimEnd() : body}`;
        const bytes = new TextEncoder().encode(text);
        if (broken !== null) bytes[broken[0] % bytes.length] = broken[1];
        return { bytes, options: sep === "," ? {} : { sep } };
      }),
  );

describe("both engines", () => {
  const cut = fc.oneof(fc.integer({ min: 1, max: 70 }), fc.integer({ min: 71, max: 1 << 20 }));
  const stretch = fc.constantFrom(1, 16, 64, 100, 1000, 1 << 18);

  it.each([
    ["plain", false, 5_000],
    ["odd", true, 5_000],
  ])("agree on %s files, cut anywhere", async (_, odd, numRuns) => {
    await fc.assert(
      fc.asyncProperty(file(odd), cut, stretch, async ({ bytes, options }, chunkSize, stretchBytes) => {
        const exact = await outcome(bytes, options, 1 << 20, { engine: "exact" });
        expect(await outcome(bytes, options, chunkSize, { stretchBytes })).toEqual(exact);
      }),
      { numRuns },
    );
  });

  it.each([
    ["plain", false, 1_500],
    ["odd", true, 1_500],
  ])("agree on %s files read in parts, whatever the parts", async (_, odd, numRuns) => {
    await fc.assert(
      fc.asyncProperty(
        file(odd),
        fc.integer({ min: 1, max: 400 }),
        cut,
        stretch,
        async ({ bytes, options }, partBytes, chunkSize, stretchBytes) => {
          const exact = await outcome(bytes, options, 1 << 20, { engine: "exact" });
          expect(await outcome(bytes, options, chunkSize, { stretchBytes, partBytes })).toEqual(exact);
        },
      ),
      { numRuns },
    );
  });
});
