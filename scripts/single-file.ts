import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Plugin, Rolldown } from "vite";

/** What the single file is called, in dist/. */
const NAME = "signet.html";

/** As a policy names an inline script or style that it allows. */
const hashOf = (text: string) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;

/** Code that an HTML parser does not end early. Both sequences occur only in texts and regular expressions, where the backslash changes nothing. */
const inScript = (code: string) => code.replaceAll(/<\/(?=script)/gi, "<\\/").replaceAll("<!--", "<\\!--");

/** Exactly one place of a text is replaced; a build that no longer has it fails. */
function replaced(text: string, place: RegExp, by: string): string {
  if (text.split(place).length !== 2) throw new Error(`index.html must have exactly one ${place}.`);
  return text.replace(place, () => by);
}

/** The build's files by the ends of their names. */
function textOf(bundle: Rolldown.OutputBundle, end: string): string {
  const found = Object.values(bundle).filter(({ fileName }) => fileName.endsWith(end));
  const [file] = found;
  if (file === undefined || found.length > 1) throw new Error(`The build has ${found.length} files that end with ${end}.`);
  return file.type === "chunk" ? file.code : String(file.source);
}

/** The page with its style, its script and its icon inside. The policy allows these by their hashes, and nothing by an address. */
function inOne(html: string, code: string, style: string, icon: string): string {
  const script = inScript(code);
  const policy = (meta: string) =>
    meta
      .replace(/script-src 'self' 'sha256-[^']*'/, `script-src ${hashOf(script)}`)
      .replace("style-src 'self'", `style-src ${hashOf(style)}`)
      .replace("img-src 'self' data:", "img-src data:")
      .replace("worker-src blob: 'self'", "worker-src blob:")
      .replace("manifest-src 'self'; ", "");
  const [meta = ""] = /<meta\s+http-equiv="Content-Security-Policy"[^>]*>/.exec(html) ?? [];
  let page = replaced(html, /<meta\s+http-equiv="Content-Security-Policy"[^>]*>/, policy(meta));
  page = replaced(page, /<script type="module"[^>]*><\/script>/, `<script type="module" blocking="render">${script}</script>`);
  page = replaced(page, /\s*<script>[^<]*<\/script>/, "");
  page = replaced(page, /\s*<link rel="manifest"[^>]*>/, "");
  page = replaced(page, /<link rel="stylesheet"[^>]*>/, `<style>${style}</style>`);
  return replaced(page, /href="\.\/icon\.svg"/, `href="data:image/svg+xml,${encodeURIComponent(icon)}"`);
}

/** Writes the page as one file, dist/signet.html, instead of the build's files. It works from a disk, by a double click. */
export function singleFile(): Plugin {
  let root = "";
  return {
    name: "single-file",
    apply: "build",
    enforce: "post",
    configResolved(config) {
      root = config.root;
    },
    generateBundle: {
      // After Vite has put its own last touch on the code.
      order: "post",
      async handler({ dir }, bundle) {
        if (dir === undefined) throw new Error("The build has no folder.");
        const icon = readFileSync(join(root, "public", "icon.svg"), "utf-8");
        const page = inOne(textOf(bundle, ".html"), textOf(bundle, ".js"), textOf(bundle, ".css"), icon);
        for (const name of Object.keys(bundle)) delete bundle[name];
        await writeFile(join(dir, NAME), page);
      },
    },
  };
}
