import { BrowserSession, type Sites } from "./browser/session.ts";
import { type DataFolder, type DataName, needsReference } from "./data-maker/catalog.ts";
import type { Row } from "./goals.ts";
import type { Reference } from "./python.ts";
import type { ScalingPoint } from "./report/plot.ts";

/** What a line needs of the run that it is part of. */
export class Bench {
  readonly isQuick: boolean;
  readonly isFull: boolean;
  readonly reference: Reference | null;
  readonly cli: string;
  private readonly data: DataFolder;
  private readonly executablePath: string;
  private readonly sites: Sites;

  constructor(
    given: Pick<Bench, "isQuick" | "isFull" | "reference" | "cli"> & {
      readonly data: DataFolder;
      readonly executablePath: string;
      readonly sites: Sites;
    },
  ) {
    this.isQuick = given.isQuick;
    this.isFull = given.isFull;
    this.reference = given.reference;
    this.cli = given.cli;
    this.data = given.data;
    this.executablePath = given.executablePath;
    this.sites = given.sites;
  }

  /** The path of a file, made where it is missing. */
  path(name: DataName): Promise<string> {
    return this.data.path(name);
  }

  /** Why the file is not to be had, or null. */
  lacks(name: DataName): string | null {
    return needsReference(name) && this.reference === null ? NO_REFERENCE : null;
  }

  /** Runs something in its own browser, which is closed after it. */
  async inBrowser<Result>(use: (session: BrowserSession) => Promise<Result>): Promise<Result> {
    const session = await BrowserSession.start(this.executablePath, this.sites);
    try {
      return await use(session);
    } finally {
      await session.close();
    }
  }
}

/** Why a line without the reference is skipped. */
export const NO_REFERENCE = "the reference is not at hand: npm run conformance installs it";

/** One line of the benchmark. */
export interface Line {
  /** As `--only` takes it. */
  readonly name: string;
  readonly title: string;
  readonly isQuick: boolean;
  readonly run: (bench: Bench) => Promise<LineResult>;
}

/** What a line gives: rows of the table of goals, and points of the plot. */
export interface LineResult {
  readonly rows: readonly Row[];
  readonly points?: readonly ScalingPoint[];
}

/** What takes longer than this is not repeated further: its spread is small next to it. */
const BUDGET_MS = 90_000;

/** Runs something `repeats` times, fewer where it takes longer than `budgetMs` in all, and gives what each run gave. */
export async function repeated<Result>(repeats: number, run: () => Promise<Result>, budgetMs = BUDGET_MS): Promise<Result[]> {
  const started = performance.now();
  const results = [await run()];
  while (results.length < repeats && performance.now() - started < budgetMs) results.push(await run());
  return results;
}

/** Runs each of several things in turn, `repeats` times round as `repeated` does, so that a slow moment of the machine meets them all. */
export async function byTurns<Name extends string>(
  repeats: number,
  runs: Readonly<Record<Name, () => Promise<number>>>,
  budgetMs = BUDGET_MS,
): Promise<Record<Name, number[]>> {
  // Object.keys forgets what the type of the keys is.
  const names = Object.keys(runs) as Name[];
  const times = Object.fromEntries(names.map((name) => [name, []])) as unknown as Record<Name, number[]>;
  const round = async () => {
    for (const name of names) times[name].push(await runs[name]());
  };
  await repeated(repeats, round, budgetMs);
  return times;
}
