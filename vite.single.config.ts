import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";
import { bundleText, NO_LOCALES } from "./scripts/bundle-text.ts";
import { commit } from "./scripts/commit.ts";
import { kernels } from "./scripts/kernel-plugin.mjs";
import { singleFile } from "./scripts/single-file.ts";
import { staticPage } from "./scripts/static-page.ts";

/** The page as one file, dist/signet.html. Its workers are packed, or it would be half as large again. */
export default defineConfig({
  mode: "single",
  base: "./",
  plugins: [react(), commit(), kernels(), bundleText({ isPacked: true }), NO_LOCALES, staticPage(), singleFile()],
  build: {
    outDir: "dist",
    emptyOutDir: false,
    copyPublicDir: false,
    target: "es2022",
    cssCodeSplit: false,
    rolldownOptions: { checks: { bundlerTimings: false }, output: { codeSplitting: false } },
    modulePreload: false,
    chunkSizeWarningLimit: 4000,
  },
});
