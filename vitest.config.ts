import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";
import { bundleText } from "./scripts/bundle-text.ts";
import { kernels } from "./scripts/kernel-plugin.mjs";

/** Three kinds of tests: the core and the command line in Node, components in a simulated page, the whole page in a real browser. */
export default defineConfig({
  plugins: [react(), kernels(), bundleText()],
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: "node",
          include: ["tests/**/*.test.ts"],
          exclude: ["tests/ui/**", "tests/e2e/**"],
          environment: "node",
          testTimeout: 60_000,
        },
      },
      { extends: true, test: { name: "ui", include: ["tests/ui/**/*.test.{ts,tsx}"], environment: "jsdom", testTimeout: 20_000 } },
      {
        extends: true,
        test: {
          name: "browser",
          include: ["tests/e2e/**/*.test.ts"],
          environment: "node",
          testTimeout: 120_000,
          hookTimeout: 120_000,
          // What the page shows in the end counts; a busy machine takes longer.
          expect: { poll: { timeout: 20_000 } },
          fileParallelism: false,
        },
      },
    ],
  },
});
