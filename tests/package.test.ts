import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdtempSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import * as core from "../src/core/index.ts";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const text = (path: string) => readFileSync(join(root, path), "utf-8");
const manifest = z
  .object({ name: z.string(), dependencies: z.record(z.string(), z.string()), devDependencies: z.record(z.string(), z.string()) })
  .parse(JSON.parse(text("package.json")));

describe("the package", () => {
  it("pins every dependency", () => {
    const loose = Object.entries({ ...manifest.dependencies, ...manifest.devDependencies }).filter(([, version]) => !/^\d/.test(version));
    expect(loose).toEqual([]);
  });

  it("says why each dependency is here", () => {
    const contributing = text("CONTRIBUTING.md");
    const unexplained = [...Object.keys(manifest.dependencies), ...Object.keys(manifest.devDependencies)].filter(
      (name) => !contributing.includes(`\`${name}\``),
    );
    expect(unexplained).toEqual([]);
  });

  it("is scoped, and names no registry's host in the lock file", () => {
    expect(manifest.name).toMatch(/^@/);
    expect(text("package-lock.json")).not.toMatch(/"resolved": "https?:/);
  });

  it("has the public names of the core", () => {
    expect(Object.keys(core).sort()).toMatchSnapshot();
  });

  it("keeps the page small enough to load at once", () => {
    const assets = join(root, "dist", "page", "assets");
    const names = existsSync(assets) ? readdirSync(assets) : [];
    const bytesOf = (pattern: RegExp) =>
      names.filter((name) => pattern.test(name)).reduce((sum, name) => sum + statSync(join(assets, name)).size, 0);
    expect(bytesOf(/\.(js|css)$/)).toBeGreaterThan(0);
    // A third of it is the interpreter of users' own signers, which comes last; more is the worker, with all readers and tables of encodings.
    expect(bytesOf(/\.(js|css)$/)).toBeLessThan(4_800_000);
    // Everything but the workers, the interpreter and what is opened on demand, as it is sent.
    expect(bytesOf(/^(index|mount)-.*\.js\.br$|\.css\.br$/)).toBeGreaterThan(100_000);
    expect(bytesOf(/^(index|mount)-.*\.js\.br$|\.css\.br$/)).toBeLessThan(250_000);
    // What is between a visitor on a slow line and a page that takes a file.
    const [first = ""] = /[^/]+\.js(?=")/.exec(/<script[^>]*src="[^"]*"/.exec(text("dist/page/index.html"))?.[0] ?? "") ?? [];
    expect(statSync(join(assets, first)).size).toBeLessThan(11_000);
    expect(bytesOf(/\.css\.br$/)).toBeLessThan(10_000);
  });

  it("has the page as one file, with nothing that is fetched, under 3 MB", () => {
    const page = text("dist/signet.html");
    expect(Buffer.byteLength(page)).toBeLessThan(3_000_000);
    const [, policy = ""] = /http-equiv="Content-Security-Policy"\s+content="([^"]*)"/.exec(page) ?? [];
    expect(policy).not.toContain("'self'");
    expect(policy).not.toContain("unsafe-inline");
    const markup = page.replaceAll(/<(script|style)[^>]*>[\s\S]*?<\/\1>/g, (inline) => {
      const content = inline.slice(inline.indexOf(">") + 1, inline.lastIndexOf("</"));
      expect(policy).toContain(`'sha256-${createHash("sha256").update(content).digest("base64")}'`);
      return "";
    });
    expect(markup).not.toMatch(/ (src|href)="(?!data:|#)/);
  });

  it("allows the one inline script of the page by its hash", () => {
    const page = text("dist/page/index.html");
    const inline = [...page.matchAll(/<script>([^<]*)<\/script>/g)].map(([, content = ""]) => content);
    expect(inline).toHaveLength(1);
    for (const content of inline) expect(page).toContain(`'sha256-${createHash("sha256").update(content).digest("base64")}'`);
  });

  it("gives authors of signers their types and the same functions", async () => {
    expect(text("dist/signer/define-signer.d.ts")).toContain("export declare function defineSigner");
    const built = (await import(
      join(root, "dist", "signer", "define-signer.mjs")
    )) as typeof import("../src/core/signers/custom/define-signer.ts");
    const signer = built.defineSigner({
      kind: "Mine",
      config: built.z.strictObject({ n: built.z.int() }),
      sign: ({ config }) => ({ inputs: [{ type: "long", name: `c${config.n}` }] }),
    });
    expect(signer.kind).toBe("Mine");
    expect(() => built.defineSigner({ kind: "", sign: () => ({}) })).toThrow(
      new TypeError("defineSigner needs a kind, the signer's name."),
    );
  });

  it("packs into a tarball whose command runs in an empty folder", () => {
    const folder = mkdtempSync(join(tmpdir(), "signet-pack-"));
    const npm = process.platform === "win32" ? "npm.cmd" : "npm";
    const packed = spawnSync(npm, ["pack", "--ignore-scripts", "--pack-destination", folder], { cwd: root, encoding: "utf8" });
    expect(packed.status, packed.stderr).toBe(0);
    const tarball = readdirSync(folder).find((name) => name.endsWith(".tgz")) ?? "";
    writeFileSync(join(folder, "package.json"), '{"private": true}');
    const installed = spawnSync(npm, ["install", "--omit=dev", "--no-audit", "--no-fund", "--prefer-offline", join(folder, tarball)], {
      cwd: folder,
      encoding: "utf8",
    });
    expect(installed.status, installed.stderr).toBe(0);
    expect(readdirSync(join(folder, "node_modules", ...manifest.name.split("/"), "dist", "library"))).toContain("index.mjs");
    writeFileSync(join(folder, "X.csv"), "a,b\n1,x\n");
    const signed = spawnSync(
      process.execPath,
      [join(folder, "node_modules", ".bin", "signet"), "sign", "--inputs", "X.csv", "--format", "dict"],
      { cwd: folder, encoding: "utf8" },
    );
    expect(signed.stdout).toContain('\\"name\\": \\"a\\"');
    expect(signed.status, signed.stderr).toBe(0);
    writeFileSync(join(folder, "signer.mjs"), text("docs/signer-template.mjs"));
    const custom = spawnSync(
      process.execPath,
      [join(folder, "node_modules", ".bin", "signet"), "sign", "--inputs", "X.csv", "--signer", "signer.mjs"],
      { cwd: folder, encoding: "utf8" },
    );
    expect(custom.status, custom.stderr).toBe(0);
    const imported = spawnSync(
      process.execPath,
      ["--input-type=module", "-e", 'import signer from "./signer.mjs"; process.stdout.write(signer.kind);'],
      {
        cwd: folder,
        encoding: "utf8",
      },
    );
    expect(imported.stdout, imported.stderr).toBe("MySigner");
  });
});
