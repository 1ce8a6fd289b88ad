import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { limitsIn, WrongUse } from "../../src/cli/arguments.ts";
import { run } from "../../src/cli/run.ts";
import { LIMITS, setLimits } from "../../src/core/limits.ts";

const folder = mkdtempSync(join(tmpdir(), "signet-limits-"));

async function signet(...args: string[]) {
  let [out, err] = ["", ""];
  const code = await run(args, { out: (text) => (out += text), err: (text) => (err += text) });
  return { code, out, err };
}

afterEach(() => setLimits({}));

describe("--limit", () => {
  it("lifts a limit for one command", async () => {
    const path = join(folder, "params.json");
    writeFileSync(path, `{"k": "${"x".repeat(LIMITS.params.default)}"}`);
    const refused = await signet("sign", "--params", path);
    expect(refused).toMatchObject({ code: 1, out: "" });
    expect(refused.err).toContain("The limit is 4,194,304 characters.");
    expect(refused.err).toContain("signet --limit params=SIZE");
    expect(await signet("--limit", "params=5M", "sign", "--params", path)).toMatchObject({ code: 0 });
    expect(await signet("sign", "--params", path)).toMatchObject({ code: 1 });
  });

  it.each([
    [["--limit", "columns=1000000"], { columns: 1_000_000 }],
    [["--limit=csv-line=1G"], { "csv-line": 2 ** 30 }],
    [["--limit", "params=8M", "--limit", "columns=201K"], { params: 8 << 20, columns: 201 * 1024 }],
    [["--limit", "columns=5"], { columns: LIMITS.columns.default }],
  ])("reads %j", (args, limits) => {
    expect(limitsIn(["sign", ...args, "--inputs", "a"])).toEqual({ limits, rest: ["sign", "--inputs", "a"] });
  });

  it.each(["columns", "columns=", "columns=many", "columns=-1", "columns=1T", "rows=5", ""])("refuses %j", (written) => {
    expect(() => limitsIn(["--limit", written])).toThrow(WrongUse);
  });

  it("is reported where it is wrong", async () => {
    expect(await signet("sign", "--limit", "rows=5")).toEqual({
      code: 2,
      out: "",
      err: expect.stringMatching(/^signet: --limit has no rows\. Limits: columns, csv-line, /),
    });
  });
});
