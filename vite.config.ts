import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";
import { kernels } from "./scripts/kernel-plugin.mjs";

/** The page. Addresses are relative, so that it works from any folder of any static host. */
export default defineConfig({
  base: "./",
  plugins: [react(), kernels()],
  build: { outDir: "dist/page", emptyOutDir: true, target: "es2022", modulePreload: { polyfill: false }, chunkSizeWarningLimit: 2000 },
  worker: { format: "es", plugins: () => [kernels()] },
});
