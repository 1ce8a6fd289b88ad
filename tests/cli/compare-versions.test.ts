import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { run } from "../../src/cli/run.ts";

const folder = mkdtempSync(join(tmpdir(), "signet-compare-"));

function written(name: string, content: string): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

async function compare(...args: readonly string[]) {
  let [out, err] = ["", ""];
  const code = await run(["compare-versions", ...args], { out: (text) => (out += text), err: (text) => (err += text) });
  return { code, out, err };
}

const PLAIN = written("plain.csv", "a,b\n1,x\n");
const DATES = written("dates.csv", "d\n2024-01-31\n2024-02-01\n");
const DATETIME = written(
  "datetime.json",
  '{"inputs": "[{\\"type\\": \\"datetime\\", \\"name\\": \\"d\\", \\"required\\": true}]", "outputs": null}',
);

describe("signet compare-versions", () => {
  it("exits with 0 where nothing changes", async () => {
    const { code, out } = await compare("--from", "mlflow-3", "--to", "current", "--inputs", PLAIN);
    expect(code).toBe(0);
    expect(out).toBe("MLflow 3.15.2 with pandas 2.3.3 -> MLflow 3.17.2 with pandas 3.1.1\n  Nothing changes.\n");
  });

  it("says in a sentence what is inferred otherwise, and exits with 3", async () => {
    const big = written("big.csv", "a\n18446744073709551616\n");
    const { code, out } = await compare("--from", "mlflow-3", "--to", "current", "--inputs", big);
    expect(code).toBe(3);
    expect(out).toContain("inputs, a: string with MLflow 3.15.2 and pandas 2.3.3, long with MLflow 3.17.2 and pandas 3.1.1.");
  });

  it("says what is accepted otherwise under a signature, and what the column is", async () => {
    const versions = ["--from", "current", "--to", "mlflow=3.12,pandas=2.3"];
    const { code, out, err } = await compare(...versions, "--inputs", DATES, "--signature", DATETIME);
    expect(code).toBe(3);
    expect(err).toContain("mlflow 3.12 was not measured itself; 3.8.1 and 3.15.2 were.");
    expect(out).toContain(
      "inputs, d: with MLflow 3.17.2 and pandas 3.1.1, this column is string, and predict refuses it as datetime (Incompatible input types for column d. Can not safely convert str to datetime64[ns]); with MLflow 3.12 and pandas 2.3, predict accepts it as datetime",
    );
  });

  it("says where one of them makes no signature", async () => {
    const none = written("none.json", '[{"a": null}]');
    const { code, out } = await compare("--from", "mlflow-2", "--to", "current", "--inputs", none);
    expect(code).toBe(3);
    expect(out).toMatch(
      /inputs: with MLflow 2\.14\.3 and pandas 2\.2\.3 there is none \(.+[^.]\); with MLflow 3\.17\.2 and pandas 3\.1\.1 there is a signature\./,
    );
  });

  it("needs both pairs, and files", async () => {
    expect((await compare("--from", "current", "--inputs", PLAIN)).code).toBe(2);
    expect((await compare("--from", "current", "--to", "mlflow-3")).code).toBe(2);
  });
});
