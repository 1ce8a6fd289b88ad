import { describe, expect, it } from "vitest";
import { isSignetError } from "../../../src/core/errors.ts";
import { checkedAnswer } from "../../../src/core/signers/custom/answer.ts";
import { type Limits, loadInterpreter } from "../../../src/core/signers/custom/interpreter.ts";

const interpreter = await loadInterpreter();
const LIMITS: Limits = { timeMs: 400, memoryBytes: 24 << 20, stackBytes: 128 << 10 };

/** Runs a module, and returns what it answered or how it was stopped. */
function run(source: string): { readonly answer?: unknown; readonly stopped?: string } {
  try {
    const reply = JSON.parse(interpreter.run({ name: "signer.mjs", source }, '{"config": {}}', LIMITS)) as { readonly answer: unknown };
    return { answer: reply.answer };
  } catch (error) {
    if (isSignetError(error, "SignerFailed")) return { stopped: error.message };
    throw error;
  }
}

const signing = (expression: string) => `export default defineSigner({ kind: "Mine", sign: () => (${expression}) });`;

/** Everything by which a script reaches beyond itself in a page, a worker or Node. */
const OUTSIDE = [
  "fetch",
  "XMLHttpRequest",
  "WebSocket",
  "EventSource",
  "RTCPeerConnection",
  "WebTransport",
  "navigator",
  "Worker",
  "SharedWorker",
  "importScripts",
  "localStorage",
  "sessionStorage",
  "indexedDB",
  "caches",
  "document",
  "window",
  "self",
  "parent",
  "top",
  "opener",
  "location",
  "history",
  "open",
  "Image",
  "postMessage",
  "onmessage",
  "addEventListener",
  "BroadcastChannel",
  "MessageChannel",
  "setTimeout",
  "setInterval",
  "queueMicrotask",
  "requestAnimationFrame",
  "process",
  "require",
  "module",
  "Buffer",
  "global",
  "Deno",
  "Bun",
  "std",
  "os",
  "print",
  "console",
  "WebAssembly",
  "crypto",
  "performance",
  "structuredClone",
  "eval.constructor.prototype.fetch",
];

describe("a signer that tries to leave", () => {
  it.each(OUTSIDE)("finds no %s", (name) => {
    expect(run(signing(`typeof ${name}`))).toEqual({ answer: "undefined" });
  });

  it("finds nothing outside by the Function constructor either", () => {
    expect(run(signing('Function("return typeof fetch + typeof process + typeof globalThis.self")()'))).toEqual({
      answer: "undefined".repeat(3),
    });
  });

  it("knows no name of the host's objects", () => {
    const names = run(signing("Object.getOwnPropertyNames(globalThis)")).answer as string[];
    expect(
      names.filter((name) => !/^(defineSigner|z|InternalError|Iterator|Float16Array|__zod_\w+)$/.test(name) && !(name in globalThis)),
    ).toEqual([]);
    expect(
      names.filter(
        (name) =>
          typeof (globalThis as unknown as Record<string, unknown>)[name] === "function" && /fetch|Worker|Socket|Timeout/.test(name),
      ),
    ).toEqual([]);
  });

  it.each([
    ["a module of Node", 'import("node:fs")'],
    ["an address", 'import("https://example.com/a.mjs")'],
    ["a data address", 'import("data:text/javascript,export default 1")'],
    ["the guest", 'import("signet:guest")'],
  ])("imports neither statically nor dynamically %s", (_, expression) => {
    const found = run(signing(expression));
    expect(found.stopped ?? JSON.stringify(found.answer)).toMatch(/cannot import/);
  });

  it.each([
    ["an endless loop", "while (true);", "ran for more than"],
    ["an endless loop while it is loaded", null, "ran for more than"],
    ["an endless expression", '/(a+)+$/.test("a".repeat(40) + "b")', "ran for more than"],
    [
      "endless promises",
      "const again = () => Promise.resolve().then(again); return again();",
      "ran for more than|never comes|used more than",
    ],
    ["deep recursion", "const deep = () => deep() + 1; deep();", "InternalError: stack overflow"],
    ["a text that grows", 'let text = "a"; while (true) text += text;', "string too long|used more than|ran for more than"],
    ["a huge buffer", "new ArrayBuffer(2 ** 33);", "used more than|invalid array buffer length|RangeError"],
    ["many objects", "const all = []; while (true) all.push({ a: [1, 2, 3] });", "used more than|ran for more than"],
    ["objects that leave no memory for an error", "let all = null; while (true) all = { all };", "used more than|ran for more than"],
    ["a thrown null", "throw null;", "threw null"],
    ["an error that loops when it is read", "throw { get message() { while (true); } };", "ran for more than"],
    ["a value that loops when it is written", "return { toJSON() { while (true); } };", "ran for more than"],
    ["a name that throws", "throw { get name() { throw 1; }, get message() { throw 2; }, get stack() { throw 3; } };", "signer.mjs"],
  ])("is stopped in %s", (_, lines, message) => {
    const started = performance.now();
    const source =
      lines === null
        ? "while (true);"
        : lines.startsWith("/")
          ? signing(lines)
          : `export default defineSigner({ kind: "Mine", sign() { ${lines} } });`;
    expect(run(source).stopped).toMatch(new RegExp(message));
    expect(performance.now() - started).toBeLessThan(30_000);
  });

  it("changes no prototype but its own", () => {
    const lines = [
      'Object.prototype.polluted = "yes"; Array.prototype.map = () => ["polluted"]; JSON.stringify = () => "{}"; JSON.parse = () => ({});',
      'Promise.prototype.then = () => "polluted"; String.prototype.slice = () => "polluted";',
    ].join("\n");
    const source = `${lines}\n${signing("({ inputs: null })")}`;
    expect(run(source)).not.toEqual({});
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
    expect([1].map((one) => one + 1)).toEqual([2]);
    expect(run(signing("({}).polluted ?? null"))).toEqual({ answer: null });
  });

  it.each([
    ["a key called __proto__", '{"kind": "answer", "answer": {"__proto__": {"polluted": 1}}}'],
    ["a worker's message", '{"kind": "signed", "id": 1, "result": {"signature": {"inputs": null}}}'],
    ["a message within the answer", '{"kind": "answer", "answer": {"kind": "signed", "id": 1}}'],
    ["a config's refusal as an answer", '{"kind": "answer", "answer": {"inputs": {"kind": "columns", "specs": []}}}'],
  ])("is not believed when it forges %s", (_, reply) => {
    expect(() => checkedAnswer("signer.mjs", reply)).toThrow(expect.objectContaining({ tag: "SignerFailed" }));
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  it("forges no answer by what JSON.stringify or a toJSON gives", () => {
    const source = `JSON.stringify = () => '{"kind": "signed"}';\n${signing('({ toJSON: () => ({ kind: "signed" }) })')}`;
    expect(run(source)).toEqual({ answer: { kind: "signed" } });
  });

  it("leaves the interpreter whole for the next", () => {
    expect(run(signing("({ inputs: null })"))).toEqual({ answer: { inputs: null } });
  });
});
