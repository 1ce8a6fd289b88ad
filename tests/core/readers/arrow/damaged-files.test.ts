import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { type ByteSource, sourceFromBytes } from "../../../../src/core/bytes/byte-source.ts";
import { SignetError } from "../../../../src/core/errors.ts";
import { openFiles } from "../../../../src/core/readers/open-files.ts";
import { countingSource } from "../../../helpers/counting-source.ts";

const folder = new URL("../../../fixtures/damaged/", import.meta.url);
const fixture = (name: string) => new Uint8Array(readFileSync(new URL(name, folder)));
const read = (source: ByteSource) => openFiles([source], { options: new Map(), format: "feather" }, { pages: "all" });

describe("Feather files with one bit that is not as it was", () => {
  it.each([
    ["footer-field.feather", "its footer is damaged"],
    ["footer-vector.feather", "its footer is damaged"],
    ["message-header.feather", "a message's header is damaged"],
    ["lz4-frame.feather", "cannot be unpacked"],
  ])("are refused before anything of a declared size is made: %s", async (name, message) => {
    await expect(read(sourceFromBytes(fixture(name), name))).rejects.toMatchObject({
      tag: "UnreadableFile",
      message: expect.stringContaining(message),
    });
  });

  it("end in an answer or a tagged error, whatever byte changes, and are hardly read more than once", async () => {
    const whole = fixture("message-header.feather");
    for (let at = 0; at < whole.length; at += 3) {
      const bytes = whole.map((byte, index) => (index === at ? byte ^ 0x80 : byte));
      const source = countingSource(sourceFromBytes(bytes, "x.feather"));
      const error = await read(source).then(
        () => null,
        (thrown: unknown) => thrown,
      );
      expect(error === null || (error instanceof SignetError && error.tag !== "Internal"), `byte ${at}: ${error}`).toBe(true);
      expect(source.cost.bytes, `byte ${at}`).toBeLessThan(6 * whole.length);
    }
  });
});
