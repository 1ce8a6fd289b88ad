// Asks the questions of a bundle with one mutant switched on: a process of its own for `npm run mutation`, since a mutant may never end.
import { pathToFileURL } from "node:url";

/** Questions that take more processor time are left out: most of them are of large files, and each mutant that they reach would wait for them. */
const SLOW_MICROSECONDS = 1_000_000;

/** So often it says that it is at work, between two questions. */
const SIGN_MILLISECONDS = 5000;

const [bundle, root, active] = process.argv.slice(2);
/** The switches that the instrumenter writes into the source look here. */
const switches = { activeMutant: active || undefined, hitLimit: 1_000_000, hitCount: 0 };
globalThis.__stryker__ = switches;

// A question that fails may leave promises that nobody awaits. They say nothing new.
process.on("unhandledRejection", () => {});

const { askedCases } = await import(pathToFileURL(bundle).href);
const cases = await askedCases(root);

let signed = performance.now();

async function passes(index) {
  switches.hitCount = 0;
  if (performance.now() - signed > SIGN_MILLISECONDS) {
    signed = performance.now();
    process.send("at work");
  }
  try {
    return await cases[index]();
  } catch {
    return false;
  }
}

/** The mutants that a question reaches; null if it is slow, or fails the first or the second time. */
async function reachedBy(index) {
  switches.currentTestId = String(index);
  const started = process.cpuUsage();
  const isRight = await passes(index);
  const { user, system } = process.cpuUsage(started);
  const isSlow = user + system > SLOW_MICROSECONDS;
  const seen = switches.mutantCoverage?.perTest[index] ?? {};
  switches.currentTestId = undefined;
  delete switches.mutantCoverage?.perTest[index];
  return isRight && !isSlow && (await passes(index)) ? Object.keys(seen) : null;
}

/**
 * For each mutant the questions that reach it, and for each file those that reach any mutant of it. `loaded` are the mutants that are reached
 * before any question, and `all` every question that can be asked. `fileOf`: the file of every mutant, also of those that are not asked about.
 */
async function coverage(mutants, fileOf) {
  const reached = Object.fromEntries(mutants.map((id) => [id, []]));
  const near = Object.fromEntries(mutants.map((id) => [fileOf[id], []]));
  const loaded = Object.keys(switches.mutantCoverage?.static ?? {}).filter((id) => reached[id] !== undefined);
  const all = [];
  for (let index = 0; index < cases.length; index++) {
    const seen = await reachedBy(index);
    if (seen === null) continue;
    all.push(index);
    for (const id of seen) reached[id]?.push(index);
    for (const file of new Set(seen.map((id) => fileOf[id]))) near[file]?.push(index);
  }
  return { reached, near, loaded, all, count: cases.length };
}

/** The first of the questions that the mutant answers otherwise; null if there is none. */
async function killer(indices) {
  for (const index of indices) if (!(await passes(index))) return index;
  return null;
}

process.on("message", async ({ mutants, fileOf, mutant, indices }) => {
  if (mutants !== undefined) return process.send(await coverage(mutants, fileOf));
  switches.activeMutant = mutant;
  const found = await killer(indices);
  switches.activeMutant = active || undefined;
  process.send({ mutant, killer: found });
});
process.send({ count: cases.length });
