import type { Dataset } from "../evidence/dataset.ts";
import type { ReadSettings } from "./settings.ts";

/** Reads whole files of text as parts of a data set, by the settings that are in force for the first. */
export interface PlainPartsTask {
  readonly kind: "plain-parts";
  /** That of the first file. */
  readonly format: string;
  readonly settings: ReadSettings;
  readonly firstCells: "unwanted" | undefined;
}

/** What the files have, in their order; null for one that is not plainly such a part, which its own reading says. */
export interface PlainParts {
  readonly kind: "plain-parts";
  readonly datasets: readonly (Dataset | null)[];
  /** Of the files that were read. */
  readonly bytes: number;
  readonly rows: number;
}
