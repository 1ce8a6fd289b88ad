import { type Cell, MIXED_COLUMNS, mixedRows } from "./mixed-rows.ts";
import { Random } from "./random.ts";

/** A text file in pieces: the first is what is once at its head, the others are whole records, without end. */
export interface EndlessText {
  readonly head: string;
  readonly records: Iterable<string>;
  /** Stands between two records; CSV and JSON lines carry their newline in the record. */
  readonly between?: string;
  readonly foot?: string;
}

const QUOTE_NEEDED = /[",\r\n]/;
const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;

/** How each column of the mixed table spells its cells in CSV: both ways that pandas writes booleans, two that say missing. */
function csvCell(cell: Cell, column: (typeof MIXED_COLUMNS)[number]): string {
  if (cell === null) return column.name === "rating" ? "NA" : "";
  if (column.name === "is_active") return cell === "true" ? "True" : "False";
  return column.kind === "text" && QUOTE_NEEDED.test(cell) ? quoted(cell) : cell;
}

function* map<From, To>(items: Iterable<From>, change: (item: From) => To): Generator<To> {
  for (const item of items) yield change(item);
}

function* forever<Item>(make: (row: number) => Item): Generator<Item> {
  for (let row = 0; ; row++) yield make(row);
}

/** The mixed table as CSV. */
export const mixedCsv = (seed: number): EndlessText => ({
  head: `${MIXED_COLUMNS.map(({ name }) => name).join(",")}\n`,
  records: map(mixedRows(seed), (cells) => `${MIXED_COLUMNS.map((column, index) => csvCell(cells[index] ?? null, column)).join(",")}\n`),
});

const mixedObjects = (seed: number): Iterable<string> =>
  map(mixedRows(seed), (cells) => {
    const members = MIXED_COLUMNS.map(({ name, kind }, index) => {
      const cell = cells[index] ?? null;
      return `"${name}": ${cell === null ? "null" : kind === "text" ? JSON.stringify(cell) : cell}`;
    });
    return `{${members.join(", ")}}`;
  });

/** The mixed table as JSON, one object per line. */
export const mixedJsonLines = (seed: number): EndlessText => ({
  head: "",
  records: map(mixedObjects(seed), (object) => `${object}\n`),
});

/** The mixed table as one JSON array of objects. */
export const mixedJsonArray = (seed: number): EndlessText => ({ head: "[", records: mixedObjects(seed), between: ", ", foot: "]\n" });

const SENTENCES = [
  "Delivered on time",
  'They said "tomorrow" again',
  "First line\nsecond line",
  "Ordered, paid, forgotten",
  "Größe passt nicht",
  "",
] as const;

/** Six columns of text, every cell in quotes, with doubled quotes, commas and newlines inside. */
export function quotedCsv(seed: number): EndlessText {
  const random = new Random(seed);
  const cell = () => quoted(`${random.pick(SENTENCES)}${random.chance(0.5) ? ` ${random.pick(SENTENCES)}` : ""}`);
  return {
    head: "title,body,author,reply,note,tag\n",
    records: forever(() => `${Array.from({ length: 6 }, cell).join(",")}\n`),
  };
}

/** Columns of numbers of one to five characters: half integers, half with a decimal. */
export function numericCsv(seed: number, columnCount: number): EndlessText {
  const random = new Random(seed);
  const cell = (_: unknown, column: number) => (column % 2 === 0 ? String(random.integer(0, 1000)) : String(random.integer(0, 1000) / 10));
  return {
    head: `${Array.from({ length: columnCount }, (_, column) => `x${column}`).join(",")}\n`,
    records: forever(() => `${Array.from({ length: columnCount }, cell).join(",")}\n`),
  };
}

/** Columns of integers that need 64 bits, with a sign on some: MLflow's `long` at its longest. */
export function longCsv(seed: number, columnCount: number): EndlessText {
  const random = new Random(seed);
  const cell = () => `${random.chance(0.3) ? "-" : ""}${random.integer(1, 922)}${random.integer(1e14, 9e15)}`;
  return {
    head: `${Array.from({ length: columnCount }, (_, column) => `long_${column}`).join(",")}\n`,
    records: forever(() => `${Array.from({ length: columnCount }, cell).join(",")}\n`),
  };
}

/** Columns of unquoted text of 40 to 200 characters. */
export function longTextCsv(seed: number, columnCount: number): EndlessText {
  const random = new Random(seed);
  const source = Array.from({ length: 4096 }, () => String.fromCharCode(97 + random.integer(0, 26))).join("");
  const cell = () => {
    const start = random.integer(0, source.length - 200);
    return source.slice(start, start + random.integer(40, 201));
  };
  return {
    head: `${Array.from({ length: columnCount }, (_, column) => `text_${column}`).join(",")}\n`,
    records: forever(() => `${Array.from({ length: columnCount }, cell).join(",")}\n`),
  };
}

/** Columns by turns of integers, floats, short texts and booleans, some cells missing: the shape whose number of columns is varied. */
export function turnsCsv(seed: number, columnCount: number): EndlessText {
  const random = new Random(seed);
  const kinds = [
    () => String(random.integer(0, 100_000)),
    () => String(random.integer(0, 1e9) / 1e4),
    () => random.pick(["red", "green", "blue", "light grey"]),
    () => (random.chance(0.02) ? "" : random.chance(0.5) ? "True" : "False"),
  ] as const;
  const cell = (_: unknown, column: number) => (kinds[column % 4] ?? kinds[0])();
  return {
    head: `${Array.from({ length: columnCount }, (_, column) => `column_${column}`).join(",")}\n`,
    records: forever(() => `${Array.from({ length: columnCount }, cell).join(",")}\n`),
  };
}
