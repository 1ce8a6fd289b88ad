import { appendFileSync, mkdtempSync, truncateSync, unlinkSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { sourceFromDisk } from "../../src/cli/disk-source.ts";
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

describe("a file that does not stay as it is while it is read", () => {
  const file = (name: string) => {
    const path = join(mkdtempSync(join(tmpdir(), "signet-source-")), name);
    writeFileSync(path, Buffer.alloc(3 << 20, "1\n"));
    return path;
  };

  /** Reads a stream, changes the file after its first chunk, and returns what the rest of it rejects with. */
  async function errorAfter(path: string, change: () => void): Promise<unknown> {
    const source = await sourceFromFile(path);
    const chunks = source.stream()[Symbol.asyncIterator]();
    await chunks.next();
    change();
    try {
      for (let next = await chunks.next(); next.done !== true; next = await chunks.next());
      await source.slice(0, 1);
    } catch (error) {
      return error;
    }
    return null;
  }

  it.each<[string, (path: string) => void, string]>([
    ["shrinks", (path) => truncateSync(path, 2 << 20), "shrank from 3,145,728 to 2,097,152 bytes"],
    ["grows", (path) => appendFileSync(path, "2"), "was changed"],
    ["is written over", (path) => utimesSync(path, new Date(), new Date(Date.now() + 5000)), "was changed"],
    ["is deleted", (path) => unlinkSync(path), "was deleted or moved"],
  ])("is refused where it %s", async (_, change, how) => {
    const path = file("x.csv");
    expect(await errorAfter(path, () => change(path))).toMatchObject({
      tag: "UnreadableFile",
      message: `${path} ${how} while it was being read.`,
      place: { file: path },
      remedy: "Run the command again once nothing writes to it.",
    });
  });

  it("is refused by another thread that opens it later", async () => {
    const path = file("x.csv");
    const { handle } = await sourceFromFile(path);
    appendFileSync(path, "2");
    if (handle === undefined || handle instanceof Blob) throw new Error("A file of the disk has another handle.");
    await expect(sourceFromDisk(handle).slice(0, 1)).rejects.toMatchObject({ tag: "UnreadableFile" });
  });
});
