import { build, type Plugin } from "vite";

const QUERY = "?bundle";

/** Locales are half of zod, and all messages are English. */
export const NO_LOCALES: Plugin = {
  name: "no-locales",
  enforce: "pre",
  resolveId: (id) => (/locales\/index\.js$/.test(id) ? "\0no-locales" : null),
  load: (id) => (id === "\0no-locales" ? "export {};" : null),
};

/** `import source from "./file.ts?bundle"`: the file and all that it imports, as one text to run where there is no loader. */
export function bundleText(): Plugin {
  return {
    name: "bundle-text",
    enforce: "pre",
    async resolveId(id, importer) {
      if (!id.endsWith(QUERY)) return null;
      const resolved = await this.resolve(id.slice(0, -QUERY.length), importer);
      return resolved ? `\0${resolved.id}${QUERY}` : null;
    },
    async load(id) {
      if (!id.startsWith("\0") || !id.endsWith(QUERY)) return null;
      const file = id.slice(1, -QUERY.length);
      const built = await build({
        configFile: false,
        logLevel: "silent",
        plugins: [bundleText(), NO_LOCALES],
        build: { ssr: file, write: false, minify: true, target: "es2022", rolldownOptions: { output: { codeSplitting: false } } },
        ssr: { noExternal: true },
      });
      // One entry without watching gives one bundle; the types allow several.
      const [chunk] = "output" in built ? built.output : [];
      if (chunk === undefined) throw new Error(`${file} could not be bundled`);
      return `export default ${JSON.stringify(chunk.code)};`;
    },
  };
}
