/** What a review's fragment begins with. No server is sent a fragment. */
export const REVIEW_FRAGMENT = "#review=";

/** Whether a text has a review's fragment in it, as a whole address has, or is a review's JSON. */
export function isReviewText(source: string): boolean {
  return source.includes(REVIEW_FRAGMENT) || /^\s*\{\s*"signet"\s*:\s*"review /.test(source);
}
