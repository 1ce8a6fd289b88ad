// Measures the page, the command line and the reference: see bench/ and docs/performance.md.
import { join } from "node:path";
import { ensurePackages, root } from "./setup.mjs";

ensurePackages();
// Vite compiles the benchmark's TypeScript, which Node 20 cannot run by itself.
const { runnerImport } = await import("vite");
const { module } = await runnerImport(join(root, "bench", "main.ts"), { configFile: false, root, logLevel: "warn" });
await module.main(process.argv.slice(2));
