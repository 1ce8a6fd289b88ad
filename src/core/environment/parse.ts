import { CURRENT, compareVersions, type Environment, has, isSameEnvironment, LIBRARIES, NOT_INFERRED } from "./environment.ts";
import type { NamedVersions } from "./named-versions.ts";
import { PROFILES } from "./profiles.ts";

const VERSION = /^\d+(?:\.\d+){0,2}$/;

/** The oldest releases that can be named. */
const OLDEST: Environment = { mlflow: "1.30.0", pandas: "1.5.0" };

const isLibrary = (name: string): name is keyof Environment => name === "mlflow" || name === "pandas";

/** Why a version is too old to be named; null where none is. */
function tooOld(versions: NamedVersions): string | null {
  for (const library of LIBRARIES) {
    const version = versions[library];
    if (version !== undefined && compareVersions(version, OLDEST[library]) < 0)
      return `${library} ${version} is older than ${OLDEST[library]}, the oldest that Signet knows.`;
  }
  return null;
}

/**
 * An environment as text: the id of a profile, or versions. What is not named is as in the current one, or for MLflow alone the pandas that it is
 * used with. Gives the reason where it is none.
 *
 * @example parseEnvironment("mlflow=3.15.2,pandas=2.3.3") // { mlflow: "3.15.2", pandas: "2.3.3" }
 */
export function parseEnvironment(written: string): Environment | string {
  const profile = PROFILES.find(({ id }) => id === written);
  if (profile !== undefined) return profile.environment;
  const versions: { mlflow?: string; pandas?: string } = {};
  for (const part of written.split(",")) {
    const [library = "", version = ""] = part.split("=").map((word) => word.trim());
    if (!isLibrary(library))
      return `name a profile (${PROFILES.map(({ id }) => id).join(", ")}) or versions (mlflow=3.15,pandas=2.3), not ${part}.`;
    if (!VERSION.test(version)) return `${library} needs a version such as 2.14 or 2.14.3, not ${version}.`;
    versions[library] = version;
  }
  const old = tooOld(versions);
  if (old !== null) return old;
  return environmentOfModel(versions.mlflow, versions.pandas);
}

/** What {@link parseEnvironment} reads as this environment. */
export const environmentText = (environment: Environment): string =>
  isSameEnvironment(environment, CURRENT) ? "current" : `mlflow=${environment.mlflow},pandas=${environment.pandas}`;

/** The environment of a model, or of a text, that names one or both versions. No MLflow before 3.16 allows pandas 3. */
export function environmentOfModel(mlflow: string = CURRENT.mlflow, pandas?: string): Environment {
  return { mlflow, pandas: pandas ?? (compareVersions(mlflow, "3.16.0") < 0 ? "2.3.3" : CURRENT.pandas) };
}

/**
 * The environment that a model or a list of packages names, in which Signet answers from then on; the reason, where it cannot, as for
 * MLflow before 2.10. What is not named is as it is in `present`, or for MLflow alone the pandas that it is used with.
 */
export function environmentNamed(named: NamedVersions, present: Environment = CURRENT): Environment | string {
  const old = tooOld(named);
  if (old !== null) return old;
  const environment = named.mlflow === undefined ? { ...present, ...named } : environmentOfModel(named.mlflow, named.pandas);
  return has(environment, "nestedTypes") ? environment : NOT_INFERRED;
}
