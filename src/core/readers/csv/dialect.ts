/** How bytes become cells: what pandas' tokenizer is configured with. All marks are single bytes. */
export interface Dialect {
  /** -1 where `whitespace` cuts. */
  readonly delimiter: number;
  /** Cells are cut at any run of blanks and tabs (`sep="\\s+"`). */
  readonly whitespace: boolean;
  /** What ends a line; -1 for line feeds and carriage returns. */
  readonly terminator: number;
  /** -1: no quoting (`QUOTE_NONE`). */
  readonly quote: number;
  readonly doublequote: boolean;
  /** -1: none. */
  readonly escape: number;
  /** -1: none. */
  readonly comment: number;
  readonly skipInitialSpace: boolean;
  readonly skipBlankLines: boolean;
  /** Whether a line of the file, counted from 0, is passed over; null where none is. */
  readonly skipLine: ((line: number) => boolean) | null;
}
