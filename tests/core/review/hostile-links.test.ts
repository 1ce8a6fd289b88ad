import { deflateRawSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { SignetError } from "../../../src/core/errors.ts";
import { reviewFromText } from "../../../src/core/review/review-link.ts";

const FRAGMENT = "#review=";
/** A limit for what hangs: a quiet machine takes under two seconds, a busy one longer. */
const MOST_MS = 20_000;

/** A repeatable sequence: `SEED=…` tries another one. */
function random(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

const packed = (text: string) => FRAGMENT + deflateRawSync(text).toString("base64url");

const REVIEW = {
  format: "signet review",
  version: 1,
  provenance: { date: "2026-01-01T00:00:00.000Z", versions: { mlflow: "3.17.2", pandas: "3.1.1", signet: "0.1.0" } },
  signature: { inputs: '[{"type": "long", "name": "a", "required": true}]', outputs: null, params: null },
};

/** How a text is answered: by a review or a tagged error. Anything else is thrown. */
async function answerOf(text: string): Promise<string> {
  const started = performance.now();
  const answer = await reviewFromText(text).then(
    () => "review",
    (error: unknown) => {
      if (!(error instanceof SignetError)) throw error;
      expect(error.tag).not.toBe("Internal");
      return error.tag;
    },
  );
  expect(performance.now() - started, text.slice(0, 80)).toBeLessThan(MOST_MS);
  return answer;
}

describe("a hostile link", () => {
  it.each([
    ["a bomb of one letter", packed(`"${"a".repeat(256 << 20)}"`)],
    ["deep arrays", packed("[".repeat(1_000_000))],
    ["deep objects", packed('{"a":'.repeat(1_000_000))],
    ["many keys", packed(`{${Array.from({ length: 300_000 }, (_, index) => `"k${index}":0`).join()}}`)],
    ["a long number", packed("1".repeat(20_000_000))],
    ["prototype keys", packed('{"__proto__": {"polluted": 1}, "constructor": {"prototype": {"polluted": 1}}}')],
    ["a long fragment", FRAGMENT + "A".repeat(20_000_000)],
    ["no base64", `${FRAGMENT}%%%%`],
    ["nothing", FRAGMENT],
    ["text that is not UTF-8", FRAGMENT + deflateRawSync(Buffer.from([0x22, 0xff, 0xfe, 0x22])).toString("base64url")],
    ["JSON of 60 MB", JSON.stringify({ ...REVIEW, notes: "a".repeat(60_000_000) })],
  ])("%s is answered in time", async (_, text) => {
    expect(await answerOf(text)).toBe("InvalidModel");
    expect(({} as { polluted?: number }).polluted).toBeUndefined();
  });

  it("is answered whatever is flipped, cut or repeated in it", async () => {
    const seed = Number(process.env.SEED ?? 15);
    const next = random(seed);
    const bytes = deflateRawSync(JSON.stringify(REVIEW));
    const answers = new Set<string>();
    for (let round = 0; round < 400; round++) {
      const copy = Buffer.from(bytes);
      const at = Math.floor(next() * copy.byteLength);
      const kind = Math.floor(next() * 3);
      if (kind === 0) copy[at] = (copy[at] as number) ^ (1 << Math.floor(next() * 8));
      const changed = kind === 1 ? copy.subarray(0, at) : kind === 2 ? Buffer.concat([copy.subarray(0, at), copy]) : copy;
      answers.add(await answerOf(FRAGMENT + changed.toString("base64url")));
    }
    expect([...answers], `seed ${seed}`).toContain("InvalidModel");
  });
});
