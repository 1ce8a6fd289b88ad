// The changes of the source that `npm run mutation` makes, each behind a switch, and a sample of them.
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, relative } from "node:path";
import { pathToFileURL } from "node:url";
import { root } from "../setup.mjs";

/** Makes the changes and the switches that turn one of them on. Installed on demand: no other command needs it. */
const INSTRUMENTER = "@stryker-mutator/instrumenter@9.6.1";
/** What the instrumenter takes its logger from; it brings it along. */
const INJECTOR = "typed-inject";

const ADVICE = join("src", "core", "validation", "advice");
/** The parts that are measured, by the files of each. */
const PARTS = {
  inference: (path) => path.startsWith(join("src", "core", "ladders")),
  enforcement: (path) => dirname(path) === join("src", "core", "validation"),
  remedies: (path) => path.startsWith(ADVICE),
  problems: (path) => path.startsWith(join("src", "core", "problems")),
};

export const PART_NAMES = Object.keys(PARTS);

/** The part of a change; undefined if its file is of none. */
export const partOf = ({ fileName }) => PART_NAMES.find((part) => PARTS[part](relative(root, fileName)));

async function instrumenter() {
  const folder = join(root, ".cache", "mutation");
  mkdirSync(folder, { recursive: true });
  const installed = join(folder, "node_modules", "@stryker-mutator", "instrumenter");
  if (!existsSync(installed)) {
    console.log(`Installing ${INSTRUMENTER} …`);
    execFileSync("npm", ["install", "--prefix", folder, "--no-save", "--no-audit", "--no-fund", INSTRUMENTER], { stdio: "inherit" });
  }
  const require = createRequire(join(installed, "package.json"));
  const [{ createInstrumenter }, { createInjector }] = await Promise.all(
    [join(installed, "dist", "src", "index.js"), require.resolve(INJECTOR)].map((path) => import(pathToFileURL(path).href)),
  );
  const silent = () => {};
  const logger = {
    debug: silent,
    info: silent,
    trace: silent,
    warn: silent,
    error: console.error,
    fatal: console.error,
    isDebugEnabled: () => false,
  };
  return createInstrumenter(
    createInjector()
      .provideValue("logger", logger)
      .provideValue("getLogger", () => logger),
  );
}

const sources = (folder) =>
  readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(".ts"))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)));

/** The source with all changes in it, each behind a switch, and what they are. */
export async function instrumented() {
  const paths = ["ladders", "validation", "problems"].flatMap((folder) => sources(join("src", "core", folder)));
  const files = paths.map((path) => ({ name: join(root, path), content: readFileSync(join(root, path), "utf8"), mutate: true }));
  const found = await (await instrumenter()).instrument(files, { plugins: null, excludedMutations: [], ignorers: [], noHeader: false });
  return { contents: new Map(found.files.map(({ name, content }) => [name, content])), mutants: found.mutants };
}

/** Numbers from 0 to 1 that a seed repeats. Source: mulberry32. */
function random(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** So many changes of each part, the same ones for the same seed. */
export function sampled(mutants, parts, count, seed) {
  const next = random(seed);
  return parts.flatMap((part) => {
    const left = mutants.filter((mutant) => partOf(mutant) === part);
    return Array.from({ length: Math.min(count, left.length) }, () => left.splice(Math.floor(next() * left.length), 1)[0]);
  });
}
