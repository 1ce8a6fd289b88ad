// Installs what is missing. Uses only Node, since nothing else may be installed yet.
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, statSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The repository's own folder. */
export const root = dirname(dirname(fileURLToPath(import.meta.url)));

const npm = process.platform === "win32" ? "npm.cmd" : "npm";

/** Runs a command with its output shown; throws if it fails. */
export function run(command, args, options = {}) {
  const { status, error } = spawnSync(command, args, { cwd: root, stdio: "inherit", ...options });
  if (error) throw error;
  if (status !== 0) throw new Error(`${command} ${args.join(" ")} ended with ${status}`);
}

/** Installs the packages of the lock file, unless they are installed and newer than it. */
export function ensurePackages() {
  const installed = join(root, "node_modules", ".package-lock.json");
  if (existsSync(installed) && statSync(installed).mtimeMs >= statSync(join(root, "package-lock.json")).mtimeMs) return;
  // The command may write a signature to stdout, which must have nothing else.
  console.error("Installing packages …");
  run(npm, ["ci", "--no-audit", "--no-fund"], { stdio: ["inherit", 2, "inherit"] });
}

const SYSTEM_BROWSERS = [
  "/usr/bin/google-chrome",
  "/usr/bin/google-chrome-stable",
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/snap/bin/chromium",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "C:/Program Files/Google/Chrome/Application/chrome.exe",
  "C:/Program Files (x86)/Google/Chrome/Application/chrome.exe",
];

/** A Chromium that Playwright has downloaded before, or null. */
function playwrightBrowser() {
  const folders = [
    process.env.PLAYWRIGHT_BROWSERS_PATH,
    join(homedir(), ".cache", "ms-playwright"),
    join(homedir(), "Library", "Caches", "ms-playwright"),
  ];
  for (const folder of folders) {
    if (!folder || !existsSync(folder)) continue;
    for (const name of readdirSync(folder).filter((entry) => entry.startsWith("chromium-"))) {
      const found = [
        "chrome-linux/chrome",
        "chrome-linux64/chrome",
        "chrome-mac/Chromium.app/Contents/MacOS/Chromium",
        "chrome-win/chrome.exe",
      ]
        .map((path) => join(folder, name, path))
        .find((path) => existsSync(path));
      if (found) return found;
    }
  }
  return null;
}

/** The Chrome or Chromium that is here, or null: the one in CHROME_PATH, the system's, Playwright's. */
export function findBrowser() {
  const named = process.env.CHROME_PATH;
  if (named && existsSync(named)) return named;
  return SYSTEM_BROWSERS.find((path) => existsSync(path)) ?? playwrightBrowser();
}

const FIREFOXES = [
  "/usr/bin/firefox-esr",
  "/usr/bin/firefox",
  "/Applications/Firefox.app/Contents/MacOS/firefox",
  "C:/Program Files/Mozilla Firefox/firefox.exe",
];

/** The Firefox that is here, or null: the one in FIREFOX_PATH, the system's. */
export function findFirefox() {
  const named = process.env.FIREFOX_PATH;
  if (named && existsSync(named)) return named;
  return FIREFOXES.find((path) => existsSync(path)) ?? null;
}

/** A browser for the tests: one that is here, else Playwright's, else the system's package manager as root. */
export function ensureBrowser() {
  const here = findBrowser();
  if (here) return here;
  console.log("Installing a browser for the tests …");
  const playwright = spawnSync(process.execPath, [join(root, "node_modules", "playwright-core", "cli.js"), "install", "chromium"], {
    cwd: root,
    stdio: "inherit",
    timeout: 180_000,
  });
  if (playwright.status !== 0 && process.platform === "linux" && process.getuid?.() === 0) {
    const quiet = { env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" } };
    run("apt-get", ["update", "-q"], quiet);
    run("apt-get", ["install", "-y", "-q", "chromium"], quiet);
  }
  const installed = findBrowser();
  if (!installed) throw new Error("No Chrome or Chromium was found or could be installed: install one, or name it in CHROME_PATH.");
  return installed;
}

/** Whether anything under `folder` is newer than `file`, or `file` is missing. */
export function isStale(file, folders) {
  if (!existsSync(file)) return true;
  const built = statSync(file).mtimeMs;
  const newer = (path) => {
    const found = statSync(path);
    return found.isDirectory() ? readdirSync(path).some((name) => newer(join(path, name))) : found.mtimeMs > built;
  };
  return folders.some((folder) => newer(join(root, folder)));
}

/** Who builds may himself run under Vite, which then says that it develops; React is many times as large and slow so. */
const production = { ...process.env, NODE_ENV: "production" };

const PAGE_SOURCES = ["src", "index.html", "public", "scripts", "package-lock.json"];

/** Builds with a configuration of Vite's, unless `built` is newer than the sources. */
function ensureBuilt(built, config) {
  ensurePackages();
  if (!isStale(built, [...PAGE_SOURCES, config])) return;
  run(process.execPath, [join(root, "node_modules", "vite", "bin", "vite.js"), "build", "-c", config, "--logLevel", "warn"], {
    env: production,
  });
}

/** Builds the page where its sources are newer, and returns the folder of the built page. */
export function ensurePage() {
  const folder = join(root, "dist", "page");
  ensureBuilt(join(folder, "index.html"), "vite.config.ts");
  return folder;
}

/** Builds the page as one file where its sources are newer. */
export function ensureSingleFile() {
  ensureBuilt(join(root, "dist", "signet.html"), "vite.single.config.ts");
}

/** The Python of the reference's environment, which the conformance run makes: where it is or would be. */
export const referencePython = join(
  root,
  ".cache",
  "conformance",
  "venv",
  ...(process.platform === "win32" ? ["Scripts", "python.exe"] : ["bin", "python"]),
);

/** Installs the packages, builds the command line where its sources are newer, and returns the path of the built file. */
export function ensureCli() {
  ensurePackages();
  return builtCli();
}

/** {@link ensureCli} for tests, which must not replace the packages that other tests run with. */
export function builtCli() {
  const built = join(root, "dist", "cli", "signet.mjs");
  if (isStale(built, ["src", "scripts/bundle-text.ts", "scripts/commit.ts", "vite.cli.config.ts", "package-lock.json"])) {
    const { status, stderr } = spawnSync(
      process.execPath,
      [join(root, "node_modules", "vite", "bin", "vite.js"), "build", "-c", "vite.cli.config.ts", "--logLevel", "warn"],
      { cwd: root, encoding: "utf8", env: production },
    );
    if (status !== 0) throw new Error(`The command line could not be built:\n${stderr}`);
  }
  return built;
}
