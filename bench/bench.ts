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

  /** Runs something in a browser of its own, which is closed after it. */
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

/** Runs each of several things in turn, `repeats` times round, so that a slow moment of the machine meets them all. */
export async function byTurns<Name extends string>(
  repeats: number,
  runs: Readonly<Record<Name, () => Promise<number>>>,
): Promise<Record<Name, number[]>> {
  // Object.keys forgets what the type of the keys is.
  const names = Object.keys(runs) as Name[];
  const times = Object.fromEntries(names.map((name) => [name, []])) as unknown as Record<Name, number[]>;
  for (let repeat = 0; repeat < repeats; repeat++) for (const name of names) times[name].push(await runs[name]());
  return times;
}
