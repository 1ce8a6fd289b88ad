/** Exit codes, as `--help` lists them. */
export const EXIT = { ok: 0, unreadable: 1, wrongUse: 2, refused: 3, differs: 4, failOn: 5 } as const;

/** Where a command writes: results to `out`, problems to `err`. */
export interface Streams {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
}
