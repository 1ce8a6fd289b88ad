import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, it } from "vitest";
import * as core from "../src/core/index.ts";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const text = (path: string) => readFileSync(join(root, path), "utf-8");
const [, example = ""] = /```js\n([\s\S]*?)```/.exec(text("docs/library.md")) ?? [];

/** A program's folder in which the built package is installed. */
const folder = mkdtempSync(join(tmpdir(), "signet-library-"));

beforeAll(() => {
  mkdirSync(join(folder, "node_modules", "@signet-mlflow"), { recursive: true });
  symlinkSync(root, join(folder, "node_modules", "@signet-mlflow", "signet"), "junction");
  writeFileSync(join(folder, "package.json"), '{"private": true, "type": "module"}');
  writeFileSync(join(folder, "X.csv"), "amount,city\n1.5,Bern\n2,\n");
});

describe("the package as a library", () => {
  it("runs the example of its page", () => {
    writeFileSync(join(folder, "example.mjs"), example);
    const { stdout, stderr, status } = spawnSync(process.execPath, ["example.mjs"], { cwd: folder, encoding: "utf8" });
    expect(status, stderr).toBe(0);
    expect(stdout).toContain('{"type": "double", "name": "amount", "required": true}');
    expect(stdout).toMatch(/^predict accepted$/m);
  });

  it("has the public names of the core, and nothing else", () => {
    const script = 'process.stdout.write(Object.keys(await import("@signet-mlflow/signet")).sort().join());';
    const { stdout, stderr } = spawnSync(process.execPath, ["--input-type=module", "-e", script], { cwd: folder, encoding: "utf8" });
    expect(stdout.split(","), stderr).toEqual(Object.keys(core).sort());
  });

  it("has types that know the example, and refuse a wrong call", () => {
    const compiled = (source: string) => {
      writeFileSync(join(folder, "example.mts"), source);
      const options = ["--noEmit", "--strict", "--skipLibCheck", "--module", "nodenext", "--target", "es2023", "--types", "node"];
      const types = ["--typeRoots", join(root, "node_modules", "@types")];
      const compiler = join(root, "node_modules", "typescript", "bin", "tsc");
      return spawnSync(process.execPath, [compiler, ...options, ...types, "example.mts"], { cwd: folder, encoding: "utf8" });
    };
    const right = compiled(example);
    expect([right.status, right.stdout]).toEqual([0, ""]);
    const wrong = compiled(`${example}\nexportMlmodel(42, null);\n`);
    expect(wrong.stdout).toContain("Argument of type 'number' is not assignable to parameter of type 'ModelSignature'");
  });
});
