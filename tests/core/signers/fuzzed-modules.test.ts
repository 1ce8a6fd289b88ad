import { beforeAll, describe, expect, it } from "vitest";
import { SignetError } from "../../../src/core/errors.ts";
import { type Interpreter, loadInterpreter } from "../../../src/core/signers/custom/interpreter.ts";

const LIMITS = { timeMs: 300, memoryBytes: 16 << 20, stackBytes: 128 << 10 };
/** A limit for what hangs: one long step of the interpreter may overrun its clock, on a busy machine by seconds. */
const MOST_MS = 20_000;

/** A repeatable sequence: `SEED=…` tries another one. */
function random(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

/** Pieces of modules that loop, allocate, throw, reach for globals, or change what the guest's own code depends on. */
const STATEMENTS = [
  "while (true);",
  "for (const x of (function* () { while (true) yield x; })()) ;",
  "const all = []; for (;;) all.push(new ArrayBuffer(1 << 20));",
  "'x'.repeat(1 << 29);",
  "JSON.parse = () => ({ polluted: 1 });",
  "JSON.stringify = () => { throw null; };",
  "Object.prototype.toJSON = () => { throw new Proxy({}, {}); };",
  "Object.defineProperty(Object.prototype, 'then', { get() { throw 1; } });",
  "Array.prototype[Symbol.iterator] = function* () { yield this; };",
  "Promise.prototype.then = () => new Promise(() => {});",
  "Error.prepareStackTrace = () => { while (true); };",
  "globalThis.defineSigner = () => 1;",
  "delete globalThis.z;",
  "Object.freeze(globalThis);",
  "throw { get message() { while (true); }, get stack() { throw 1; } };",
  "throw null;",
  "(function f() { f(); })();",
  "new RegExp('(a+)+$').test('a'.repeat(40) + 'b');",
  "await new Promise(() => {});",
  "await import('./other.mjs');",
  "new Function('return this')().constructor.constructor('return process')();",
  "Reflect.construct(Proxy, [globalThis, { get() { throw 1; } }]);",
  "BigInt(2) ** BigInt(1 << 24);",
  "Array(1e6).fill(0).sort(() => Math.random() - 0.5);",
  "structuredClone?.(globalThis);",
  "return { inputs: new Proxy([], { get: () => 1 }) };",
  "return 'x'.repeat(20 << 20);",
  "return new Proxy({}, { ownKeys() { while (true); } });",
];

function fuzzedModule(next: () => number): string {
  const pick = () => STATEMENTS[Math.floor(next() * STATEMENTS.length)] ?? "";
  const body = Array.from({ length: 1 + Math.floor(next() * 3) }, pick).join("\n    ");
  const top = next() < 0.3 ? pick().replace(/^return/, "void") : "";
  return `${top}\nexport default defineSigner({ kind: "Fuzz", async sign(given) {\n    ${body}\n    return { inputs: given.inputs?.schema };\n} });`;
}

describe("a fuzzed module", () => {
  let interpreter: Interpreter;
  beforeAll(async () => {
    interpreter = await loadInterpreter();
  });

  it("answers or fails with a tagged error, in time, and leaves the program as it was", () => {
    const seed = Number(process.env.SEED ?? 15);
    const next = random(seed);
    const args = JSON.stringify({ inputs: null, outputs: null, params: null, config: {} });
    const before = [Object.keys(globalThis).length, Object.getOwnPropertyNames(Object.prototype).join(), JSON.stringify.toString()];
    const outcomes = { answered: 0, failed: 0 };
    for (let round = 0; round < 24; round++) {
      const source = fuzzedModule(next);
      const started = performance.now();
      try {
        expect(typeof interpreter.run({ name: "fuzz.mjs", source }, args, LIMITS)).toBe("string");
        outcomes.answered++;
      } catch (error) {
        if (!(error instanceof SignetError)) throw new Error(`seed ${seed}, round ${round}:\n${source}`, { cause: error });
        expect(error.tag).toBe("SignerFailed");
        outcomes.failed++;
      }
      expect(performance.now() - started, source).toBeLessThan(MOST_MS);
    }
    expect(outcomes.failed).toBeGreaterThan(8);
    expect([Object.keys(globalThis).length, Object.getOwnPropertyNames(Object.prototype).join(), JSON.stringify.toString()]).toEqual(
      before,
    );
    // It still runs what is good.
    const good = 'export default defineSigner({ kind: "Good", sign: () => ({}) });';
    expect(interpreter.describe({ name: "good.mjs", source: good })).toContain("Good");
  });
});
