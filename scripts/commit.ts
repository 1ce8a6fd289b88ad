import { spawnSync } from "node:child_process";
import type { Plugin } from "vite";

/** The commit that is built: SIGNET_COMMIT, else the repository's own; null where neither is. */
function commitOf(root: string): string | null {
  const named = process.env.SIGNET_COMMIT;
  if (named) return named.slice(0, 9);
  const { status, stdout } = spawnSync("git", ["rev-parse", "--short=9", "HEAD"], { cwd: root, encoding: "utf8" });
  return status === 0 ? stdout.trim() : null;
}

/** Writes the commit into `src/core/review/versions.ts`. */
export function commit(): Plugin {
  return {
    name: "commit",
    config: ({ root = process.cwd() }) => ({ define: { SIGNET_COMMIT: JSON.stringify(commitOf(root)) } }),
  };
}
