import { parseArgs } from "node:util";

/** What a run is asked to do. */
export interface BenchArguments {
  /** Small files and few repeats: under two minutes. */
  readonly quick: boolean;
  /** The slow things once: pandas with MLflow on 1 GB takes minutes. */
  readonly full: boolean;
  /** Only these lines; all where it is empty. */
  readonly only: readonly string[];
  /** Rewrite docs/performance.md, which a run of all lines does anyway. */
  readonly docs: boolean;
  readonly list: boolean;
  readonly help: boolean;
}

export const HELP = `npm run bench -- [options]

Measures the built page in a real browser, the command line in Node and, where the reference is at hand
(npm run conformance installs it), pandas and MLflow, by turns. Prints the table of goals and writes bench/results.json.
Data is made once, from a seed, in bench/data (up to 6 GB).

  --quick       files of 10 and 100 MB, few repeats: under two minutes
  --only NAME   this line alone; may be given again, and commas work too
  --full        also pandas with MLflow on 1 GB, once, which takes minutes
  --docs        rewrite the table in docs/performance.md, as a run of all lines does
  --list        the names of the lines
  --help        this text
`;

/** Throws a TypeError by Node's own words for an option that is not one. */
export function parseBenchArguments(args: readonly string[]): BenchArguments {
  const { values } = parseArgs({
    args: [...args],
    strict: true,
    options: {
      quick: { type: "boolean", default: false },
      full: { type: "boolean", default: false },
      only: { type: "string", multiple: true, default: [] },
      docs: { type: "boolean", default: false },
      list: { type: "boolean", default: false },
      help: { type: "boolean", short: "h", default: false },
    },
  });
  const only = values.only.flatMap((names) => names.split(",")).filter((name) => name !== "");
  return { ...values, only };
}
