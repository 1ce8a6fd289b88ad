import { describe, expect, it } from "vitest";
import type { PythonValue } from "../../../src/core/python/value.ts";
import { readSide, signPlainly } from "../../../src/core/sign.ts";
import { InferSigner } from "../../../src/core/signers/infer-signer.ts";
import type { Fix, Problem } from "../../../src/core/signers/signer.ts";
import { datesEvidence, naiveColumn } from "../../../src/core/trial/dates-evidence.ts";
import { type TrialCache, tryFixes } from "../../../src/core/trial/try-fixes.ts";
import { textSource } from "../../helpers/sources.ts";

const words = { label: "Do it", consequence: "" };
const option = (columns: readonly string[], entries: Readonly<Record<string, PythonValue>>): Fix => ({
  ...words,
  kind: "option",
  columns,
  options: new Map(Object.entries(entries)),
});
const problemWith = (fixes: readonly Fix[], side: Problem["side"] = "inputs"): Problem => ({
  kind: "any",
  severity: "warns",
  side,
  columns: [],
  message: ["Something."],
  fixes,
});

/** What is offered of the fixes of a CSV. */
async function offered(csv: string, fixes: readonly Fix[], cache?: TrialCache): Promise<readonly Fix[]> {
  const source = textSource(csv, "data.csv");
  const sides = { inputs: await readSide([source], { options: new Map() }) };
  const signer = new InferSigner();
  const request = { sides, sources: { inputs: [source] }, sign: (changed: typeof sides) => signPlainly(changed, signer) };
  const [problem] = await tryFixes([problemWith(fixes)], request as Parameters<typeof tryFixes>[1], {}, cache);
  return problem?.fixes ?? [];
}

const CSV = "a,b,c\n1,x,2024-01-31\n,n.a.,2024-02-01\n3,y,2024-03-01\n";

describe("a fix that is of use", () => {
  it.each<[string, string, Fix, object]>([
    [
      "leaving out a column",
      CSV,
      { ...words, kind: "drop", columns: ["a"] },
      { effects: "Leaves out 1 column with 2 values.", lost: { cells: 2, rows: 0, columns: 1 } },
    ],
    [
      "other names",
      CSV,
      { ...words, kind: "rename", columns: ["a"], names: new Map([["a", "z"]]) },
      { result: "", lost: { cells: 0, rows: 0, columns: 0 } },
    ],
    ["an array", "a,b\n1,2\n3,4\n", { ...words, kind: "to", to: "numpy" }, { result: "Tensor('int64', (-1, 2))" }],
    ["what need not be there", "a\n1\n", { ...words, kind: "optional", columns: ["a"] }, { result: "long, optional" }],
    ["a cast", "a,b\n1,x\n2,y\n", { ...words, kind: "astype", columns: ["a"], dtype: "float64" }, { result: "double" }],
    ["words that are missing", "a\n1\nn.a.!\n", option(["a"], { na_values: ["n.a.!"] }), { result: "double, optional" }],
    ["no header", "a,b\n1,2\n", option([], { header: null }), { result: "2 columns (string)" }],
    ["fewer rows", "a\n1\n2\n3\n", option(["a"], { nrows: 1n }), { lost: { cells: 0, rows: 2, columns: 0 } }],
  ])("%s", async (_, csv, fix, expected) => {
    const [found] = await offered(csv, [fix]);
    expect(found?.tried).toMatchObject(expected);
  });

  it("leaves integers as they are that a cast would round, and says so", async () => {
    const csv = "a,b,c\n9007199254740993,1,9007199254740995\n2,3,4\n";
    const cast = (columns: readonly string[]): Fix => ({ ...words, kind: "astype", columns, dtype: "float64" });
    const [some] = await offered(csv, [cast(["a", "b", "c"])]);
    expect(some).toMatchObject({ columns: ["b"] });
    expect(some?.tried?.effects).toContain("Leaves `a`, `c` as they are: float64 would round their integers.");
    expect((await offered(csv, [cast(["a", "b"])]))[0]?.tried?.effects).toContain("Leaves `a` as it is: float64 would round its integers.");
    expect(await offered(csv, [cast(["a"])])).toEqual([]);
  });

  it("comes before those that lose values, and is tried once", async () => {
    const cache: TrialCache = new Map();
    const fixes: readonly Fix[] = [
      { ...words, kind: "drop", columns: ["a"] },
      { ...words, kind: "optional", columns: ["a"] },
    ];
    const first = await offered(CSV, fixes, cache);
    expect(first.map(({ kind }) => kind)).toEqual(["optional", "drop"]);
    expect(await offered(CSV, fixes, cache)).toEqual(first);
    expect(cache.size).toBe(2);
  });
});

const python = (columns: readonly string[], change: Extract<Fix, { kind: "python" }>["change"]): Fix => ({
  ...words,
  kind: "python",
  columns,
  change,
  python: "df",
});

describe("a fix that is not offered", () => {
  it.each<[string, string, Fix]>([
    ["options that cannot be read", CSV, option([], { header: 9n })],
    ["words that change no type", CSV, option(["a"], { na_values: ["zz"] })],
    ["words that leave the column text", CSV, option(["b"], { na_values: ["n.a."] })],
    ["marks that change no type", "a\n1\n2\n", option(["a"], { decimal: "," })],
    ["a cast that pandas refuses", CSV, { ...words, kind: "astype", columns: ["b"], dtype: "int64" }],
    ["dates in formats that a cell has not", CSV, python(["b"], { kind: "dates", formats: ["%Y-%m-%d"] } as never)],
    ["times without a zone where none has one", CSV, python(["b"], { kind: "naive-times" })],
  ])("%s", async (_, csv, fix) => expect(await offered(csv, [fix])).toEqual([]));

  it("is one of a side that is not there, or of the parameters", async () => {
    const request = { sides: {}, sources: {}, sign: () => ({}) } as unknown as Parameters<typeof tryFixes>[1];
    const fix: Fix = { ...words, kind: "optional", columns: ["a"] };
    const found = await tryFixes([problemWith([fix]), problemWith([fix], "params")], request);
    expect(found.map(({ fixes }) => fixes)).toEqual([[], []]);
  });
});

describe("a column as Python would leave it", () => {
  it.each([
    [["2024-01-31", "31/01/2024"], ["%Y-%m-%d", "%d/%m/%Y"], 0],
    [["2024-01-31", null], ["%Y-%m-%d"], 1],
  ])("has dates: %j", (cells, formats, missing) => {
    const evidence = datesEvidence(cells, formats);
    expect(evidence).toMatchObject({ kind: "text", rowCount: 2, dates: { matching: 2 - missing } });
    expect(evidence?.kind === "text" ? (evidence.dates?.missing?.count ?? 0) : null).toBe(missing);
  });

  it.each([[["2024-01-31", "x"]], [["1500-01-01"]], [["2024-01-31T10:00:00Z"]], [[null]]])("has none: %j", (cells) => {
    expect(datesEvidence(cells, ["%Y-%m-%d", "%Y-%m-%dT%H:%M:%S%z"])).toBeNull();
  });

  it("has the zone of dates taken off where all are at one offset", () => {
    const zoned = (cells: readonly (string | null)[]) => datesEvidence(cells, ["%Y-%m-%dT%H:%M:%S%z"], true);
    expect(zoned(["2025-01-06T10:00:00Z", null, "2025-03-26T10:00:00+00:00"])).toMatchObject({ dates: { matching: 2 } });
    expect(zoned(["2025-01-06T10:00:00Z", "2025-03-26T10:00:00+02:00"])).toBeNull();
    expect(zoned(["2025-01-06T10:00:00"])).toBeNull();
    expect(datesEvidence(["2025-01-06T10:00:00Z"], ["%Y-%m-%dT%H:%M:%S%z"])).toBeNull();
  });

  it("has times without their zone, unless there are several", () => {
    const dates = datesEvidence(["2024-01-31"], ["%Y-%m-%d"]);
    if (dates?.kind !== "text" || dates.dates === undefined) throw new Error("no dates");
    const zoned = (zones: readonly string[]) =>
      naiveColumn({ ...dates, dates: { ...dates.dates, offsets: new Map(zones.map((zone) => [zone, { row: 0 }])) } } as typeof dates);
    expect(zoned(["UTC"])).toMatchObject({ dates: { offsets: new Map([["none", { row: 0 }]]) } });
    expect([zoned(["UTC", "+01:00"]), zoned([])]).toEqual([null, null]);
    const { dates: _, ...plain } = dates;
    expect(naiveColumn(plain)).toBeNull();
  });
});
