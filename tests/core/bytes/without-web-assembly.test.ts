import { gzipSync } from "node:zlib";
import { afterEach, describe, expect, it, vi } from "vitest";
import { sourceFromBytes } from "../../../src/core/bytes/byte-source.ts";
import { decompressedSource } from "../../../src/core/bytes/decompress.ts";
import { KernelPool } from "../../../src/core/bytes/kernel-pool.ts";
import { withoutWebAssembly } from "../../../src/core/errors.ts";

afterEach(() => vi.unstubAllGlobals());

/** An xz stream without a block: header, index, footer. */
const EMPTY_XZ = Buffer.from("/Td6WFoAAATm1rRGAAAAABzfRCEftvN9AQAAAAAEWVo=", "base64");

async function read(packed: Uint8Array, compression: "gzip" | "xz"): Promise<number> {
  let length = 0;
  for await (const chunk of decompressedSource(sourceFromBytes(packed, "X.csv"), compression).stream()) length += chunk.byteLength;
  return length;
}

describe("without WebAssembly", () => {
  it("reads xz with it, to show that the file is whole", async () => {
    await expect(read(EMPTY_XZ, "xz")).resolves.toBe(0);
  });

  it.each([
    ["gzip", gzipSync("a\n1\n")],
    ["xz", EMPTY_XZ],
  ] as const)("%s says what is missing, and not that the file is broken", async (compression, packed) => {
    // Another kernel than the one that the tests before have compiled.
    vi.stubGlobal("WebAssembly", undefined);
    const reading = compression === "gzip" ? Promise.resolve().then(() => new KernelPool("").take()) : read(packed, compression);
    await expect(reading).rejects.toMatchObject({ tag: "Unavailable", remedy: expect.stringContaining("Allow WebAssembly") });
  });

  it("asks the kernel once whether the machine runs it", () => {
    const compiled = vi.fn(function refuse() {
      throw new Error("no SIMD");
    });
    vi.stubGlobal("WebAssembly", { Module: compiled });
    const pool = new KernelPool("");
    expect([pool.isAvailable, pool.isAvailable]).toEqual([false, false]);
    expect(compiled).toHaveBeenCalledTimes(1);
    expect(() => pool.take()).toThrow("no SIMD");
  });

  it("knows a policy by the words of each browser", () => {
    const remedies = [
      "WebAssembly.Module(): Compiling or instantiating WebAssembly module violates the following Content Security policy directive",
      "call to WebAssembly.Module() blocked by CSP",
      "Refused to create a WebAssembly object because 'unsafe-eval' or 'wasm-unsafe-eval' is not an allowed source of script",
    ].map((message) => withoutWebAssembly(new Error(message)).remedy);
    expect(new Set(remedies)).toEqual(new Set([expect.stringContaining("wasm-unsafe-eval")]));
  });
});
