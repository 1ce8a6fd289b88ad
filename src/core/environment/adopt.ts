import { CURRENT, type Environment, environmentName, isSameEnvironment, LIBRARIES, nearestMeasured } from "./environment.ts";
import type { NamedVersions } from "./named-versions.ts";
import { environmentNamed } from "./parse.ts";

/** What becomes of versions that something names: the environment to answer in, and in sentences why, or why not. */
export interface Adopted {
  /** The one that was in force, where what is named cannot be answered for. */
  readonly environment: Environment;
  /** Whether that is what was named. */
  readonly isNamed: boolean;
  /** Empty where nothing is named. */
  readonly notes: readonly string[];
}

/** Sentences that name the measured releases, where one of the versions was not measured. */
export function measuredNotes(environment: Environment): readonly string[] {
  return LIBRARIES.flatMap((library) => {
    const nearest = nearestMeasured(library, environment[library]);
    return nearest.length === 0 ? [] : [`${library} ${environment[library]} was not measured itself; ${nearest.join(" and ")} were.`];
  });
}

const listed = (words: readonly string[]): string =>
  words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;

const versionText = ({ mlflow, pandas }: NamedVersions): string =>
  listed([...(mlflow === undefined ? [] : [`MLflow ${mlflow}`]), ...(pandas === undefined ? [] : [`pandas ${pandas}`])]);

/**
 * Answers from then on as the versions that files or a text name (`by`), if they can be answered for.
 *
 * @example adopted({ mlflow: "3.12.0" }, ["MLmodel"]).environment // { mlflow: "3.12.0", pandas: "2.3.3" }
 */
export function adopted(named: NamedVersions, by: readonly string[], present: Environment = CURRENT): Adopted {
  const said = versionText(named);
  if (said === "") return { environment: present, isNamed: false, notes: [] };
  const found = environmentNamed(named, present);
  const says = `${listed(by)} ${by.length === 1 ? "names" : "name"} ${said}.`;
  if (typeof found === "string")
    return { environment: present, isNamed: false, notes: [`${says} ${found}`, `Signet answers as ${environmentName(present)}.`] };
  const environment = isSameEnvironment(found, present) ? present : found;
  return {
    environment,
    isNamed: true,
    notes: [`${says} Signet answers as ${environmentName(environment)}.`, ...measuredNotes(environment)],
  };
}
