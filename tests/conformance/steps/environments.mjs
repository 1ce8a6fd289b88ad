import { join } from "node:path";
import { environments } from "../../../scripts/conformance/environments.mjs";
import { cache } from "../../../scripts/conformance/kit.mjs";

/** Fresh random cases under other versions of MLflow and pandas; and what is written for these, loaded and run by them. */
export function run({ ask, count, file, node, python, seed, signet }) {
  for (const environment of environments(python)) {
    const { name, versions } = environment;
    const about = `under ${versions}`;
    ask(`fresh random cases ${about}`, `${name}-random`, ["cases.py", "random", "300", String(seed)], environment);
    ask(`fresh data against a schema ${about}`, `${name}-against`, ["cases.py", "against", "200", String(seed)], environment);
    ask(`fresh params against a schema ${about}`, `${name}-params`, ["cases.py", "params", "150", String(seed)], environment);
    ask(`fresh nested JSON ${about}`, `${name}-nested`, ["nested.py", "300", String(seed)], environment);
    const tables = join(cache, `${name}-tables`);
    ask(`fresh Parquet, Feather and Arrow files ${about}`, `${name}-files`, ["tables.py", tables, "60", String(seed)], environment);
    count(["environment_exports.py", environment.python, versions, signet, node, file(`${name}-random.jsonl`)]);
  }
}
