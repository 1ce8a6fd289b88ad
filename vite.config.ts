import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";
import { bundleText, NO_LOCALES } from "./scripts/bundle-text.ts";
import { docsPages } from "./scripts/docs-pages.ts";
import { kernels } from "./scripts/kernel-plugin.mjs";
import { precompress } from "./scripts/precompress.ts";
import { staticPage } from "./scripts/static-page.ts";

/** `npm start` is to say nothing of the tools: how long each plugin took concerns whoever changes the build. */
const QUIET = { bundlerTimings: false };

/** The page. Addresses are relative, so that it works from any folder of any static host. */
export default defineConfig({
  base: "./",
  plugins: [react(), kernels(), bundleText(), NO_LOCALES, staticPage(), docsPages(), precompress()],
  build: {
    outDir: "dist/page",
    emptyOutDir: true,
    target: "es2022",
    // One sheet, so that what the page's HTML shows before its scripts are here looks as it will.
    cssCodeSplit: false,
    rolldownOptions: { checks: QUIET },
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 2000,
  },
  // Workers start from blobs, from where no further chunk could be loaded.
  worker: {
    format: "es",
    plugins: () => [kernels(), bundleText(), NO_LOCALES],
    rolldownOptions: { checks: QUIET, output: { codeSplitting: false } },
  },
});
