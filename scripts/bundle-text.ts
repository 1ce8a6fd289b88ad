import { readFile } from "node:fs/promises";
import { promisify } from "node:util";
import { gzip } from "node:zlib";
import { build, type Plugin } from "vite";
import { kernels } from "./kernel-plugin.mjs";

const gzipOf = promisify(gzip);

const QUERIES = ["?bundle", "?source"];

/** Locales are half of zod, and all messages are English. */
export const NO_LOCALES: Plugin = {
  name: "no-locales",
  enforce: "pre",
  resolveId: (id) => (/locales\/index\.js$/.test(id) ? "\0no-locales" : null),
  load: (id) => (id === "\0no-locales" ? "export {};" : null),
};

/** A module and all that it imports as one text. `isWorker`: it is a script for a browser's worker, and exports nothing. */
export async function bundled(file: string, isWorker: boolean): Promise<string> {
  const output = { codeSplitting: false } as const;
  const built = await build({
    configFile: false,
    logLevel: "silent",
    plugins: [kernels(), bundleText(), NO_LOCALES],
    build: {
      write: false,
      minify: true,
      target: "es2022",
      copyPublicDir: false,
      ...(isWorker
        ? { rolldownOptions: { input: file, output: { ...output, format: "iife" } } }
        : { ssr: file, rolldownOptions: { output } }),
    },
    ssr: { noExternal: true },
  });
  // One entry without watching gives one bundle; the types allow several.
  const [chunk] = "output" in built ? built.output : [];
  if (chunk === undefined) throw new Error(`${file} could not be bundled`);
  return chunk.code;
}

/** The characters of {@link base91}: from the space on, without those that end a text or a script. */
const DIGITS = Array.from({ length: 94 }, (_, index) => String.fromCharCode(32 + index)).filter((letter) => !'"<\\'.includes(letter));

/** Bytes as text, 13 bits as two characters: a thirteenth less than base64. Zeros fill the last two. */
function base91(bytes: Uint8Array): string {
  let text = "";
  let [bits, count] = [0, 0];
  const write = (word: number) => {
    text += `${DIGITS[Math.floor(word / 91)]}${DIGITS[word % 91]}`;
  };
  for (const byte of bytes) {
    bits = (bits << 8) | byte;
    count += 8;
    if (count < 13) continue;
    count -= 13;
    write(bits >> count);
    bits &= (1 << count) - 1;
  }
  if (count > 0) write(bits << (13 - count));
  return text;
}

/** A module whose `source` resolves to a text, which it has as gzip. */
async function unpacking(text: string): Promise<string> {
  const packed = await gzipOf(text, { level: 9, memLevel: 9 });
  return `export async function source() {
    const text = ${JSON.stringify(base91(packed))};
    const digit = (index) => {
      const code = text.charCodeAt(index);
      return code - (code > 92 ? 35 : code > 60 ? 34 : code > 34 ? 33 : 32);
    };
    const bytes = new Uint8Array(${packed.byteLength});
    let [bits, count, at] = [0, 0, 0];
    for (let index = 0; index < text.length; index += 2) {
      bits = (bits << 13) | (digit(index) * 91 + digit(index + 1));
      count += 13;
      while (count >= 8 && at < bytes.length) {
        count -= 8;
        bytes[at++] = bits >> count;
        bits &= (1 << count) - 1;
      }
    }
    return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))).text();
  }`;
}

/**
 * Two kinds of imports, of a module and all that it imports as one text, to run where there is no loader.
 * `import text from "./file.ts?bundle"` gives the text. `import { source } from "./worker.ts?source"` is for workers of the page: `source`
 * resolves to the text, which the build has as gzip if `isPacked`. A Python script is such a text as it is.
 */
export function bundleText({ isPacked = false } = {}): Plugin {
  return {
    name: "bundle-text",
    enforce: "pre",
    async resolveId(id, importer) {
      const query = QUERIES.find((one) => id.endsWith(one));
      if (query === undefined) return null;
      const resolved = await this.resolve(id.slice(0, -query.length), importer);
      return resolved ? `\0${resolved.id}${query}` : null;
    },
    async load(id) {
      const query = id.startsWith("\0") ? QUERIES.find((one) => id.endsWith(one)) : undefined;
      if (query === undefined) return null;
      const file = id.slice(1, -query.length);
      const code = file.endsWith(".py") ? await readFile(file, "utf-8") : await bundled(file, query === "?source");
      if (query === "?bundle") return `export default ${JSON.stringify(code)};`;
      return isPacked ? unpacking(code) : `export const source = () => Promise.resolve(${JSON.stringify(code)});`;
    },
  };
}
