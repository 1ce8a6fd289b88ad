/** A WebAssembly module, compiled from AssemblyScript by scripts/kernel-plugin.mjs, as base64. */
declare module "*.as.ts?kernel" {
  export const KERNEL: string;
}

/** The WebAssembly of a package that has it as base64 in its module, without the code around it. */
declare module "zstddec/stream?kernel" {
  export const KERNEL: string;
}
