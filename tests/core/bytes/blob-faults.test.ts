import { describe, expect, it } from "vitest";
import { sourceFromBlob } from "../../../src/core/bytes/byte-source.ts";
import { errorToData, withFile } from "../../../src/core/errors.ts";

/** A Blob whose bytes cannot be had, as browsers say it. */
function lostBlob(error: unknown): Blob {
  const blob = {
    size: 10,
    slice: () => blob,
    arrayBuffer: () => Promise.reject(error),
    stream: () =>
      new ReadableStream({
        type: "bytes",
        pull(controller) {
          controller.error(error);
        },
      }),
  };
  return blob as unknown as Blob;
}

async function streamed(blob: Blob): Promise<void> {
  for await (const _ of sourceFromBlob(blob, "x.csv").stream());
}

describe("a file that a browser cannot read any more", () => {
  it.each([
    ["Chromium's Blob", new DOMException("The requested file could not be read", "NotReadableError")],
    ["a deleted file", new DOMException("A requested file could not be found", "NotFoundError")],
    ["Chromium's stream", new TypeError("network error")],
    ["Firefox's stream", new TypeError("Error in body stream")],
  ])("is refused by name: %s", async (_, error) => {
    const refusal = {
      tag: "UnreadableFile",
      message: "The browser cannot read x.csv: it was changed, moved or deleted since it was chosen.",
      place: { file: "x.csv" },
      remedy: expect.stringMatching(/^Choose the file again\. /),
      cause: error,
    };
    await expect(streamed(lostBlob(error))).rejects.toMatchObject(refusal);
    await expect(sourceFromBlob(lostBlob(error), "x.csv").slice(0, 5)).rejects.toMatchObject(refusal);
  });

  it("is not confused with a cancelled reading", async () => {
    const error = new DOMException("Cancelled", "AbortError");
    await expect(streamed(lostBlob(error))).rejects.toBe(error);
  });
});

describe("refused memory", () => {
  it.each([
    new RangeError("Array buffer allocation failed"),
    new RangeError("WebAssembly.Memory(): could not allocate memory"),
    new RangeError("Invalid string length"),
    new RangeError("Out of memory"),
    Object.assign(new Error("allocation size overflow"), { name: "InternalError" }),
  ])("is reported plainly, with the file: %s", async (error) => {
    await expect(
      sourceFromBlob(lostBlob(error), "x.csv")
        .slice(0, 5)
        .catch((thrown) => Promise.reject(withFile(thrown, "x.csv"))),
    ).rejects.toMatchObject({ tag: "Unavailable", message: "There is not enough memory to read x.csv.", place: { file: "x.csv" } });
    expect(errorToData(error)).toMatchObject({ tag: "Unavailable", remedy: expect.stringContaining("Close other pages") });
  });

  it("is not any RangeError", () => {
    expect(errorToData(new RangeError("Start offset -8 is outside the bounds of the buffer"))).toMatchObject({ tag: "Internal" });
  });
});
