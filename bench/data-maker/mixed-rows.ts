import { Random } from "./random.ts";

/** What a column of the mixed table has. */
export type CellKind = "integer" | "float" | "boolean" | "text";

/** A cell by its text, or null where it is missing. Numbers are spelled as Python spells them, booleans `true` or `false`. */
export type Cell = string | null;

interface MixedColumn {
  readonly name: string;
  readonly kind: CellKind;
  readonly cell: (random: Random, row: number) => Cell;
}

const FIRST = ["Anna", "Ben", "Chloé", "David", "Ella", "Farid", "Grace", "Hiro", "Ivan", "Julia"] as const;
const LAST = ["Smith", "O'Neil", "García", "Müller", "Nguyen", "Kowalski", "Ito", "Brown"] as const;
const CITIES = ["Berlin", "New York", "São Paulo", "Tokyo", "Washington, DC", "London", "Oslo", "Portland, OR"] as const;
const COUNTRIES = ["DE", "US", "BR", "JP", "GB", "NO", "FR", "IN"] as const;
const CATEGORIES = ["electronics", "books", "garden", "toys", "home & kitchen", null] as const;
const WORDS = [
  ..."the order came on time but its box was open and one part missing so please send it again or refund".split(" "),
] as unknown as readonly [string, ...string[]]; // split never gives an empty list

const DAYS = Array.from({ length: 2500 }, (_, day) => new Date(Date.UTC(2018, 0, 1 + day)).toISOString().slice(0, 10));
const twoDigits = Array.from({ length: 60 }, (_, value) => String(value).padStart(2, "0"));

/** A float as Python's `repr` spells it in the range used here. */
const float = (value: number): string => (Number.isInteger(value) ? `${value}.0` : String(value));
const rounded = (value: number, digits: number): string => float(Math.round(value * 10 ** digits) / 10 ** digits);

const day = (random: Random): string => DAYS[random.integer(0, DAYS.length)] ?? "2018-01-01";
const part = (random: Random, end: number): string => twoDigits[random.integer(0, end)] ?? "00";

function comment(random: Random): string {
  const words = Array.from({ length: random.integer(3, 11) }, () => random.pick(WORDS)).join(" ");
  const manner = random.unit();
  if (manner < 0.15) return `She wrote "${words}", twice`;
  if (manner < 0.35) return `${words}, ${random.pick(WORDS)}`;
  if (manner < 0.36) return `${words}\nand a second line`;
  return words;
}

const missing = (probability: number, cell: MixedColumn["cell"]): MixedColumn["cell"] => {
  return (random, row) => (random.chance(probability) ? null : cell(random, row));
};

/** Twenty columns as business tables have them: 4 integers, 6 floats (one of them integers with gaps), 2 booleans, 8 texts. */
export const MIXED_COLUMNS: readonly MixedColumn[] = [
  { name: "id", kind: "integer", cell: (_, row) => String(row + 1) },
  { name: "customer_id", kind: "integer", cell: (random) => String(random.integer(1, 2_000_000)) },
  { name: "quantity", kind: "integer", cell: (random) => String(random.integer(1, 50)) },
  { name: "big_id", kind: "integer", cell: (random) => String(random.integer(1e12, 9e15)) },
  { name: "age", kind: "integer", cell: missing(0.05, (random) => String(random.integer(18, 95))) },
  // The sum of two exponential waiting times: a gamma distribution of shape 2.
  { name: "price", kind: "float", cell: (random) => rounded(-30 * Math.log((1 - random.unit()) * (1 - random.unit())), 2) },
  { name: "lat", kind: "float", cell: (random) => rounded(random.uniform(-90, 90), 6) },
  { name: "lon", kind: "float", cell: (random) => rounded(random.uniform(-180, 180), 6) },
  { name: "score", kind: "float", cell: missing(0.03, (random) => float(random.normal())) },
  { name: "rating", kind: "float", cell: missing(0.1, (random) => rounded(random.uniform(1, 5), 1)) },
  { name: "name", kind: "text", cell: (random) => `${random.pick(LAST)}, ${random.pick(FIRST)}` },
  { name: "comment", kind: "text", cell: comment },
  { name: "city", kind: "text", cell: (random) => random.pick(CITIES) },
  { name: "country", kind: "text", cell: (random) => random.pick(COUNTRIES) },
  { name: "email", kind: "text", cell: (random) => `user${random.integer(1, 2_000_000)}@example.com` },
  { name: "is_active", kind: "boolean", cell: (random) => String(random.chance(0.7)) },
  { name: "opted_in", kind: "boolean", cell: missing(0.02, (random) => String(random.chance(0.4))) },
  { name: "created_date", kind: "text", cell: day },
  {
    name: "updated_at",
    kind: "text",
    cell: missing(0.04, (random) => `${day(random)}T${part(random, 24)}:${part(random, 60)}:${part(random, 60)}`),
  },
  { name: "category", kind: "text", cell: (random) => random.pick(CATEGORIES) },
];

/** Rows of the mixed table without end, the same for the same seed; the array is used again for each row. */
export function* mixedRows(seed: number): Generator<readonly Cell[], never> {
  const random = new Random(seed);
  const cells: Cell[] = new Array(MIXED_COLUMNS.length).fill(null);
  for (let row = 0; ; row++) {
    for (const [index, { cell }] of MIXED_COLUMNS.entries()) cells[index] = cell(random, row);
    yield cells;
  }
}
