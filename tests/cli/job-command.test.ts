import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { run } from "../../src/cli/run.ts";

const folder = mkdtempSync(join(tmpdir(), "signet-job-"));
const file = (name: string, content: string) => {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
};
const X = file("X.csv", "age;name\n41;Ada\n");
const MODEL = file(
  "MLmodel",
  `signature:\n  inputs: '[{"type": "long", "name": "age", "required": true}]'\n  outputs: null\n  params: null\n`,
);

async function job(...args: readonly string[]) {
  let out = "";
  let err = "";
  const code = await run(["job", ...args], { out: (text) => (out += text), err: (text) => (err += text) });
  return { code, out, err };
}

describe("signet job", () => {
  it("writes the script for a model's signature", async () => {
    const { code, out } = await job("--signature", MODEL);
    expect(code).toBe(0);
    expect(out).toContain(`ColSpec("long", 'age'),`);
    expect(out.startsWith("#!/usr/bin/env python3\n")).toBe(true);
  });

  it("signs files as sign does, and keeps how they were read", async () => {
    const path = join(folder, "job.py");
    const { code, out } = await job("--inputs", X, "--read", '{"sep": ";"}', "--signer", "SparkSigner", "--out", path);
    expect([code, out]).toEqual([0, ""]);
    const script = readFileSync(path, "utf-8");
    // Spark's small integers are integer, pandas' are long.
    expect(script).toContain(`ColSpec("integer", 'age'),`);
    expect(script).toContain("READER_OPTIONS = {'inputs': {'sep': ';'}, 'outputs': {}}");
  });

  it.each([
    ["nothing", [], 2, "job needs --signature, or --inputs"],
    ["a model and files", ["--signature", MODEL, "--inputs", X], 2, "--signature does not go with files"],
    ["a format", ["--inputs", X, "--format", "json"], 2, "--format does not go with files"],
    ["an option that is not its own", ["--signature", MODEL, "--via", "both"], 2, "--via"],
    ["no model", ["--signature", join(folder, "none")], 1, "There is no model"],
    ["a model without signature", ["--signature", file("plain.yaml", "flavors: {}\nrun_id: r\n")], 1, "has no signature"],
  ])("refuses %s", async (_, args, expected, message) => {
    const { code, err, out } = await job(...args);
    expect([code, out]).toEqual([expected, ""]);
    expect(err).toContain(message);
  });
});
