// Compiles the AssemblyScript kernels, for Vite and Vitest: `import base64 from "./csv.as.ts?kernel"`.
import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const CACHE = join(root, ".cache", "kernels");

const QUERY = "?kernel";
/** AssemblyScript's own advice on portability to 64-bit memories and to hosts without SIMD, which do not concern a kernel. */
const QUIET = ["--disableWarning", "201", "--disableWarning", "112"];
const OPTIONS = ["-O3", "--noAssert", "--runtime", "stub", "--enable", "simd", "--enable", "bulk-memory", ...QUIET];

/** Where a kernel is kept once it is compiled: its name holds a hash of its sources, the options and the compiler's version. */
function keptAt(entry) {
  const folder = dirname(entry);
  const hash = createHash("sha256").update(JSON.stringify(OPTIONS));
  hash.update(readFileSync(join(root, "node_modules", "assemblyscript", "package.json")));
  for (const name of readdirSync(folder).sort()) hash.update(`${name}\n`).update(readFileSync(join(folder, name)));
  return join(CACHE, `${basename(entry)}.${hash.digest("hex").slice(0, 32)}.wasm`);
}

/** The bytes of a kernel, compiled unless they are kept already: four builds and the tests take the same ones. */
async function kernel(entry) {
  const kept = keptAt(entry);
  try {
    return readFileSync(kept);
  } catch {
    const binary = await compileKernel(entry);
    mkdirSync(CACHE, { recursive: true });
    // Builds run side by side: none may read a file that another has half written.
    writeFileSync(`${kept}.${process.pid}`, binary);
    renameSync(`${kept}.${process.pid}`, kept);
    return binary;
  }
}

/**
 * Compiles one kernel. Resolves to the WebAssembly module's bytes; rejects with the compiler's messages.
 * @param {string} entry path of the entry file
 */
export async function compileKernel(entry) {
  // The compiler takes longer to load than most kernels to compile.
  const { default: asc } = await import("assemblyscript/asc");
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
      compiled.set(entry, compiled.get(entry) ?? kernel(entry));
      const binary = await compiled.get(entry);
      return `export const KERNEL = ${JSON.stringify(binary.toString("base64"))};`;
    },
  };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const entry of process.argv.slice(2)) console.log(`${entry}: ${(await compileKernel(entry)).byteLength} bytes`);
}
