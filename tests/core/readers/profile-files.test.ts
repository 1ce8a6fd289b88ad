import { readdirSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "fflate";
import { describe, expect, it } from "vitest";
import { sourceFromBytes } from "../../../src/core/bytes/byte-source.ts";
import type { ColumnDescription } from "../../../src/core/profile/describe.ts";
import { DEFAULT_SETTINGS } from "../../../src/core/readers/settings.ts";
import { profileSide, readSide, type SideProfile } from "../../../src/core/sign.ts";
import { fileSource, textSource } from "../../helpers/sources.ts";

const TEXT = 'n,x,t\n1,0.5,a\n2,,"b ""c"""\n2,1.5,NA\n10,inf,a\n';

async function columns(profile: Promise<SideProfile>): Promise<readonly (ColumnDescription | null)[]> {
  const found = await profile;
  if (found.kind !== "columns") throw new Error(found.reason);
  return found.columns;
}

const golden = join(import.meta.dirname, "../../conformance/golden/files");

async function profileOf(...sources: readonly ReturnType<typeof textSource>[]) {
  return columns(profileSide(sources, await readSide(sources, DEFAULT_SETTINGS)));
}

describe("the profile of files", () => {
  it("gives counts, extremes, mean and the most frequent values", async () => {
    const [n, x, t] = await profileOf(textSource(TEXT));
    expect(n).toMatchObject({ mode: "integers", missing: 0, present: 4, distinct: { count: 3, isExact: true, standardError: 0 } });
    expect(n?.data.numbers).toMatchObject({ min: 1, max: 10, mean: 3.75, isExact: true });
    expect(n?.data.top?.[0]).toEqual({ value: { data: "2" }, count: 2 });
    expect(x).toMatchObject({ mode: "floats", missing: 1, present: 3 });
    expect(x?.data.numbers).toMatchObject({ count: 2, infinities: 1, min: 0.5, max: 1.5, mean: 1 });
    expect(t).toMatchObject({ mode: "texts", missing: 1, present: 3, distinct: { count: 2 } });
    expect(t?.data.numbers).toMatchObject({ min: 1, max: 5, mean: 7 / 3 });
    expect(t?.data.top).toEqual([
      { value: { data: "a" }, count: 2 },
      { value: { data: 'b "c"' }, count: 1 },
    ]);
  });

  it("is that of the unpacked file, and of all parts of a data set", async () => {
    const packed = sourceFromBytes(gzipSync(new TextEncoder().encode(TEXT)), "data.csv.gz");
    expect(await profileOf(packed)).toEqual(await profileOf(textSource(TEXT)));
    const rows = TEXT.slice(TEXT.indexOf("\n") + 1);
    expect(await profileOf(textSource(TEXT, "a.csv"), textSource(TEXT, "b.csv"))).toEqual(await profileOf(textSource(TEXT + rows)));
  });

  it("follows the reader's options where the kernel does not", async () => {
    const settings = {
      options: new Map([
        ["decimal", ","],
        ["thousands", "."],
        ["sep", ";"],
      ]),
    };
    const sources = [textSource("a;b\n1.000;2,5\n3;4,5\n")];
    const [a, b] = await columns(profileSide(sources, await readSide(sources, settings)));
    expect(a?.data.numbers).toMatchObject({ min: 3, max: 1000 });
    expect(b?.data.numbers).toMatchObject({ min: 2.5, max: 4.5, mean: 3.5 });
  });

  it("says so where a format has none", async () => {
    const sources = [fileSource(join(golden, "npy_vector.npy"))];
    const profile = await profileSide(sources, await readSide(sources, DEFAULT_SETTINGS));
    expect(profile).toEqual({ kind: "unavailable", reason: "Only what has rows is profiled." });
  });

  it("ends when its signal aborts", async () => {
    const sources = [textSource(TEXT)];
    const opened = await readSide(sources, DEFAULT_SETTINGS);
    await expect(profileSide(sources, opened, { signal: AbortSignal.abort(new Error("enough")) })).rejects.toThrow("enough");
  });
});

/** Golden files of one table, by the name that they share. */
const names = readdirSync(golden).filter((name) => /\.(parquet|feather|arrows?)$/.test(name));
const twins = [...new Set(names.map((name) => name.replace(/\..*$/, "")))].map((base) => ({
  base,
  files: names.filter((name) => name.startsWith(`${base}.`)),
}));

describe("the profile of typed files", () => {
  it.each(twins)("is the same for Parquet, Feather and Arrow, and sees every row: $base", async ({ files }) => {
    const profiles = await Promise.all(
      files.map(async (name) => {
        const sources = [fileSource(join(golden, name))];
        const opened = await readSide(sources, DEFAULT_SETTINGS);
        const found = await columns(profileSide(sources, opened));
        if (opened.dataset.kind !== "table") throw new Error(`${name} is no table`);
        expect([name, found.length]).toEqual([name, opened.dataset.columns.length]);
        for (const column of found) if (column !== null) expect(column.missing + column.present).toBe(opened.dataset.rowCount);
        return found;
      }),
    );
    for (const other of profiles) expect(other).toEqual(profiles[0]);
  });

  it("takes no column of lists, structs or times, and the values of dictionaries", async () => {
    for (const name of ["list_int.parquet", "struct.feather", "timestamp_us.arrows"])
      expect(await profileOf(fileSource(join(golden, name)))).toContain(null);
    const [categories] = await profileOf(fileSource(join(golden, "dictionary_string.feather")));
    expect(categories).toMatchObject({ mode: "texts" });
  });
});

describe("the profile of JSON", () => {
  const ROWS = [
    { n: 1, x: 0.5, t: "a", b: true },
    { n: 2, x: null, t: 'b "c"', b: false },
    { n: 5_000_000_000, x: 1.5, t: "é", b: true },
    { n: null, x: 2, t: null, b: true },
  ];
  const keys = ["n", "x", "t", "b"] as const;
  const split = { columns: keys, data: ROWS.map((row) => keys.map((key) => row[key])) };
  const CSV = 'n,x,t,b\n1,0.5,a,True\n2,,"b ""c""",False\n5000000000,1.5,é,True\n,2,,True\n';

  it.each([
    ["records", "X.json", JSON.stringify(ROWS)],
    ["lines", "X.jsonl", `${ROWS.map((row) => JSON.stringify(row)).join("\n\n")}\n`],
    ["a split table", "X.json", JSON.stringify(split)],
    ["a split table, its data first", "X.json", JSON.stringify({ data: split.data, columns: keys })],
    ["a request with a split table", "X.json", JSON.stringify({ dataframe_split: split })],
    ["a request with records", "X.json", JSON.stringify({ dataframe_records: ROWS })],
    ["keys in another order", "X.json", JSON.stringify([ROWS[0], ...ROWS.slice(1).map(({ n, x, t, b }) => ({ b, t, x, n }))])],
    ["keys that repeat", "X.json", JSON.stringify(ROWS).replace('{"n":2', '{"n":77,"n":2')],
    ["absent keys", "X.json", JSON.stringify(ROWS).replace('"n":null,', "").replace(',"t":null', "")],
  ])("is that of a CSV with the same values: %s", async (_, name, content) => {
    expect(await profileOf(textSource(content, name))).toEqual(await profileOf(textSource(CSV, "X.csv")));
  });

  it("takes scalars of several kinds as texts, a list of them as one column, and leaves nested values out", async () => {
    const [mixed, nested, big] = await profileOf(
      textSource('[{"m": 1, "l": [1], "i": 1}, {"m": "1", "l": [2], "i": 99999999999999999999}]', "X.json"),
    );
    expect(mixed).toMatchObject({ mode: "texts", distinct: { count: 1 } });
    expect(nested).toBeNull();
    expect(big).toMatchObject({ mode: "texts", distinct: { count: 2 } });
    const [only] = await profileOf(textSource("[3, 4, null]", "y.json"));
    expect(only).toMatchObject({ mode: "integers", missing: 1, present: 2 });
  });

  it("is none where a document has no rows", async () => {
    const source = textSource('{"a": 1, "b": [1, 2]}', "X.json");
    expect((await profileSide([source], await readSide([source], DEFAULT_SETTINGS))).kind).toBe("unavailable");
  });
});
