import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Plugin, Rolldown } from "vite";
import { bundled } from "./bundle-text.ts";

const WORKER = "src/offline/service-worker.ts";

/** The page's own address stands for its HTML, which some hosts serve under no other. */
const pathOf = (fileName: string) => (fileName === "index.html" ? "./" : fileName);

const contentOf = (file: Rolldown.OutputBundle[string]) => (file.type === "chunk" ? file.code : file.source);

/** All files of the build by their paths, those of public/ too. */
function filesOf(bundle: Rolldown.OutputBundle, publicDir: string): ReadonlyMap<string, string | Uint8Array> {
  return new Map([
    ...Object.values(bundle).map((file) => [pathOf(file.fileName), contentOf(file)] as const),
    ...readdirSync(publicDir).map((name) => [name, readFileSync(join(publicDir, name))] as const),
  ]);
}

/** Adds sw.js to the build: the service worker, with the list of the build's files and a hash of what is in them. */
export function offline(): Plugin {
  let [root, publicDir] = ["", ""];
  return {
    name: "offline",
    apply: "build",
    enforce: "post",
    configResolved(config) {
      [root, publicDir] = [config.root, config.publicDir];
    },
    generateBundle: {
      // After Vite has put its own last touch on the code.
      order: "post",
      async handler(_, bundle) {
        const code = await bundled(join(root, WORKER), true);
        const files = filesOf(bundle, publicDir);
        const hash = createHash("sha256").update(code);
        for (const [path, content] of files) hash.update(`${path}\n`).update(content);
        const build = { version: hash.digest("hex").slice(0, 16), paths: [...files.keys()] };
        this.emitFile({ type: "asset", fileName: "sw.js", source: `const BUILD = ${JSON.stringify(build)};\n${code}` });
      },
    },
  };
}
