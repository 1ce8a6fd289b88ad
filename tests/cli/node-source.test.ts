import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sourceFromFile } from "../../src/cli/node-source.ts";
import type { StreamOptions } from "../../src/core/bytes/byte-source.ts";

const LENGTH = (1 << 20) + 500;

describe("a file's stream", () => {
  const bytes = Uint8Array.from({ length: LENGTH }, (_, at) => at % 251);
  let folder = "";

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "signet-source-"));
    writeFileSync(join(folder, "x.bin"), bytes);
  });

  afterAll(() => rmSync(folder, { recursive: true }));

  async function streamed(options: StreamOptions): Promise<Buffer> {
    const source = await sourceFromFile(join(folder, "x.bin"));
    const chunks: Uint8Array[] = [];
    // Copied, since a chunk is valid until the next is asked for.
    for await (const chunk of source.stream(options)) chunks.push(chunk.slice());
    return Buffer.concat(chunks);
  }

  it.each<[StreamOptions, number, number]>([
    [{}, 0, LENGTH],
    [{ start: 7 }, 7, LENGTH],
    [{ start: 7, end: 20 }, 7, 20],
    [{ start: 100, end: (1 << 20) + 200 }, 100, (1 << 20) + 200],
    [{ start: 20, end: LENGTH + 5 }, 20, LENGTH],
    [{ start: 9, end: 9 }, 9, 9],
  ])("of %j", async (options, start, end) => {
    expect((await streamed(options)).equals(bytes.subarray(start, end))).toBe(true);
  });
});
