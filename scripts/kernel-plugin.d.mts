import type { Plugin } from "vite";

/** Compiles one kernel. Resolves to the WebAssembly module's bytes; rejects with the compiler's messages. */
export function compileKernel(entry: string): Promise<Buffer>;

/** The Vite plugin that compiles `import { KERNEL } from "./x.as.ts?kernel"`. */
export function kernels(): Plugin;
