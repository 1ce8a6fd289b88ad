import { SWITCHES, type SwitchName } from "./switches.ts";

/** The versions that an answer is for: releases (`3.15.2`), or lines of them (`3.15`), of which the last counts. */
export interface Environment {
  readonly mlflow: string;
  readonly pandas: string;
}

/** What an environment has a version of. */
export const LIBRARIES = ["mlflow", "pandas"] as const;

/** What Signet answers as where nothing else is said: the newest releases that were measured. */
export const CURRENT: Environment = { mlflow: "3.17.2", pandas: "3.1.1" };

/** The releases of which every golden answer, or a probe of every switch, was asked of the real libraries. */
const MEASURED: Readonly<Record<keyof Environment, readonly string[]>> = {
  mlflow: "1.30.1 2.3.2 2.6.0 2.9.2 2.10.2 2.14.3 2.16.2 2.18.0 2.19.0 2.20.3 2.21.3 2.22.5 3.1.4 3.8.1 3.15.2 3.16.1 3.17.2 3.18.0".split(
    " ",
  ),
  pandas: "1.5.3 2.0.3 2.1.4 2.2.3 2.3.3 3.0.6 3.1.1".split(" "),
};

/** Orders releases by their numbers; one that is not written counts as the last. */
export function compareVersions(left: string, right: string): number {
  const [a, b] = [left, right].map((version) => version.split(".").map(Number));
  for (let place = 0; place < 3; place++) {
    const [one, other] = [a?.[place] ?? Number.POSITIVE_INFINITY, b?.[place] ?? Number.POSITIVE_INFINITY];
    if (one !== other) return one - other;
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

/** An environment as a sentence has it. */
export const environmentName = ({ mlflow, pandas }: Environment): string => `MLflow ${mlflow} with pandas ${pandas}`;

/** Whether two environments are of the same versions. */
export const isSameEnvironment = (left: Environment, right: Environment): boolean =>
  left.mlflow === right.mlflow && left.pandas === right.pandas;

/** Why MLflow before 2.10 is not answered for. */
export const NOT_INFERRED =
  "Signatures of MLflow before 2.10 can be written and read. They are not inferred, and data is not checked against them: three of four answers differ. Choose 2.10 or later.";

/** An environment after "with". */
export const versionsName = ({ mlflow, pandas }: Environment): string => `MLflow ${mlflow} and pandas ${pandas}`;

/** Why an environment's answers are not known: its MLflow is too old, or a rule changed between two releases around it. Null where they are. */
export function unknownAnswers(environment: Environment): string | null {
  if (!has(environment, "nestedTypes")) return NOT_INFERRED;
  for (const [name, { library, since, before }] of Object.entries(SWITCHES)) {
    const version = environment[library];
    // A line of releases ends with its last one.
    if (!before.startsWith(`${version}.`) && compareVersions(version, before) > 0 && compareVersions(version, since) < 0)
      return `Whether ${library} ${version} answers as ${before} or as ${since} was not measured (${name}).`;
  }
  return null;
}

/** The measured releases next to one that was not; empty for one that was. */
export function nearestMeasured(library: keyof Environment, version: string): readonly string[] {
  const releases = MEASURED[library];
  if (releases.some((release) => release === version || release.startsWith(`${version}.`))) return [];
  const below = releases.filter((release) => compareVersions(release, version) < 0).at(-1);
  const above = releases.find((release) => compareVersions(release, version) > 0);
  return [below, above].filter((release) => release !== undefined);
}
