// Changes the source in one place at a time, and asks whether a case with the reference's answer or a unit test notices: `npm run mutation`.
// Takes a random sample of the changes: `-- --sample 300` of each part, `--seed 1`, and `--part inference` for one part.
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { compiled } from "./conformance/kit.mjs";
import { instrumented, PART_NAMES, partOf, sampled } from "./mutation/changes.mjs";
import { outcomes } from "./mutation/outcomes.mjs";
import { ensurePackages, root } from "./setup.mjs";

/** Recorded cases that a change meets at most. */
const MOST_CASES = 1500;

const TESTS = join(root, "tests") + sep;
/** Lets tests run from a bundle: they find their files from their own place, and neither Vitest nor Playwright is bundled: the one counts on being there once, the other on its own folder. */
const placed = {
  name: "tests",
  enforce: "pre",
  resolveId: (id) => (/^(@vitest\/|vitest$|playwright-core$)/.test(id) ? { id, external: true } : null),
  transform: (code, id) =>
    id.startsWith(TESTS)
      ? code
          .replaceAll("import.meta.dirname", JSON.stringify(dirname(id)))
          .replaceAll("import.meta.url", JSON.stringify(pathToFileURL(id).href))
      : null,
};

/** The plugin that reads a module as its text, which is TypeScript: Vite loads it with Vitest's config. */
async function bundledText() {
  const { loadConfigFromFile } = await import("vite");
  const { config } = await loadConfigFromFile({ command: "build", mode: "test" }, join(root, "vitest.config.ts"));
  return config.plugins.flat().find(({ name }) => name === "bundle-text");
}

const { values } = parseArgs({
  options: { sample: { type: "string", default: "300" }, seed: { type: "string", default: "1" }, part: { type: "string" } },
});
ensurePackages();
const { contents, mutants } = await instrumented();
const parts = PART_NAMES.filter((part) => values.part === undefined || part === values.part);
const chosen = sampled(mutants, parts, Number(values.sample), Number(values.seed));
const all = mutants.filter((mutant) => partOf(mutant) !== undefined);
console.log(`${chosen.length} of ${all.length} changes, seed ${values.seed}`);

const changed = { name: "changes", enforce: "pre", load: (id) => contents.get(id) ?? null };
const byCases = await outcomes(await compiled("mutation-cases.ts", [changed]), chosen, mutants, MOST_CASES);
const left = chosen.filter((mutant) => byCases.get(mutant) !== "killed");
console.log(`${chosen.length - left.length} are noticed by recorded cases; the unit tests are asked about ${left.length}`);
const byTests = await outcomes(await compiled("mutation-tests.ts", [changed, placed, await bundledText()]), left, mutants);

const isReached = (mutant) => byCases.get(mutant) !== "unreached" || byTests.get(mutant) !== "unreached";
const outcomeOf = (mutant) => {
  if (byCases.get(mutant) === "killed") return "case";
  if (byTests.get(mutant) === "killed") return "test";
  return isReached(mutant) ? "survived" : "unreached";
};
const report = chosen.map((mutant) => ({
  outcome: outcomeOf(mutant),
  part: partOf(mutant),
  place: `${relative(root, mutant.fileName)}:${mutant.location.start.line + 1}:${mutant.location.start.column + 1}`,
  change: mutant.mutatorName,
  replacement: mutant.replacement,
}));
const unnoticed = report.filter(({ outcome }) => outcome === "survived" || outcome === "unreached");
mkdirSync(join(root, "test-results"), { recursive: true });
writeFileSync(join(root, "test-results", "mutation.json"), JSON.stringify(unnoticed, null, 2));
for (const part of parts) {
  const own = report.filter((one) => one.part === part);
  const count = (outcome) => own.filter((one) => one.outcome === outcome).length;
  const noticed = count("case") + count("test");
  console.log(
    `${part}: ${noticed} of ${own.length} noticed (${((100 * noticed) / own.length).toFixed(1)} %), ${count("case")} by recorded cases and ${count("test")} by unit tests; ${count("survived")} not noticed, ${count("unreached")} not reached`,
  );
}
console.log("Those that are not noticed: test-results/mutation.json");
