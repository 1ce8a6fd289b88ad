import { text } from "../errors.ts";
import type { DeclaredBy } from "../evidence/arrow-evidence.ts";
import type { Note } from "../evidence/dataset.ts";

const MESSAGES: Readonly<Record<DeclaredBy, Note["message"]>> = {
  footer: text`From the footer: pages unread.`,
  headers: text`From the headers: data unread.`,
};

/** The kind of {@link pagesUnread}'s note. */
export const PAGES_UNREAD = "pages-unread";

/** The note of a data set that was not read whole: a broken page or an invalid text in what is unread would change the answer. */
export function pagesUnread(by: DeclaredBy): Note {
  return { kind: PAGES_UNREAD, message: MESSAGES[by] };
}
