import { describe, expect, it } from "vitest";
import { sourceFromBytes } from "../../../src/core/bytes/byte-source.ts";
import { cellsOfFile } from "../../../src/core/check/file-cells.ts";
import { readSide } from "../../../src/core/sign.ts";

async function opened() {
  const sources = [sourceFromBytes(new TextEncoder().encode("a,b\n1,x\n2,y\n"), "X.csv")];
  return { sources, side: await readSide(sources, { options: new Map() }) };
}

describe("the cells of a file", () => {
  it("are read for a check that waits for them while the check that began to read them is cancelled", async () => {
    const { sources, side } = await opened();
    const cancelled = new AbortController();
    const first = cellsOfFile(sources, side, { signal: cancelled.signal });
    const second = cellsOfFile(sources, side, {});
    cancelled.abort();
    await expect(first).rejects.toThrow(/abort/i);
    expect((await second)?.rows).toHaveLength(2);
  });

  it("are not read for a check that is cancelled too", async () => {
    const { sources, side } = await opened();
    const cancelled = new AbortController();
    const both = [1, 2].map(() => cellsOfFile(sources, side, { signal: cancelled.signal }));
    cancelled.abort();
    for (const one of both) await expect(one).rejects.toThrow(/abort/i);
  });

  it("are read once for checks that follow each other", async () => {
    const { sources, side } = await opened();
    expect(await cellsOfFile(sources, side, {})).toBe(await cellsOfFile(sources, side, {}));
  });
});
