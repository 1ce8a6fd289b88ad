import { defineConfig } from "vite";
import { bundleText } from "./scripts/bundle-text.ts";
import { commit } from "./scripts/commit.ts";
import { kernels } from "./scripts/kernel-plugin.mjs";

/** The command line as one file of plain JavaScript, so that Node needs no loader and the package no install. */
export default defineConfig({
  plugins: [commit(), kernels(), bundleText()],
  build: {
    ssr: "src/cli/main.ts",
    outDir: "dist/cli",
    target: "node20",
    emptyOutDir: true,
    rolldownOptions: { output: { entryFileNames: "signet.mjs", codeSplitting: false } },
  },
  ssr: { noExternal: true },
});
