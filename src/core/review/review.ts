import { applyEdits, type EditBase } from "../edit/apply-edits.ts";
import type { DataSide, Edit, EditSide } from "../edit/edit.ts";
import type { SpecKey } from "../mlflow/spec-keys.ts";
import type { ModelSignature } from "../mlflow/types.ts";
import type { Preprocessing } from "../python/preprocessing.ts";
import type { ColumnName, PythonValue } from "../python/value.ts";
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
  readonly preprocessing: Preprocessing;
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

/** What became of a comment, as the author of the signature decided. */
export const COMMENT_STATES = ["open", "accepted", "dismissed"] as const;

export type CommentState = (typeof COMMENT_STATES)[number];

/** What someone says, and the name that they gave; an empty one if they gave none. */
export interface Remark {
  readonly text: string;
  readonly author: string;
}

/** What a reviewer says of a row, and what was answered, oldest first. */
export interface ReviewComment extends Remark {
  readonly id: string;
  readonly side: EditSide;
  readonly key: SpecKey;
  readonly state: CommentState;
  readonly replies: readonly Remark[];
}

/**
 * A remark with its author before it, if that is known.
 *
 * @example remarkText({ text: "Is a float enough?", author: "Ana" }) // "Ana: Is a float enough?"
 */
export const remarkText = ({ text, author }: Remark): string => (author === "" ? text : `${author}: ${text}`);

/** What was counted of one column, where the author chose to send it along. Numbers of rows, never what is in them. */
export interface ColumnCounts {
  readonly missing: number;
  /** The data row that decided the type, from 1. */
  readonly decidingRow?: number;
}

export type SideCounts = ReadonlyMap<SpecKey, ColumnCounts>;

/** Why each column has its type, in sentences that quote no cell. */
export type SideReasons = ReadonlyMap<SpecKey, readonly string[]>;

/** From the most serious to the least, as the problems of a signature are. */
export const SEVERITIES = ["stops", "warns", "notes"] as const;

/** A problem that the author sees, without what it quotes from cells. */
export interface SharedProblem {
  readonly kind: string;
  readonly severity: (typeof SEVERITIES)[number];
  readonly side: EditSide;
  readonly columns: readonly ColumnName[];
  readonly message: string;
}

/**
 * A signature that is shared: what was inferred and why, what was edited, where it came from, and what was said of it. It has names,
 * settings and row numbers, and no cell values; parameters' defaults are part of the signature itself.
 */
export interface Review {
  readonly base: EditBase;
  readonly edits: readonly Edit[];
  readonly provenance: Provenance;
  readonly comments: readonly ReviewComment[];
  readonly counts: Readonly<Partial<Record<DataSide, SideCounts>>>;
  readonly reasons: Readonly<Record<DataSide, SideReasons>>;
  readonly problems: readonly SharedProblem[];
  /** How many reasons and problems are not among them, so that the link stays short. */
  readonly leftOut: { readonly reasons: number; readonly problems: number };
}

/** The signature that a review is of, with its edits. */
export const signatureOfReview = ({ base, edits }: Review): ModelSignature => applyEdits(base, edits).signature;

/** Two lists of comments as one: of a comment that both have, the one with more said, and a decision rather than none. */
export function mergeComments(own: readonly ReviewComment[], others: readonly ReviewComment[]): readonly ReviewComment[] {
  const byId = new Map(own.map((comment) => [comment.id, comment]));
  for (const comment of others) {
    const known = byId.get(comment.id);
    if (known === undefined) byId.set(comment.id, comment);
    else {
      const replies = known.replies.length >= comment.replies.length ? known.replies : comment.replies;
      byId.set(comment.id, { ...known, replies, state: known.state === "open" ? comment.state : known.state });
    }
  }
  return [...byId.values()];
}

/** A signer without settings by its name, any other by its config. */
export const signerText = (strategy: string): string => strategy.replace(/^\{"KIND":"(\w+)"\}$/, "$1");
