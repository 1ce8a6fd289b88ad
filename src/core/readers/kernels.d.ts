/** A WebAssembly module, compiled from AssemblyScript by scripts/kernel-plugin.mjs, as base64. */
declare module "*.as.ts?kernel" {
  export const KERNEL: string;
}
