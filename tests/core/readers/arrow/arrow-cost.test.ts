import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import type { TableDataset } from "../../../../src/core/evidence/dataset.ts";
import { arrowReader, featherReader } from "../../../../src/core/readers/arrow/arrow-reader.ts";
import type { ReadDepth } from "../../../../src/core/readers/reader.ts";
import { countingSource } from "../../../helpers/counting-source.ts";
import { fileSource } from "../../../helpers/sources.ts";

const files = join(dirname(fileURLToPath(import.meta.url)), "..", "..", "..", "conformance", "golden", "files");

async function read(file: string, pages: ReadDepth) {
  const source = countingSource(fileSource(join(files, file)));
  const reader = file.endsWith(".feather") ? featherReader : arrowReader;
  // The readers give only tables.
  const dataset = (await reader.read(source, { options: new Map() }, { pages })) as TableDataset;
  const evidence = dataset.columns[0]?.evidence;
  if (evidence?.kind !== "arrow") throw new Error("the file has no typed column");
  return { dataset, evidence, cost: source.cost };
}

describe("an Arrow file, as far as it is needed", () => {
  it.each(["int64.arrow", "int64_null.feather", "string.arrows", "bool_null.arrow", "timestamp_us.feather"])(
    "%s: is answered by its headers",
    async (file) => {
      const needed = await read(file, "needed");
      const all = await read(file, "all");
      const count = (read: typeof all) => [read.evidence.counts.length, read.evidence.counts.nulls?.count, read.evidence.counts.widened];
      expect(count(needed)).toEqual(count(all));
      expect(needed.cost.bytes).toBeLessThan(all.cost.bytes);
    },
  );

  it("says of nulls how many there are, and not where", async () => {
    const { evidence, dataset } = await read("int64_null.arrow", "needed");
    expect(evidence.counts.nulls?.first).toBeNull();
    expect(evidence.declaredBy).toBe("headers");
    expect(dataset.notes.map(({ kind }) => kind)).toEqual(["pages-unread"]);
  });

  it("finds the first NaN of floats, and asks for none of a column with nulls", async () => {
    const nan = await read("float64_nan.arrow", "needed");
    const whole = await read("float64_nan.arrow", "all");
    expect(nan.evidence.counts.nans).toMatchObject({ first: whole.evidence.counts.nans?.first, atLeast: true });
    expect((await read("float64_null.arrow", "needed")).evidence.counts).toMatchObject({ nulls: { first: null } });
  });

  it.each(["list_int_inner_null.arrow", "struct_null.feather", "map.arrow", "list_list.arrows"])(
    "%s: counts what is nested as a whole reading does",
    async (file) => {
      expect((await read(file, "needed")).evidence.counts).toEqual((await read(file, "all")).evidence.counts);
    },
  );
});
