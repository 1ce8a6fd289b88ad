import { describe, expect, it } from "vitest";
import { SignetError } from "../../../src/core/errors.ts";
import { unlessRefused } from "../../../src/core/readers/unless-refused.ts";

describe("unlessRefused", () => {
  it("is null for a tagged refusal only", async () => {
    const rejected = (error: unknown) => unlessRefused(Promise.reject(error));
    expect(await unlessRefused(Promise.resolve(5))).toBe(5);
    expect(await rejected(new SignetError("UnreadableFile", "No."))).toBeNull();
    await expect(rejected(new SignetError("Aborted", "Cancelled."))).rejects.toThrow("Cancelled.");
    await expect(rejected(new RangeError("a defect"))).rejects.toThrow("a defect");
  });
});
