import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { run } from "../../src/cli/run.ts";

const folder = mkdtempSync(join(tmpdir(), "signet-environment-"));

function written(name: string, content: string): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

async function signet(...args: readonly string[]) {
  let out = "";
  let err = "";
  const code = await run(args, { out: (text) => (out += text), err: (text) => (err += text) });
  return { code, out, err };
}

const DATES = written("dates.csv", "d\n2024-01-31\n2024-02-01\n");
const BIG = written("big.csv", "a\n18446744073709551616\n");
const SIGNATURE = `signature:\n  inputs: '[{"type": "datetime", "name": "d", "required": true}]'\n  outputs: null\n`;
const MODEL = written("model.yaml", `flavors: {}\nmlflow_version: 3.12.0\n${SIGNATURE}`);

describe("a model that is given", () => {
  beforeAll(() => {
    mkdirSync(join(folder, "model"));
    written("model/MLmodel", `flavors: {}\nmlflow_version: 2.14.3\n${SIGNATURE}`);
    written("model/requirements.txt", "mlflow==2.14.3\npandas==1.5.3\n");
  });

  it("selects the versions that check answers as, and says so", async () => {
    const { code, err } = await signet("check", "--signature", MODEL, "--inputs", DATES, "--via", "predict");
    expect(err).toContain("model.yaml names MLflow 3.12.0. Signet answers as MLflow 3.12.0 with pandas 2.3.3.");
    expect(err).toContain("mlflow 3.12.0 was not measured itself; 3.8.1 and 3.15.2 were.");
    // Text that is a column of objects is made dates.
    expect(code).toBe(0);
  });

  it("gives way to --environment", async () => {
    const { code, err } = await signet("check", "--signature", MODEL, "--inputs", DATES, "--via", "predict", "--environment", "current");
    expect(err).toBe("");
    expect(code).toBe(3);
  });

  it.each(["model", "model/MLmodel"])("names pandas by the files next to it: %s", async (path) => {
    const { out, err } = await signet("sign", "--inputs", BIG, "--mlmodel", join(folder, path), "--format", "mlmodel");
    expect(err).toContain("MLmodel and requirements.txt name MLflow 2.14.3 and pandas 1.5.3.");
    expect(out).toContain('"type": "string"');
    expect(out).toContain("mlflow_version: 2.14.3");
  });

  it("is not answered for before MLflow 2.10, and says why", async () => {
    const old = written("old.yaml", "flavors: {}\nmlflow_version: 2.9.2\n");
    const { out, err } = await signet("sign", "--inputs", BIG, "--mlmodel", old, "--format", "mlmodel");
    expect(err).toContain("old.yaml names MLflow 2.9.2. Signatures of MLflow before 2.10 can be written and read.");
    expect(err).toContain("Signet answers as MLflow 3.17.2 with pandas 3.1.1.");
    expect(err).toContain("does not load this signature: it does not know the key required of a column.");
    expect(out).toContain('"type": "long"');
  });

  it("is compared with as its own versions infer", async () => {
    const any = `signature:\n  inputs: '[{"type": "string", "name": "a", "required": true}]'\n  outputs: null\n`;
    const model = written("expected.yaml", `flavors: {}\nmlflow_version: 3.15.2\n${any}`);
    expect((await signet("sign", "--inputs", BIG, "--expect", model)).code).toBe(0);
    expect((await signet("sign", "--inputs", BIG, "--expect", model, "--environment", "current")).code).toBe(4);
  });
});
