import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { sourceFromFile } from "../../src/cli/node-source.ts";

it("streams a file of the disk only from start to end", async () => {
  const bytes = Uint8Array.from({ length: (2 << 20) + 7 }, (_, index) => index % 251);
  const path = join(mkdtempSync(join(tmpdir(), "signet-source-")), "x.bin");
  writeFileSync(path, bytes);
  const source = await sourceFromFile(path);
  for (const [start, end] of [
    [0, 10],
    [5, (1 << 20) + 5],
    [3, bytes.byteLength],
  ] as const) {
    const chunks: Uint8Array[] = [];
    for await (const chunk of source.stream({ start, end })) chunks.push(chunk.slice());
    expect(Buffer.concat(chunks).equals(Buffer.from(bytes.subarray(start, end)))).toBe(true);
  }
});
