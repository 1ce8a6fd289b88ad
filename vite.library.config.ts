import { defineConfig } from "vite";
import { bundleText, NO_LOCALES } from "./scripts/bundle-text.ts";
import { kernels } from "./scripts/kernel-plugin.mjs";

/** What other programs import, `@signet-mlflow/signet`: the core as one file for Node, beside its types. */
export default defineConfig({
  plugins: [kernels(), bundleText(), NO_LOCALES],
  build: {
    ssr: "src/core/index.ts",
    outDir: "dist/library",
    target: "node20",
    emptyOutDir: true,
    copyPublicDir: false,
    rolldownOptions: { output: { entryFileNames: "index.mjs", codeSplitting: false } },
  },
  ssr: { noExternal: true },
});
