import { EXPORTERS } from "../../../core/exporters/registry.ts";

/**
 * The name of every file that the page downloads and of every kind of text that it copies. `download` and `useCopy` accept nothing else, and
 * a test looks for a planted cell in each of them, so a new one must be listed here.
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
