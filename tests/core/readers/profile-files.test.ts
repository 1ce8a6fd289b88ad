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
  it("tells counts, extremes, mean and the most frequent values", async () => {
    const [n, x, t] = await profileOf(textSource(TEXT));
    expect(n).toMatchObject({ mode: "integers", missing: 0, present: 4, distinct: { count: 3, isExact: true, standardError: 0 } });
    expect(n?.data.numbers).toMatchObject({ min: 1, max: 10, mean: 3.75, relativeError: 0 });
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
    expect(profile).toEqual({ kind: "unavailable", reason: "Only tables have columns." });
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
