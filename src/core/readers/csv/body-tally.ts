import type { Tally } from "../../evidence/sighting.ts";
import type { ColumnProfile } from "../../profile/column-profile.ts";
import type { ColumnCounts } from "./column-counter.ts";
import type { Shortened } from "./line-buffer.ts";
import type { LineKernel, ScanResult } from "./line-kernel.ts";
import type { ProfileQuery } from "./profile-query.ts";

/** What is wanted of the lines of a body, as plain data: the kinds of their cells, or a profile of their columns. */
export type TallyQuery = { readonly kind: "kinds" } | ProfileQuery;

/** What was counted in some lines, as plain data, by the kind of the query. */
export type TallyData =
  | { readonly kind: "kinds"; readonly counts: ColumnCounts; readonly shortRows?: Tally }
  | { readonly kind: "profile"; readonly profiles: readonly ColumnProfile[] };

/** Counts lines: plain ones through a kernel, others one by one. */
export interface BodyTally {
  /** Which cells may lose their middle on the way to {@link countLine}. */
  readonly shortened: Shortened;
  /** Holds the bytes that the kernel has not counted; null where lines must be counted one by one. */
  readonly kernel: LineKernel | null;
  readonly rowCount: number;
  /** Counts one line; a field that it does not have is missing. */
  countLine(bytes: Uint8Array, starts: Int32Array, ends: Int32Array, count: number): void;
  /** Counts the plain lines that the kernel has, as `LineKernel.scan` does. */
  scan(kernel: LineKernel, limit: number | undefined): ScanResult;
  /** Takes over what the kernel counted, and lets go of it. */
  finish(): void;
  /** What was counted, once it is finished. */
  data(): TallyData;
  /** Adds what was counted of the `rowCount` lines that follow. */
  append(data: TallyData, rowCount: number): void;
}
