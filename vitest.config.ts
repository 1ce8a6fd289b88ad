import { availableParallelism } from "node:os";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";
import { bundleText } from "./scripts/bundle-text.ts";
import { kernels } from "./scripts/kernel-plugin.mjs";

/** Files that run for a minute or more. They start first, so that no core waits at the end for one of them. */
const LONG = /\/(e2e\/|browsers\/|csv\/engines|csv\/profile-engines|conformance\/parts)/;

class LongFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const isLong = ({ moduleId }: TestSpecification) => LONG.test(moduleId);
    return [...sorted.filter(isLong), ...sorted.filter((file) => !isLong(file))];
  }
}

/** Tests of the built page in a real browser. */
const IN_BROWSER = {
  environment: "node",
  // Processes, since a test goes to the folder from where a command is run.
  pool: "forks",
  globalSetup: "tests/helpers/start-site.ts",
} as const;

/** Files share what they import, which takes longer than many of them; none leaves anything behind in it. */
const SHARED = { isolate: false };

/**
 * Four kinds of tests: the core and the command line in Node, components in a simulated page, the whole page in a real browser, and, in
 * conformance only, the page in other browsers, windows and colours.
 */
export default defineConfig({
  plugins: [react(), kernels(), bundleText()],
  test: {
    // One more than there are cores, since a browser test waits for the browser's processes most of the time.
    maxWorkers: availableParallelism() + 1,
    setupFiles: "tests/helpers/seed-properties.ts",
    sequence: { sequencer: LongFirst },
    // Limits for what hangs, not for what is slow: a busy machine takes longer.
    testTimeout: 300_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 60_000 } },
    projects: [
      {
        extends: true,
        test: {
          name: "node",
          include: ["tests/**/*.test.ts"],
          exclude: ["tests/ui/**", "tests/e2e/**", "tests/browsers/**"],
          environment: "node",
          pool: "threads",
          ...SHARED,
        },
      },
      {
        extends: true,
        test: { name: "ui", include: ["tests/ui/**/*.test.{ts,tsx}"], environment: "jsdom", pool: "threads", ...SHARED },
      },
      {
        extends: true,
        test: { name: "browser", include: ["tests/e2e/**/*.test.ts"], ...IN_BROWSER, ...SHARED },
      },
      {
        extends: true,
        test: { name: "browsers", include: ["tests/browsers/**/*.test.ts"], ...IN_BROWSER, ...SHARED },
      },
    ],
  },
});
