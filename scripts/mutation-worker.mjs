// Answers recorded cases with one mutant switched on: a process of its own for `npm run mutation`, since a mutant may never end.
import { pathToFileURL } from "node:url";

const [bundle, root, active] = process.argv.slice(2);
/** The switches that the instrumenter writes into the source look here. */
const switches = { activeMutant: active || undefined, hitLimit: 1_000_000, hitCount: 0 };
globalThis.__stryker__ = switches;

const { askedCases } = await import(pathToFileURL(bundle).href);
const cases = askedCases(root);

async function passes(index) {
  switches.hitCount = 0;
  try {
    return await cases[index]();
  } catch {
    return false;
  }
}

/** For each mutant the cases that reach it, of those that pass without one; `loaded` are those that are reached before any case. */
async function coverage(mutants) {
  const wanted = new Set(mutants);
  const reached = Object.fromEntries(mutants.map((id) => [id, []]));
  const loaded = Object.keys(switches.mutantCoverage?.static ?? {}).filter((id) => wanted.has(id));
  for (let index = 0; index < cases.length; index++) {
    switches.currentTestId = String(index);
    const isRight = await passes(index);
    const seen = switches.mutantCoverage?.perTest[index] ?? {};
    if (isRight) for (const id of Object.keys(seen)) reached[id]?.push(index);
    delete switches.mutantCoverage?.perTest[index];
  }
  switches.currentTestId = undefined;
  return { reached, loaded, count: cases.length };
}

/** The first of the cases that the mutant answers otherwise; null if there is none. */
async function killer(indices) {
  for (const index of indices) if (!(await passes(index))) return index;
  return null;
}

process.on("message", async ({ mutants, mutant, indices }) => {
  if (mutants !== undefined) return process.send(await coverage(mutants));
  switches.activeMutant = mutant;
  const found = await killer(indices);
  switches.activeMutant = active || undefined;
  process.send({ mutant, killer: found });
});
process.send("ready");
