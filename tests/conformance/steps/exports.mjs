import { join } from "node:path";
import { cache, folder, runVitest } from "../../../scripts/conformance/kit.mjs";
import { ensureBrowser, ensurePage, root } from "../../../scripts/setup.mjs";

/** Everything that Signet writes, loaded and run by MLflow; also what the page's buttons give in a browser. */
export function run({ count, node, seed, signet, tally }) {
  count(["round_trip.py", signet, node, join(cache, "round-trip")]);
  count(["downloads.py", signet, node, join(folder, "golden", "edges.jsonl"), String(seed)]);
  ensurePage();
  const args = ["--project=browsers", "tests/browsers/downloads.test.ts"];
  tally(...runVitest("what the page downloads", args, { CHROME_PATH: ensureBrowser() }));
  count(["page_downloads.py", join(root, "test-results", "downloads")]);
}
