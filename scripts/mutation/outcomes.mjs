// What becomes of changes when questions with known answers are asked.
import { fork } from "node:child_process";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { root } from "../setup.mjs";

/** A change after which nothing is heard for so long never ends. */
const PATIENCE_MILLISECONDS = 120_000;
/** A process that answers questions; `active`: a change that is on from the start. */
export class Answering {
  constructor(bundle, active = "") {
    this.child = fork(join(root, "scripts", "mutation", "worker.mjs"), [bundle, root, active], {
      stdio: ["ignore", "ignore", "ignore", "ipc"],
    });
    this.isReady = this.reply();
  }

  /** The next message but those that only say that it is at work; null if the process ends, or says nothing for long. */
  reply() {
    return new Promise((resolve) => {
      const done = (message) => {
        clearTimeout(timer);
        if (message === "at work") {
          timer = setTimeout(end, PATIENCE_MILLISECONDS);
          return;
        }
        this.child.off("message", done).off("exit", end);
        resolve(message);
      };
      const end = () => done(null);
      let timer = setTimeout(end, PATIENCE_MILLISECONDS);
      this.child.on("message", done).once("exit", end);
    });
  }

  async ask(message) {
    if ((await this.isReady) === null) return null;
    this.child.send(message);
    return this.reply();
  }

  end() {
    this.child.kill("SIGKILL");
  }
}

/** A process of which the questions are as many as they were: they go by their numbers. */
async function answering(bundle, count) {
  const made = new Answering(bundle);
  if ((await made.isReady)?.count !== count) throw new Error("there are other questions now: files of tests have changed during the run");
  return made;
}

/** At most so many of a list, spread over it. */
const spread = (list, most) =>
  list.length <= most ? list : Array.from({ length: most }, (_, at) => list[Math.floor((at * list.length) / most)]);

/** Which questions reach which of the changes, `chosen` among `mutants`. */
async function covered(bundle, chosen, mutants) {
  const covering = new Answering(bundle);
  const fileOf = Object.fromEntries(mutants.map(({ id, fileName }) => [id, fileName]));
  const answer = await covering.ask({ mutants: chosen.map(({ id }) => id), fileOf });
  covering.end();
  if (answer === null) throw new Error(`the questions of ${bundle} could not be answered`);
  return answer;
}

/**
 * What becomes of each change that is `chosen` among `mutants` when a bundle's questions are asked, at most so many per change: `killed`,
 * `survived`, or `unreached` where no question runs it. A change that is reached before any question, such as one of a table, is on from the
 * start of a process of its own, which is asked what reaches its file.
 */
export async function outcomes(bundle, chosen, mutants, most = Number.POSITIVE_INFINITY) {
  const { reached, near, loaded, all, count } = await covered(bundle, chosen, mutants);
  const found = new Map();
  const waiting = [...chosen];
  const isNoticed = (answer) => answer === null || answer.killer !== null;

  async function work() {
    let process = await answering(bundle, count);
    for (let mutant = waiting.pop(); mutant !== undefined; mutant = waiting.pop()) {
      const { id, fileName } = mutant;
      const own = spread(reached[id], most);
      const answer = own.length === 0 ? undefined : await process.ask({ mutant: id, indices: own });
      if (answer === null) {
        process.end();
        process = await answering(bundle, count);
      }
      let isKilled = answer !== undefined && isNoticed(answer);
      if (!isKilled && loaded.includes(id)) {
        const fresh = new Answering(bundle, id);
        const indices = near[fileName].length > 0 ? near[fileName] : all;
        isKilled = isNoticed(await fresh.ask({ mutant: id, indices: spread(indices, most) }));
        fresh.end();
      }
      found.set(mutant, isKilled ? "killed" : own.length > 0 || loaded.includes(id) ? "survived" : "unreached");
    }
    process.end();
  }
  await Promise.all(Array.from({ length: availableParallelism() }, work));
  return found;
}
