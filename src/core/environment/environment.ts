import { SWITCHES, type SwitchName } from "./switches.ts";

/** The versions that an answer is for. Each is written as its releases are: `3.15.2`. */
export interface Environment {
  readonly mlflow: string;
  readonly pandas: string;
}

/** What Signet answers as where nothing else is said: the newest releases that were measured. */
export const CURRENT: Environment = { mlflow: "3.17.2", pandas: "3.1.1" };

/** Orders releases by their numbers; one that is not written counts as 0. */
function compareVersions(left: string, right: string): number {
  const [a, b] = [left, right].map((version) => version.split(".").map(Number));
  for (let place = 0; place < 3; place++) {
    const difference = (a?.[place] ?? 0) - (b?.[place] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** Every cell of a request may ask, so what a pair of versions has is found once. */
const known = new Map<string, ReadonlySet<string>>();

function switchesOf({ mlflow, pandas }: Environment): ReadonlySet<string> {
  const key = `${mlflow} ${pandas}`;
  const found = known.get(key);
  if (found !== undefined) return found;
  const versions = { mlflow, pandas };
  const had = Object.entries(SWITCHES).filter(([, { library, since }]) => compareVersions(versions[library], since) >= 0);
  const names = new Set(had.map(([name]) => name));
  known.set(key, names);
  return names;
}

/** Whether the newer rule of a switch holds in an environment. */
export const has = (environment: Environment, name: SwitchName): boolean => switchesOf(environment).has(name);
