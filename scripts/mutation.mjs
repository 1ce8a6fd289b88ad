// Changes the source in one place at a time, and asks whether a case with the reference's answer notices: `npm run mutation`.
// Takes a random sample of the changes: `-- --sample 300` of each part, `--seed 1`, and `--part inference` for one part.
import { execFileSync, fork } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { availableParallelism } from "node:os";
import { dirname, join, relative } from "node:path";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { compiled } from "./conformance/kit.mjs";
import { ensurePackages, root } from "./setup.mjs";

/** Makes the changes and the switches that turn one of them on. Installed on demand: no other command needs it. */
const INSTRUMENTER = "@stryker-mutator/instrumenter@9.6.1";
/** What the instrumenter takes its logger from; it brings it along. */
const INJECTOR = "typed-inject";
/** Cases that a change meets at most. */
const MOST_CASES = 1500;
/** Changes that are left out: the words of messages, which no case compares. */
const UNSEEN = ["StringLiteral"];
/** A change after which nothing is heard for so long never ends. */
const PATIENCE_MILLISECONDS = 120_000;

const ADVICE = join("src", "core", "validation", "advice");
/** The parts that are measured, by the files of each. */
const PARTS = {
  inference: (path) => path.startsWith(join("src", "core", "ladders")),
  enforcement: (path) => dirname(path) === join("src", "core", "validation"),
  remedies: (path) => path.startsWith(ADVICE),
};

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
async function instrumented() {
  const paths = [...sources("src/core/ladders"), ...sources("src/core/validation")];
  const files = paths.map((path) => ({ name: join(root, path), content: readFileSync(join(root, path), "utf8"), mutate: true }));
  const found = await (await instrumenter()).instrument(files, { plugins: null, excludedMutations: UNSEEN, ignorers: [], noHeader: false });
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

function sampled(all, count, next) {
  const left = [...all];
  return Array.from({ length: Math.min(count, left.length) }, () => left.splice(Math.floor(next() * left.length), 1)[0]);
}

/** A process that answers cases; `active`: a change that is on from the start. */
class Answering {
  constructor(bundle, active = "") {
    this.child = fork(join(root, "scripts", "mutation-worker.mjs"), [bundle, root, active], {
      stdio: ["ignore", "ignore", "ignore", "ipc"],
    });
    this.isReady = this.reply(PATIENCE_MILLISECONDS);
  }

  /** The next message; null if the process ends, or says nothing for so long. */
  reply(patience) {
    return new Promise((resolve) => {
      const done = (message) => {
        clearTimeout(timer);
        this.child.off("message", done).off("exit", end);
        resolve(message);
      };
      const end = () => done(null);
      const timer = setTimeout(end, patience);
      this.child.once("message", done).once("exit", end);
    });
  }

  async ask(message, patience = PATIENCE_MILLISECONDS) {
    if ((await this.isReady) === null) return null;
    this.child.send(message);
    return this.reply(patience);
  }

  end() {
    this.child.kill("SIGKILL");
  }
}

/** At most so many of a list, spread over it. */
const spread = (list, most) =>
  list.length <= most ? list : Array.from({ length: most }, (_, at) => list[Math.floor((at * list.length) / most)]);

/** What becomes of each change: `killed`, `survived`, or `unreached` where no case runs it. */
async function outcomes(bundle, mutants, { reached, loaded, count }) {
  const everywhere = Array.from({ length: count }, (_, index) => index);
  const found = new Map();
  const waiting = [...mutants];
  async function work() {
    let process = new Answering(bundle);
    for (let mutant = waiting.pop(); mutant !== undefined; mutant = waiting.pop()) {
      const isLoaded = loaded.includes(mutant.id);
      const indices = spread(isLoaded ? everywhere : reached[mutant.id], MOST_CASES);
      if (indices.length === 0) {
        found.set(mutant, "unreached");
        continue;
      }
      const own = isLoaded ? new Answering(bundle, mutant.id) : process;
      const answer = await own.ask({ mutant: mutant.id, indices });
      found.set(mutant, answer !== null && answer.killer === null ? "survived" : "killed");
      if (isLoaded) own.end();
      else if (answer === null) {
        process.end();
        process = new Answering(bundle);
      }
    }
    process.end();
  }
  await Promise.all(Array.from({ length: availableParallelism() }, work));
  return found;
}

const { values } = parseArgs({
  options: { sample: { type: "string", default: "300" }, seed: { type: "string", default: "1" }, part: { type: "string" } },
});
ensurePackages();
const { contents, mutants } = await instrumented();
const plugin = { name: "mutants", enforce: "pre", load: (id) => contents.get(id) ?? null };
const bundle = await compiled("mutation-cases.ts", [plugin]);
const next = random(Number(values.seed));
const partOf = ({ fileName }) => Object.keys(PARTS).find((part) => PARTS[part](relative(root, fileName)));
const parts = Object.keys(PARTS).filter((part) => values.part === undefined || part === values.part);
const chosen = parts.flatMap((part) =>
  sampled(
    mutants.filter((mutant) => partOf(mutant) === part),
    Number(values.sample),
    next,
  ),
);
const all = mutants.filter((mutant) => partOf(mutant) !== undefined);
console.log(`${chosen.length} of ${all.length} changes, seed ${values.seed}`);

const covering = new Answering(bundle);
const covered = await covering.ask({ mutants: chosen.map(({ id }) => id) }, 30 * 60_000);
covering.end();
if (covered === null) throw new Error("the cases could not be answered");
const found = await outcomes(bundle, chosen, covered);

const lines = [...found].filter(([, outcome]) => outcome !== "killed");
const report = lines.map(([{ fileName, location, mutatorName, replacement }, outcome]) => ({
  outcome,
  place: `${relative(root, fileName)}:${location.start.line + 1}:${location.start.column + 1}`,
  change: mutatorName,
  replacement,
}));
mkdirSync(join(root, "test-results"), { recursive: true });
writeFileSync(join(root, "test-results", "mutation.json"), JSON.stringify(report, null, 2));
for (const part of parts) {
  const own = [...found].filter(([mutant]) => partOf(mutant) === part).map(([, outcome]) => outcome);
  const count = (outcome) => own.filter((one) => one === outcome).length;
  const killed = count("killed");
  console.log(
    `${part}: ${killed} of ${own.length} noticed (${((100 * killed) / own.length).toFixed(1)} %), ${count("survived")} not noticed, ${count("unreached")} not reached`,
  );
}
console.log("Those that are not noticed: test-results/mutation.json");
