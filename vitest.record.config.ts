import { defineConfig } from "vitest/config";
import { bundleText } from "./scripts/bundle-text.ts";
import { kernels } from "./scripts/kernel-plugin.mjs";

/** Runs what writes recorded cases, `tests/conformance/record-*.ts`, with counted branches. */
export default defineConfig({
  plugins: [kernels(), bundleText()],
  test: {
    include: ["tests/conformance/record-*.ts"],
    pool: "forks",
    coverage: { enabled: true, provider: "istanbul", include: ["src/core/**/*.ts"], exclude: ["**/*.as.ts"], reporter: [] },
  },
});
