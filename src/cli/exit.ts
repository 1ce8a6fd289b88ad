import type { PartPool } from "../core/readers/part-pool.ts";

/** Exit codes, as `--help` lists them. */
export const EXIT = { ok: 0, unreadable: 1, wrongUse: 2, refused: 3, differs: 4, failOn: 5 } as const;

/** What a command writes to: results to `out`, problems to `err`. `pool` reads parts of large files. */
export interface Streams {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  readonly pool?: PartPool;
}
