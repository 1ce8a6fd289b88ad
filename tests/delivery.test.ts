import { createHash } from "node:crypto";
import { existsSync, mkdtempSync, readdirSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { writeRelease } from "../scripts/release.mjs";
import { root } from "../scripts/setup.mjs";
import { headersFor, PAGE_POLICY, WORKER_POLICY } from "../scripts/site-headers.mjs";

const text = (path: string) => readFileSync(join(root, path), "utf-8");

describe("the headers for hosts", () => {
  it("are the same in docs/hosting.md, deploy/nginx.conf and the server of npm start", () => {
    expect(PAGE_POLICY).toContain("default-src 'none'");
    const policies = ["/", "/sw.js", "/assets/x.js"].map((path) => headersFor(path)["content-security-policy"]);
    for (const policy of policies) {
      expect(text("docs/hosting.md")).toContain(`Content-Security-Policy: ${policy}\n`);
      expect(text("deploy/nginx.conf")).toContain(`"${policy}";`);
    }
    expect(policies[1]).toBe(WORKER_POLICY);
    const { "content-security-policy": _, ...others } = headersFor("/") as Record<string, string>;
    for (const [name, value] of Object.entries(others)) {
      const titled = name.replace(/(^|-)\w/g, (letter) => letter.toUpperCase());
      expect(text("docs/hosting.md")).toContain(`${titled}: ${value}\n`);
      expect(text("deploy/nginx.conf")).toContain(`add_header ${titled} ${value} always;`);
    }
  });

  it("let no other page frame any file but the service worker, which is never shown", () => {
    for (const path of ["/", "/index.html", "/docs/using.html", "/assets/x.js"])
      expect(headersFor(path)["content-security-policy"]).toMatch(/frame-ancestors 'none'$/);
  });
});

describe("the container image", () => {
  it("copies files that exist, and runs without root", () => {
    const lines = text("Dockerfile").split("\n");
    const copied = lines.flatMap((line) => (/^COPY (?!--from)(.*) \S+$/.exec(line)?.[1] ?? "").split(" ").filter((path) => path !== ""));
    expect(copied).toContain("deploy/nginx.conf");
    expect(copied.filter((path) => !existsSync(join(root, path)))).toEqual([]);
    expect(lines.findLast((line) => line.startsWith("USER"))).toBe("USER 101");
  });
});

describe("a release", () => {
  it("has the single file, the tarball, the SBOM, the licences, and checksums that are right", () => {
    const folder = join(mkdtempSync(join(tmpdir(), "signet-release-")), "release");
    writeRelease(folder);
    const { version } = JSON.parse(text("package.json")) as { version: string };
    expect(readdirSync(folder).sort()).toEqual(
      ["SHA256SUMS", "licences.txt", "sbom.cdx.json", "signet.html", `signet-mlflow-signet-${version}.tgz`].sort(),
    );
    for (const line of readFileSync(join(folder, "SHA256SUMS"), "utf-8").trim().split("\n")) {
      const [sum, name = ""] = line.split("  ");
      expect(
        createHash("sha256")
          .update(readFileSync(join(folder, name)))
          .digest("hex"),
      ).toBe(sum);
    }
    const { bomFormat, components } = JSON.parse(readFileSync(join(folder, "sbom.cdx.json"), "utf-8"));
    expect(bomFormat).toBe("CycloneDX");
    const names = (components as { name: string; group?: string }[]).map(({ name, group }) => (group ? `${group}/${name}` : name));
    const { dependencies } = JSON.parse(text("package.json")) as { dependencies: Record<string, string> };
    expect(Object.keys(dependencies).filter((name) => !names.some((one) => one === name || name.endsWith(`/${one}`)))).toEqual([]);
    const licences = readFileSync(join(folder, "licences.txt"), "utf-8").trim().split("\n");
    // What may be part of an Apache-2.0 program without further terms.
    expect(licences.filter((line) => !/: (MIT|ISC|0BSD|BSD-[23]-Clause|Apache-2\.0|Unlicense|MIT AND BSD-3-Clause)$/.test(line))).toEqual(
      [],
    );
  });

  it("is made from scripts that exist, with the rights that each job needs and no more", () => {
    const { permissions, jobs } = parse(text(".github/workflows/release.yml")) as {
      permissions: unknown;
      jobs: Record<string, { steps: { run?: string }[]; permissions?: unknown; "timeout-minutes": number }>;
    };
    expect(permissions).toEqual({ contents: "read" });
    const { scripts } = JSON.parse(text("package.json")) as { scripts: Record<string, string> };
    const run = Object.values(jobs).flatMap(({ steps }) => steps.flatMap((step) => step.run ?? []));
    const named = run.flatMap((line) => /^npm run (\S+)/.exec(line)?.[1] ?? []);
    expect(named).toEqual(["build", "release"]);
    expect(named.filter((name) => !(name in scripts))).toEqual([]);
    expect(Object.values(jobs).every((job) => job["timeout-minutes"] > 0)).toBe(true);
  });
});

describe("the packages", () => {
  it("run nothing when they are installed", () => {
    const { packages } = JSON.parse(text("package-lock.json")) as { packages: Record<string, { hasInstallScript?: boolean }> };
    expect(Object.keys(packages).length).toBeGreaterThan(100);
    expect(Object.entries(packages).filter(([, { hasInstallScript }]) => hasInstallScript)).toEqual([]);
  });
});
