import { applyEdits, type EditBase } from "../edit/apply-edits.ts";
import type { DataSide, Edit, EditSide } from "../edit/edit.ts";
import type { SpecKey } from "../mlflow/spec-keys.ts";
import type { ModelSignature } from "../mlflow/types.ts";
import type { Handing } from "../python/handing.ts";
import type { PythonValue } from "../python/value.ts";
import type { CellOption } from "./cell-options.ts";

/** What was read for a side, and how: names and settings, never a value. */
export interface SideProvenance {
  readonly files: readonly string[];
  /** Null for tensors and JSON values. */
  readonly rows: number | null;
  /** The reader: `csv`, `parquet`. */
  readonly format: string;
  readonly options: ReadonlyMap<string, PythonValue>;
  /** Options that were set as well, and whose values, cells' spellings, were not shared. */
  readonly withheld?: readonly CellOption[];
  readonly handing: Handing;
}

/** Where a signature comes from. */
export interface Provenance {
  readonly inputs?: SideProvenance;
  readonly outputs?: SideProvenance;
  /** How it was signed, as the config's JSON. */
  readonly strategy: string;
  readonly versions: { readonly mlflow: string; readonly pandas: string; readonly signet: string };
  /** When the review was written, as ISO 8601 in UTC. */
  readonly date: string;
}

/** What became of a note, said by the author of the signature. */
export const NOTE_STATES = ["open", "accepted", "dismissed"] as const;

export type NoteState = (typeof NOTE_STATES)[number];

/** What a reviewer says of a row, and what was answered, oldest first. */
export interface Note {
  readonly id: string;
  readonly side: EditSide;
  readonly key: SpecKey;
  readonly text: string;
  readonly state: NoteState;
  readonly replies: readonly string[];
}

/** What was counted of one column, where the author chose to send it along. Numbers of rows, never what is in them. */
export interface ColumnCounts {
  readonly missing: number;
  /** The data row that decided the type, from 1. */
  readonly decidingRow?: number;
}

export type SideCounts = ReadonlyMap<SpecKey, ColumnCounts>;

/**
 * A signature that is shared: what was inferred, what was edited, where it came from, and what was said of it. It has names and
 * settings and no cell values; parameters' defaults are part of the signature itself.
 */
export interface Review {
  readonly base: EditBase;
  readonly edits: readonly Edit[];
  readonly provenance: Provenance;
  readonly notes: readonly Note[];
  readonly counts: Readonly<Partial<Record<DataSide, SideCounts>>>;
}

/** The signature that a review is of, with its edits. */
export const signatureOfReview = ({ base, edits }: Review): ModelSignature => applyEdits(base, edits).signature;

/** Two lists of notes as one: of a note that both have, the one with more said, and a decision rather than none. */
export function mergeNotes(own: readonly Note[], others: readonly Note[]): readonly Note[] {
  const byId = new Map(own.map((note) => [note.id, note]));
  for (const note of others) {
    const known = byId.get(note.id);
    if (known === undefined) byId.set(note.id, note);
    else {
      const replies = known.replies.length >= note.replies.length ? known.replies : note.replies;
      byId.set(note.id, { ...known, replies, state: known.state === "open" ? note.state : known.state });
    }
  }
  return [...byId.values()];
}
