// Collects what a release has, in release/: the page as one file, the npm tarball, the SBOM, the licences, and the checksums of all.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { ensurePackages, root } from "./setup.mjs";

const npm = process.platform === "win32" ? "npm.cmd" : "npm";

function npmOutput(...args) {
  const { status, stdout, stderr } = spawnSync(npm, args, { cwd: root, encoding: "utf8", maxBuffer: 1 << 28 });
  if (status !== 0) throw new Error(`npm ${args.join(" ")} ended with ${status}:\n${stderr}`);
  return stdout;
}

/** The packages that are part of Signet, with their licences, a line each. */
export function licences() {
  const { packages } = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8"));
  return Object.entries(packages)
    .filter(([path, { dev, optional }]) => path !== "" && !dev && !optional)
    .map(([path, { version, license }]) => `${path.replace(/^.*node_modules\//, "")} ${version}: ${license}`)
    .sort();
}

/** Writes the files to `folder`, and returns their names. Needs the build. */
export function writeRelease(folder) {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  copyFileSync(join(root, "dist", "signet.html"), join(folder, "signet.html"));
  npmOutput("pack", "--ignore-scripts", "--pack-destination", folder);
  writeFileSync(join(folder, "sbom.cdx.json"), npmOutput("sbom", "--sbom-format", "cyclonedx"));
  writeFileSync(join(folder, "licences.txt"), `${licences().join("\n")}\n`);
  const names = readdirSync(folder).sort();
  const sums = names.map(
    (name) =>
      `${createHash("sha256")
        .update(readFileSync(join(folder, name)))
        .digest("hex")}  ${name}\n`,
  );
  writeFileSync(join(folder, "SHA256SUMS"), sums.join(""));
  return [...names, "SHA256SUMS"];
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  ensurePackages();
  for (const name of writeRelease(resolve(root, "release"))) console.log(name);
}
