import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, it } from "vitest";

it("installs packages without a word on stdout, which is the signature's", () => {
  const folder = mkdtempSync(join(tmpdir(), "signet-setup-"));
  try {
    // A checkout without packages, which needs none.
    cpSync(resolve("scripts/setup.mjs"), join(folder, "scripts", "setup.mjs"));
    const manifest = { name: "empty", version: "1.0.0" };
    writeFileSync(join(folder, "package.json"), JSON.stringify(manifest));
    writeFileSync(join(folder, "package-lock.json"), JSON.stringify({ ...manifest, lockfileVersion: 3, packages: { "": manifest } }));
    const setup = pathToFileURL(join(folder, "scripts", "setup.mjs")).href;
    const code = `const { ensurePackages } = await import(${JSON.stringify(setup)}); ensurePackages();`;
    const { status, stdout, stderr } = spawnSync(process.execPath, ["--input-type=module", "-e", code], { encoding: "utf8" });
    expect([status, stdout]).toEqual([0, ""]);
    expect(stderr).toContain("Installing packages …");
  } finally {
    rmSync(folder, { recursive: true });
  }
});
