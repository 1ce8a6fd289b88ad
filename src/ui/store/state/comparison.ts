import type { VersionChange } from "../../../core/diff/version-changes.ts";
import type { Environment } from "../../../core/environment/environment.ts";

/** What the versions of the other profiles answer differently for what is on the page. */
export interface Comparison {
  readonly from: Environment;
  /** By the profile's id; a profile is missing until it was compared. */
  readonly changes: ReadonlyMap<string, readonly VersionChange[]>;
}
