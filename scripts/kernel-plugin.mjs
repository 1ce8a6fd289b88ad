// Compiles the AssemblyScript kernels, for Vite and Vitest: `import base64 from "./csv.as.ts?kernel"`.
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import asc from "assemblyscript/asc";

const QUERY = "?kernel";
/** AssemblyScript's own advice on portability to 64-bit memories and to hosts without SIMD, which do not concern a kernel. */
const QUIET = ["--disableWarning", "201", "--disableWarning", "112"];
const OPTIONS = ["-O3", "--noAssert", "--runtime", "stub", "--enable", "simd", "--enable", "bulk-memory", ...QUIET];

/**
 * Compiles one kernel. Resolves to the WebAssembly module's bytes; rejects with the compiler's messages.
 * @param {string} entry path of the entry file
 */
export async function compileKernel(entry) {
  const base = dirname(entry);
  let binary;
  const { error, stderr } = await asc.main(["entry.as.ts", "-o", "out.wasm", ...OPTIONS], {
    readFile: (name) => {
      const path = name === "entry.as.ts" ? entry : join(base, name);
      try {
        return readFileSync(path, "utf8");
      } catch {
        return null;
      }
    },
    writeFile: (name, contents) => {
      if (name === "out.wasm") binary = contents;
    },
    listFiles: () => [],
  });
  if (error || binary === undefined) throw new Error(`${entry} does not compile:\n${stderr}`, { cause: error });
  return Buffer.from(binary);
}

/** The Vite plugin. A kernel travels inside a module, as base64: the page has no network once it is idle. */
export function kernels() {
  const compiled = new Map();
  return {
    name: "signet-kernels",
    enforce: "pre",
    async load(id) {
      if (!id.endsWith(QUERY)) return null;
      const entry = id.slice(0, -QUERY.length);
      compiled.set(entry, compiled.get(entry) ?? compileKernel(entry));
      const binary = await compiled.get(entry);
      return `export const KERNEL = ${JSON.stringify(binary.toString("base64"))};`;
    },
  };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const entry of process.argv.slice(2)) console.log(`${entry}: ${(await compileKernel(entry)).byteLength} bytes`);
}
