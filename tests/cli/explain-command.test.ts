import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { run } from "../../src/cli/run.ts";

async function explain(...args: readonly string[]) {
  let out = "";
  let err = "";
  const code = await run(["explain", ...args], {
    out: (text) => {
      out += text;
    },
    err: (text) => {
      err += text;
    },
  });
  return { code, out, err };
}

const MESSAGE = "Incompatible input types for column age. Can not safely convert int64 to float64.";

describe("signet explain", () => {
  it("explains a message and what to do", async () => {
    const { code, out } = await explain(MESSAGE);
    expect(code).toBe(0);
    expect(out).toContain("incompatible type (incompatible-type)");
    expect(out).toContain('.astype("float64")');
  });

  it("reads a file, and writes JSON", async () => {
    const path = join(mkdtempSync(join(tmpdir(), "explain-")), "error.log");
    writeFileSync(path, `mlflow.exceptions.MlflowException: ${MESSAGE}\n`);
    const { out } = await explain("--json", path);
    expect(JSON.parse(out)).toMatchObject({ id: "incompatible-type", columns: ["age"], found: "int64", expected: "float64" });
  });

  it("says where a text is not MLflow's, and where it is used wrongly", async () => {
    expect(await explain("KeyError: 'age'")).toMatchObject({ code: 1, out: "" });
    expect((await explain("--nothing")).code).toBe(2);
  });
});
