/** Opens and writes reviews and reports. Loaded separately, since few visits need it at once. */

export { editsToJson } from "../../../core/review/edits-file.ts";
export { signatureReport } from "../../../core/review/report.ts";
export { htmlSignatureReport } from "../../../core/review/report-html.ts";
export { markdownSignatureReport } from "../../../core/review/report-markdown.ts";
export { reviewToJson } from "../../../core/review/review-format.ts";
export { reviewFromText, reviewToFragment } from "../../../core/review/review-link.ts";
