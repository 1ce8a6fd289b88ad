// @vitest-environment node
import { describe, expect, it } from "vitest";
import { linesAround } from "../../src/ui/table/lines-around.ts";

const numbersOf = async (text: string | Uint8Array<ArrayBuffer>, line: number) =>
  (await linesAround(new Blob([text]), line)).map(({ number, text: shown }) => `${number} ${shown}`);

describe("the lines around a place in a file", () => {
  it("are three before it and two after it", async () => {
    expect(await numbersOf("a\nb\nc\nd\ne\nf\ng\nh\n", 5)).toEqual(["2 b", "3 c", "4 d", "5 e", "6 f", "7 g"]);
    expect(await numbersOf("a,b\r\n1,2\r\n3,4,5", 3)).toEqual(["1 a,b", "2 1,2", "3 3,4,5"]);
  });

  it("are none where the place lies beyond the file or its beginning, or in bytes that are no text", async () => {
    expect(await numbersOf("a\nb\n", 9)).toEqual([]);
    expect(await numbersOf(`${"x".repeat(300_000)}\nb\n`, 2)).toEqual([]);
    expect(await numbersOf(new Uint8Array([0x1f, 0x8b, 0, 1, 10, 0xff, 0xfe]), 1)).toEqual([]);
  });
});
