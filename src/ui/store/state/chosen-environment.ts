import { CURRENT, type Environment, isSameEnvironment } from "../../../core/environment/environment.ts";

/** The versions that the page answers as, and the files that named them; none if the user chose them, or nothing did. */
export interface ChosenEnvironment {
  readonly environment: Environment;
  readonly by: readonly string[];
}

export const DEFAULT_ENVIRONMENT: ChosenEnvironment = { environment: CURRENT, by: [] };

/** A choice of versions; the default's own object where they are the current ones, chosen by nobody. */
export function chosenEnvironment(environment: Environment, by: readonly string[] = []): ChosenEnvironment {
  return by.length === 0 && isSameEnvironment(environment, CURRENT) ? DEFAULT_ENVIRONMENT : { environment, by };
}

export const isCurrent = ({ environment }: ChosenEnvironment): boolean => isSameEnvironment(environment, CURRENT);

/** The versions for what takes none for the current ones. */
export const otherThanCurrent = (chosen: ChosenEnvironment): Environment | undefined =>
  isCurrent(chosen) ? undefined : chosen.environment;
