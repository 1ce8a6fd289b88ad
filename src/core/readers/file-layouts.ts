import type { FileLayout } from "../evidence/parts-evidence.ts";

/** Files of a layout that are named. */
const NAMED_FILES = 5;
/** Layouts of files, and places of groups in all of them, that are kept: more are not told apart, so that memory does not grow with the files. */
const MOST_LAYOUTS = 256;
const MOST_PLACES = 200_000;

interface Seen {
  readonly groups: readonly number[];
  readonly files: string[];
  fileCount: number;
}

/** Columns that later files bring are absent in those before: the ends of layouts do not distinguish them. */
function trimmed(groups: readonly number[]): readonly number[] {
  let length = groups.length;
  while (length > 0 && groups[length - 1] === -1) length--;
  return groups.slice(0, length);
}

/** Counts the files of a data set that are alike in all columns. */
export class FileLayouts {
  private readonly seen = new Map<string, Seen>();
  private last: Seen | null = null;
  private places = 0;
  private isGivenUp = false;

  /** Adds a file by the group that it is in, column by column in the order in which the columns were first seen; -1: it does not have it. */
  add(file: string, groups: readonly number[], rowCount: number): void {
    if (rowCount === 0) this.isGivenUp = true;
    if (this.isGivenUp) return;
    const own = trimmed(groups);
    const { last } = this;
    const isLast = last !== null && last.groups.length === own.length && last.groups.every((group, index) => group === own[index]);
    const known = isLast ? last : this.layoutOf(own);
    if (known === null) return;
    known.fileCount += 1;
    if (known.files.length < NAMED_FILES) known.files.push(file);
    this.last = known;
  }

  private layoutOf(groups: readonly number[]): Seen | null {
    const key = groups.join();
    const known = this.seen.get(key);
    if (known !== undefined) return known;
    this.places += groups.length;
    // One layout is kept whatever its width: files that are alike need no other.
    this.isGivenUp = this.seen.size > 0 && (this.seen.size >= MOST_LAYOUTS || this.places > MOST_PLACES);
    if (this.isGivenUp) return null;
    const layout: Seen = { groups, files: [], fileCount: 0 };
    this.seen.set(key, layout);
    return layout;
  }

  /** The layouts in the order of their first files; null where they are not known. */
  all(): readonly FileLayout[] | null {
    return this.isGivenUp ? null : [...this.seen.values()];
  }
}
