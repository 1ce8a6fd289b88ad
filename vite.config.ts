import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";
import { bundleText } from "./scripts/bundle-text.ts";
import { kernels } from "./scripts/kernel-plugin.mjs";

/** The page. Addresses are relative, so that it works from any folder of any static host. */
export default defineConfig({
  base: "./",
  plugins: [react(), kernels(), bundleText()],
  build: { outDir: "dist/page", emptyOutDir: true, target: "es2022", modulePreload: { polyfill: false }, chunkSizeWarningLimit: 2000 },
  // Workers start from blobs, from where no further chunk could be loaded.
  worker: { format: "es", plugins: () => [kernels(), bundleText()], rolldownOptions: { output: { codeSplitting: false } } },
});
