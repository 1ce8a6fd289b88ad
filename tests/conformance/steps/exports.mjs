import { existsSync } from "node:fs";
import { join } from "node:path";
import { cache, folder } from "../../../scripts/conformance/kit.mjs";
import { root } from "../../../scripts/setup.mjs";

/** Everything that Signet writes, loaded and run by MLflow; also what the page's buttons gave in the browser tests. */
export function run({ count, node, seed, signet }) {
  count(["round_trip.py", signet, node, join(cache, "round-trip")]);
  count(["downloads.py", signet, node, join(folder, "golden", "edges.jsonl"), String(seed)]);
  const pageDownloads = join(root, "test-results", "downloads");
  if (existsSync(pageDownloads)) count(["page_downloads.py", pageDownloads]);
  else console.log("page downloads: skipped, npm test makes them");
}
