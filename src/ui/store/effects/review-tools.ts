/** What opens and writes reviews, and their reports: loaded apart from the page, since few readings need it at once. */

export { editsToJson } from "../../../core/review/edits-file.ts";
export { signatureReport } from "../../../core/review/report.ts";
export { htmlSignatureReport } from "../../../core/review/report-html.ts";
export { markdownSignatureReport } from "../../../core/review/report-markdown.ts";
export { reviewToJson } from "../../../core/review/review-format.ts";
export { reviewFromText, reviewToFragment } from "../../../core/review/review-link.ts";
