import { defineConfig } from "vite";

/** What authors of signers import, `@signet-mlflow/signet/signer`; zod stays a dependency. */
export default defineConfig({
  build: {
    ssr: "src/core/signers/custom/define-signer.ts",
    outDir: "dist/signer",
    target: "node20",
    emptyOutDir: true,
    copyPublicDir: false,
    rolldownOptions: { output: { entryFileNames: "define-signer.mjs" } },
  },
});
