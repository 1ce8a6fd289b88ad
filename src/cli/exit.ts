import type { PartPool } from "../core/readers/part-pool.ts";

/** Exit codes, as `--help` lists them. */
export const EXIT = { ok: 0, unreadable: 1, wrongUse: 2, refused: 3, differs: 4, failOn: 5 } as const;

/** What a command has available: `out` takes results, `err` problems; `pool`, where there is one, reads parts of large files. */
export interface Streams {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  readonly pool?: PartPool;
}
