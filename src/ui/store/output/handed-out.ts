import { EXPORTERS } from "../../../core/exporters/registry.ts";

/**
 * Every file that the page gives away, by its name, and every text that it copies, by what it is. Nothing else can be given
 * (`download`, `useCopy`), and a test looks for a planted cell in each of them, so a new one is listed here first.
 */
export const DOWNLOADS = [
  ...new Set(EXPORTERS.flatMap(({ label, file }) => (label === null ? [] : file))),
  "edits.json",
  "signer.yaml",
  "signer.mjs",
  "signer.schema.json",
  "review.signet.json",
  "signature-report.html",
  "signature-report.md",
  "signet-check.json",
  "signet-check.md",
  "signet-check.html",
  "signet-check.xml",
  "signet-log.jsonl",
] as const;

export type DownloadName = (typeof DOWNLOADS)[number];

export const COPIES = ["text", "command", "link", "log", "code", "curl"] as const;

export type CopyName = (typeof COPIES)[number];
