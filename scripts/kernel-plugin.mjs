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

/** The WebAssembly in a package's module, whose own code would fetch it and does not check what it returns. */
function packagedKernel(name) {
  const module = fileURLToPath(import.meta.resolve(name));
  const found = /["'`](AGFzbQ[A-Za-z0-9+/]+=*)["'`]/.exec(readFileSync(module, "utf8"));
  if (found === null) throw new Error(`${module} has no WebAssembly as base64.`);
  return Buffer.from(found[1], "base64");
}

/** How Vite names a kernel of a package: under the package's own path, tests would load the package as it is. */
const PACKAGED = "\0kernel:";

/** The Vite plugin. A kernel travels inside a module, as base64: the page has no network once it is idle. */
export function kernels() {
  const compiled = new Map();
  return {
    name: "signet-kernels",
    enforce: "pre",
    resolveId(id) {
      return id.endsWith(QUERY) && !id.endsWith(`.as.ts${QUERY}`) ? `${PACKAGED}${id.slice(0, -QUERY.length)}` : null;
    },
    async load(id) {
      const isPackaged = id.startsWith(PACKAGED);
      if (!isPackaged && !id.endsWith(QUERY)) return null;
      const entry = isPackaged ? id.slice(PACKAGED.length) : id.slice(0, -QUERY.length);
      compiled.set(entry, compiled.get(entry) ?? (isPackaged ? packagedKernel(entry) : kernel(entry)));
      const binary = await compiled.get(entry);
      return `export const KERNEL = ${JSON.stringify(binary.toString("base64"))};`;
    },
  };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const entry of process.argv.slice(2)) console.log(`${entry}: ${(await compileKernel(entry)).byteLength} bytes`);
}
