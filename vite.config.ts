import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";
import { bundleText, NO_LOCALES } from "./scripts/bundle-text.ts";
import { commit } from "./scripts/commit.ts";
import { docsPages } from "./scripts/docs-pages.ts";
import { kernels } from "./scripts/kernel-plugin.mjs";
import { offline } from "./scripts/offline.ts";
import { precompress } from "./scripts/precompress.ts";
import { staticPage } from "./scripts/static-page.ts";

/** `npm start` is to say nothing of the tools: how long each plugin took concerns whoever changes the build. */
const QUIET = { bundlerTimings: false };

/** The page. Addresses are relative, so that it works from any folder of any static host. */
export default defineConfig({
  base: "./",
  plugins: [react(), commit(), kernels(), bundleText(), NO_LOCALES, staticPage(), docsPages(), offline(), precompress()],
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
});
