import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { sourceFromBytes } from "../../../../src/core/bytes/byte-source.ts";
import { ChunkPages } from "../../../../src/core/readers/parquet/chunk-pages.ts";
import { readFooter } from "../../../../src/core/readers/parquet/footer.ts";
import { FileChunks, leafPaths } from "../../../../src/core/readers/parquet/leaf-chunk.ts";
import { parquetNodes } from "../../../../src/core/readers/parquet/parquet-schema.ts";
import { parquetTree } from "../../../../src/core/readers/parquet/schema-elements.ts";

const files = join(dirname(fileURLToPath(import.meta.url)), "..", "..", "..", "conformance", "golden", "files");

/** What is counted in every chunk of a file, whose bytes come in pieces of one size. */
async function countsOf(name: string, pieceBytes: number) {
  const bytes = new Uint8Array(readFileSync(join(files, `${name}.parquet`)));
  const source = sourceFromBytes(bytes, name);
  const footer = await readFooter(source);
  const tree = parquetTree(footer.schema);
  const nodes = parquetNodes(tree);
  const chunks = new FileChunks(source, footer, tree, nodes);
  return nodes.flatMap((node) =>
    leafPaths(node).flatMap((path) =>
      footer.rowGroups.map((_, group) => {
        const chunk = chunks.find(group, path, "check");
        const pages = new ChunkPages(chunk);
        for (let at = chunk.start; at < chunk.end; at += pieceBytes) pages.push(bytes.subarray(at, Math.min(chunk.end, at + pieceBytes)));
        expect(pages.isDone).toBe(true);
        return path.map((_node, depth) => pages.counter.counts(depth, []));
      }),
    ),
  );
}

describe("the pages of a chunk", () => {
  it.each([
    "string_null",
    "float64_nan",
    "list_list",
    "struct_inner_null",
    "dictionary_string_null",
    "frame_range_index.page_v2_gzip",
    "frame_range_index.row_groups",
    "frame_nullable.v1_plain",
    "frame_nullable.zstd",
  ])("are counted alike for any cut: %s", async (name) => {
    const whole = await countsOf(name, 1 << 20);
    for (const pieceBytes of [1, 7, 64, 1000]) expect(await countsOf(name, pieceBytes)).toEqual(whole);
  });
});
