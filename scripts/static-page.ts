import { join } from "node:path";
import react from "@vitejs/plugin-react";
import { type Plugin, runnerImport } from "vite";

const ENTRY = "src/ui/static-page.tsx";

/** Style is not part of the HTML, and the build has one sheet of it already. */
const withoutStyles: Plugin = {
  name: "without-styles",
  enforce: "pre",
  resolveId: (id) => (id.endsWith(".css") ? "\0no-style" : null),
  load: (id) => (id === "\0no-style" ? "" : null),
};

async function renderPage(root: string, mode: string): Promise<string> {
  const { module } = await runnerImport<{ staticPage(): string }>(join(root, ENTRY), {
    configFile: false,
    root,
    mode,
    logLevel: "error",
    plugins: [withoutStyles, react()],
  });
  try {
    return module.staticPage();
  } catch (cause) {
    throw new Error(`${ENTRY} cannot be rendered: components may use window and document only in effects and events.`, { cause });
  }
}

/**
 * Writes the empty page into index.html, rendered from its own components, so that it is seen before any script is here. The browser shows it
 * once the first script has run, which takes whatever is given to the page until the rest of it is there. Nothing else is preloaded: on a slow
 * line it would keep the first script and the style waiting.
 */
export function staticPage(): Plugin {
  let [root, mode] = ["", ""];
  return {
    name: "static-page",
    apply: "build",
    configResolved(config) {
      [root, mode] = [config.root, config.mode];
    },
    transformIndexHtml: {
      order: "post",
      async handler(html) {
        const page = await renderPage(root, mode);
        return html
          .replace('<div id="root"></div>', () => `<div id="root">${page}</div>`)
          .replace('<script type="module"', '<script type="module" blocking="render"');
      },
    },
  };
}
