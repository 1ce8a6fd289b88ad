import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { run } from "../../src/cli/run.ts";

const folder = mkdtempSync(join(tmpdir(), "signet-check-"));

function written(name: string, content: string): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

const SIGNATURE = written(
  "signature.txt",
  "inputs: \n  ['a': long (required), 'b': string (optional)]\noutputs: \n  ['p': double (required)]\nparams: \n  ['n': long (default: 5)]\n",
);
const ANY = written("any.txt", "inputs: \n  [Any (required)]\noutputs: \n  None\nparams: \n  None\n");
const GOOD = written("good.csv", "a,b,more\n1,x,0\n2,y,0\n");
const BAD = written("bad.csv", "a,b\n1,x\nsecret,y\nsecret,z\n");
const SEMICOLONS = written("semicolons.csv", "a;b\n1;x\n2;y\n");
const PREDICTIONS = written("predictions.csv", "p\n0.5\n1.5\n");

async function check(...args: readonly string[]) {
  let out = "";
  let err = "";
  const code = await run(["check", ...args], { out: (text) => (out += text), err: (text) => (err += text) });
  return { code, out, err };
}

describe("signet check", () => {
  it("accepts good data both ways, and says what is dropped", async () => {
    const { code, out } = await check("--signature", SIGNATURE, "--inputs", GOOD);
    expect(code).toBe(0);
    expect(out).toContain("good.csv as inputs, predict: accepted (2 rows)");
    expect(out).toContain("good.csv as inputs, scoring server (POST /invocations, CSV body): accepted (2 rows)");
    expect(out).toContain("dropped with a warning: more");
  });

  it("says which way refuses and which accepts", async () => {
    const { code, out } = await check("--signature", SIGNATURE, "--inputs", SEMICOLONS);
    expect(code).toBe(3);
    expect(out).toContain("predict: accepted");
    expect(out).toContain("Model is missing inputs ['a']. Note that there were extra inputs: ['a;b'].");
    expect(out).toContain("The scoring server reads comma-separated CSV only: this file arrives as one column.");
    expect((await check("--signature", SIGNATURE, "--inputs", BAD)).out).not.toContain("arrives as one column");
  });

  it("gives a verdict for each file, with what would fix it and the rows", async () => {
    const { code, out } = await check("--signature", SIGNATURE, "--inputs", GOOD, BAD, "--via", "predict");
    expect(code).toBe(3);
    expect(out).toContain("Can not safely convert str to int64.");
    expect(out).toContain("rows: 2 rows, first 2");
    expect(out).toContain("Change the signature: Declare a as string");
    expect(out).toContain("Fix the data: Drop the 2 rows without a number in a.");
  });

  it.each(["text", "json", "junit", "markdown", "html"])(
    "gives every way out in %s: Python that changes the data, and Python that sets the changed signature",
    async (format) => {
      const gaps = written("gaps.csv", "a,b\n1,x\n,y\n");
      const { out } = await check("--signature", SIGNATURE, "--inputs", gaps, "--format", format);
      const plain = out.replace(/&quot;|\\"/g, '"').replace(/&#39;/g, "'");
      expect(plain).toContain("df = df[df['a'].notna()]");
      expect(plain).toContain("1 row is lost.");
      expect(plain).toContain("set_signature(model_uri, signature)");
      // The parameters stay, and the column becomes a double.
      expect(plain).toContain("ColSpec(\"double\", 'a')");
      expect(plain).toContain("ParamSpec(");
    },
  );

  it.each(["text", "json", "junit", "markdown", "html"])("holds the corrected request in %s where values are asked for", async (format) => {
    const request = written("to-correct.json", JSON.stringify({ dataframe_split: { columns: ["a"], data: [[7, 8]] } }));
    const body = written("wrapped.json", JSON.stringify({ columns: ["a"], data: [[7777]] }));
    const args = ["--signature", SIGNATURE, "--format", format, "--request"];
    expect((await check(...args, request)).code).toBe(3);
    const silent = await check(...args, body);
    const telling = await check(...args, body, "--show-values");
    expect(silent.code).toBe(3);
    expect(silent.out).not.toContain("7777");
    expect(telling.out.replace(/&quot;|\\"/g, '"')).toContain('{"dataframe_split": {"columns": ["a"], "data": [[7777]]}}');
  });

  it.each(["text", "json", "junit", "markdown", "html"])("shows cell values in %s only where asked", async (format) => {
    const args = ["--signature", SIGNATURE, "--inputs", BAD, "--format", format];
    const silent = await check(...args);
    const telling = await check(...args, "--show-values");
    expect(silent.out).not.toContain("secret");
    expect(telling.out).toContain("secret");
    expect(silent.code).toBe(3);
  });

  it("applies the rules to outputs, and says that MLflow does not", async () => {
    const { code, out } = await check("--signature", SIGNATURE, "--outputs", PREDICTIONS);
    expect(code).toBe(0);
    expect(out).toContain("MLflow does not enforce outputs");
  });

  it("judges a request with its params as the scoring server does", async () => {
    const request = written("request.json", JSON.stringify({ dataframe_split: { columns: ["a"], data: [["1"]] }, params: { n: "5" } }));
    const { code, out } = await check("--signature", SIGNATURE, "--request", request);
    expect(code).toBe(3);
    expect(out).toContain("request.json as inputs, scoring server (POST /invocations, JSON body): accepted");
    expect(out).toContain("request.json as params: refused: 1 reason");
  });

  it("never calls a signature of any a pass", async () => {
    const { out } = await check("--signature", ANY, "--inputs", GOOD, "--via", "predict");
    expect(out).toContain("proves nothing");
  });

  it.each([
    [["--inputs", GOOD], 2, "needs --signature"],
    [["--signature", SIGNATURE], 2, "needs --inputs"],
    [["--signature", SIGNATURE, "--inputs", GOOD, "--via", "telepathy"], 2, "--via must be"],
    [["--signature", ANY, "--outputs", GOOD], 2, "has no outputs"],
    [["--signature", SIGNATURE, "--inputs", join(folder, "absent.csv")], 1, "There is no file"],
    [["--signature", GOOD, "--inputs", GOOD], 1, "not an MLmodel"],
  ])("%j ends with %i", async (args, expected, reason) => {
    const { code, err } = await check(...args);
    expect(code).toBe(expected);
    expect(err).toContain(reason);
  });
});
