import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import type { ByteSource } from "../../../src/core/bytes/byte-source.ts";
import { openFiles } from "../../../src/core/readers/open-files.ts";
import type { Progress } from "../../../src/core/readers/progress.ts";
import { countingSource } from "../../helpers/counting-source.ts";
import { paddedParquet } from "../../helpers/padded-parquet.ts";
import { fileSource, textSource } from "../../helpers/sources.ts";

const files = join(dirname(fileURLToPath(import.meta.url)), "..", "..", "conformance", "golden", "files");
const settings = { options: new Map() };
const golden = (name: string) => fileSource(join(files, name));
const many = (count: number, source: () => ByteSource) =>
  Array.from({ length: count }, (_, index) => ({ ...source(), name: `part-${index}.parquet` }));

describe("a data set in parts", () => {
  it("costs one request a part beyond the first, where footers answer", async () => {
    const { source } = paddedParquet(join(files, "int64_null.parquet"));
    const parts = many(50, () => source).map(countingSource);
    const { dataset } = await openFiles(parts, settings, { pages: "needed" });
    expect(parts.slice(1).map(({ cost }) => cost.requests)).toEqual(Array(49).fill(1));
    expect(dataset).toMatchObject({ kind: "table", notes: [{ kind: "pages-unread" }] });
  });

  it.each(["all", "needed"] as const)("adds up its parts' rows and nulls, wherever the first is: %s", async (pages) => {
    const one = await openFiles([golden("int64_null.parquet")], settings, { pages });
    const three = await openFiles(
      many(3, () => golden("int64_null.parquet")),
      settings,
      { pages },
    );
    if (one.dataset.kind !== "table" || three.dataset.kind !== "table") throw new Error("tables are expected");
    const [left, right] = [one.dataset.columns[0]?.evidence, three.dataset.columns[0]?.evidence];
    if (left?.kind !== "arrow" || right?.kind !== "arrow") throw new Error("typed columns are expected");
    expect(three.dataset.rowCount).toBe(3 * one.dataset.rowCount);
    expect(right.counts.nulls).toEqual({ ...left.counts.nulls, count: 3 * (left.counts.nulls?.count ?? 0) });
    expect(right.declaredBy).toBe(pages === "needed" ? "footer" : undefined);
  });

  it("reports the first part that fails, in their order, and what another format is", async () => {
    const good = golden("int64.parquet");
    const cut = { ...textSource("PAR1 cut off", "cut.parquet") };
    await expect(openFiles([good, good, cut, textSource("a,b\n1,2\n", "x.csv")], settings, {})).rejects.toMatchObject({
      tag: "UnreadableFile",
      place: { file: "cut.parquet" },
    });
    await expect(openFiles([good, textSource("a,b\n1,2\n", "x.csv"), cut], settings, {})).rejects.toThrow(
      "it is csv, and the first file is parquet",
    );
    await expect(openFiles([textSource("a\n1\n", "a.csv"), textSource("b\n1\n", "b.csv")], settings, {})).rejects.toThrow(
      "none of the columns of the files before it",
    );
  });

  it("reports progress over all parts, never backwards, up to their bytes", async () => {
    const seen: Progress[] = [];
    const parts = many(20, () => golden("frame_range_index.row_groups.parquet"));
    await openFiles(parts, settings, { onProgress: (progress) => seen.push(progress) });
    const bytes = seen.map((progress) => progress.bytes);
    expect(bytes).toEqual([...bytes].sort((left, right) => left - right));
    expect(bytes.at(-1)).toBe(parts.reduce((sum, { byteLength }) => sum + byteLength, 0));
  });

  it("stops at an abort", async () => {
    const controller = new AbortController();
    const parts = many(20, () => golden("float64.parquet"));
    const reading = openFiles(parts, settings, { signal: controller.signal, onProgress: () => controller.abort() });
    await expect(reading).rejects.toMatchObject({ name: "AbortError" });
  });
});
