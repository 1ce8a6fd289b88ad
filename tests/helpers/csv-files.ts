import fc from "fast-check";

const TRUSTED = ["1", "-2", "+3", "007", "1.5", "-0.25", ".5", "5.", "1e5", "-1E-05", "12345678901234567", "123456789.123456789"];
const NUMBERS = [
  "8999999999999999999",
  "-1000000000000000000",
  "0999999999999999999",
  "9223372036854775807",
  "9223372036854775808",
  "-9223372036854775809",
  "18446744073709551616",
  "000000000000000000001",
  "9223372036854775808 ",
  "-9223372036854775809\t",
  "9223372036854775807 ",
];
const LONG = [
  "0.1234567890123456789012345678901234567890",
  "123456789012345678901234567890123456789",
  "7".repeat(4300),
  `-${"7".repeat(4301)}`,
  "0".repeat(4301),
];
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

/** A CSV of three columns, its bytes and options; `odd` ones have stray quotes, bare carriage returns, lines too long or short, and broken UTF-8. */
export const csvFile = (odd: boolean) =>
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
