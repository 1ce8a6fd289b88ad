import { readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import type { ArrowEvidence } from "../../../../src/core/evidence/arrow-evidence.ts";
import type { TableDataset } from "../../../../src/core/evidence/dataset.ts";
import { parquetReader } from "../../../../src/core/readers/parquet/parquet-reader.ts";
import type { ReadContext } from "../../../../src/core/readers/reader.ts";
import { countingSource } from "../../../helpers/counting-source.ts";
import { paddedParquet } from "../../../helpers/padded-parquet.ts";

const files = join(dirname(fileURLToPath(import.meta.url)), "..", "..", "..", "conformance", "golden", "files");
const settings = { options: new Map() };

/** Reads a golden file whose pages lie far from its footer. `pages` are the ranges that were read of them. */
async function read(name: string, context: ReadContext = { pages: "needed" }) {
  const { source, pagesEnd } = paddedParquet(join(files, `${name}.parquet`));
  const counting = countingSource(source);
  // The reader gives only tables.
  const dataset = (await parquetReader.read(counting, settings, context)) as TableDataset;
  const pages = counting.ranges.filter(([start]) => start < pagesEnd);
  const first = dataset.columns[0]?.evidence as ArrowEvidence;
  return { dataset, pages, cost: counting.cost, first };
}

describe("a Parquet file, as far as it is needed", () => {
  it.each(["int64", "int64_null", "string", "string_null", "bool", "timestamp_us", "date32_null", "decimal"])(
    "%s: is answered by the footer, in one request",
    async (name) => {
      const { pages, cost, dataset } = await read(name);
      expect(pages).toEqual([]);
      expect(cost.requests).toBe(1);
      expect(cost.bytes).toBeLessThanOrEqual(1 << 16);
      expect(dataset.notes.map(({ kind }) => kind)).toEqual(["pages-unread"]);
    },
  );

  it("says of nulls how many there are, and not where", async () => {
    const { first } = await read("int64_null");
    const whole = await read("int64_null", {});
    expect(first.counts.nulls).toEqual({ count: whole.first.counts.nulls?.count, first: null });
    expect(first.declaredBy).toBe("footer");
    expect(whole.first.declaredBy).toBeUndefined();
    expect(whole.dataset.notes).toEqual([]);
  });

  it("reads floats, of which no statistics count NaNs", async () => {
    const { pages, first } = await read("float64");
    expect(pages.length).toBe(1);
    expect(first.declaredBy).toBeUndefined();
  });

  it("says of a NaN where it is, and that there may be more", async () => {
    const { first } = await read("float64_nan");
    const whole = await read("float64_nan", {});
    expect(first.counts.nans?.first).toEqual(whole.first.counts.nans?.first);
    expect(first.counts.nans?.count).toBeLessThanOrEqual(whole.first.counts.nans?.count ?? 0);
  });

  it("reads no floats of a column that has nulls", async () => {
    const { pages, first } = await read("float64_null");
    expect(pages).toEqual([]);
    expect(first.counts.nulls?.first).toBeNull();
  });

  it("reads levels where there are no statistics", async () => {
    const { pages, dataset } = await read("frame_range_index.no_statistics");
    const whole = await read("frame_range_index.no_statistics", {});
    expect(pages.length).toBeGreaterThan(0);
    const nullsOf = ({ columns }: TableDataset) =>
      columns.map(({ evidence }) => (evidence.kind === "arrow" ? [evidence.counts.length, evidence.counts.nulls?.first] : []));
    expect(nullsOf(dataset)).toEqual(nullsOf(whole.dataset));
  });

  it("counts lists and structs as all pages do, their texts aside", async () => {
    for (const name of readdirSync(files).filter((file) => /^(list|struct|map|nested|fixed_list).*\.parquet$/.test(file))) {
      const plain = name.replace(/\.parquet$/, "");
      expect((await read(plain)).first.counts, name).toEqual((await read(plain, {})).first.counts);
    }
  });
});

describe("a Parquet file, all of it", () => {
  it("is read once, in a few large requests", async () => {
    for (const name of readdirSync(files).filter((file) => file.startsWith("frame_") && file.endsWith(".parquet"))) {
      const { cost } = await read(name.replace(/\.parquet$/, ""), { pages: "all" });
      expect(cost.requests, name).toBeLessThanOrEqual(3);
    }
  });

  it("stops at an abort", async () => {
    const controller = new AbortController();
    controller.abort();
    await expect(read("float64", { signal: controller.signal })).rejects.toMatchObject({ name: "AbortError" });
  });
});
