import { readFileSync } from "node:fs";
import { extname, join, posix } from "node:path";
import { Marked } from "marked";
import type { Plugin } from "vite";

/** The guides that the site has, in the order of their list. */
const GUIDES = ["using", "choosing-a-signer", "writing-a-signer", "problems", "ci", "spark", "library", "environments", "fidelity"];

const POLICY = "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'none'; base-uri 'none'";

const escaped = (text: string) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");

/** A heading's anchor, as GitHub makes it, so that the same links work in both places. */
const anchorOf = (heading: string) =>
  heading
    .toLowerCase()
    .replace(/[^\w\- ]/g, "")
    .replaceAll(" ", "-");

/** A link of a guide as the site has it; null if what it names is not on the site. */
function siteLink(href: string): string | null {
  if (/^(https?:|#)/.test(href)) return href;
  const [, name = "", anchor = ""] = /^([\w-]+)\.md(#.*)?$/.exec(href) ?? [];
  return GUIDES.includes(name) ? `${name}.html${anchor}` : null;
}

interface Guide {
  readonly name: string;
  readonly title: string;
  readonly body: string;
  /** Paths below docs/. */
  readonly images: readonly string[];
}

function guideOf(root: string, name: string): Guide {
  const source = readFileSync(join(root, "docs", `${name}.md`), "utf-8");
  const images: string[] = [];
  const marked = new Marked({
    renderer: {
      heading({ tokens, depth, text }) {
        return `<h${depth} id="${escaped(anchorOf(text))}">${this.parser.parseInline(tokens)}</h${depth}>\n`;
      },
      // Code that is wider than the page scrolls, by keyboard too.
      code({ text }) {
        return `<pre tabindex="0"><code>${escaped(text)}\n</code></pre>\n`;
      },
      link({ href, tokens }) {
        const [target, words] = [siteLink(href), this.parser.parseInline(tokens)];
        if (target === null) return words;
        return `<a href="${escaped(target)}"${/^https?:/.test(target) ? ' rel="noopener"' : ""}>${words}</a>`;
      },
      image({ href, text }) {
        images.push(href);
        return `<img src="${escaped(href)}" alt="${escaped(text)}">`;
      },
    },
  });
  const body = marked.parse(source, { async: false });
  return { name, title: /^# (.*)$/m.exec(source)?.[1] ?? name, body, images };
}

function pageOf({ name, title, body }: Guide, guides: readonly Guide[]): string {
  const entry = (guide: Guide) =>
    `<li><a href="${guide.name}.html"${guide.name === name ? ' aria-current="page"' : ""}>${escaped(guide.title)}</a></li>`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escaped(title)} · Signet</title>
<link rel="icon" href="../icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="docs.css">
</head>
<body>
<nav aria-label="Guides">
<a class="home" href="../index.html">Signet</a>
<ul>
${guides.map(entry).join("\n")}
</ul>
</nav>
<main>
${body}</main>
</body>
</html>
`;
}

/** The page's own colours and font, before the style of the guides. */
function styleOf(root: string): string {
  const [tokens] = /^:root \{[\s\S]*?^\}\n/m.exec(readFileSync(join(root, "src/ui/style.css"), "utf-8")) ?? [];
  if (tokens === undefined) throw new Error("src/ui/style.css has no colours in :root.");
  return `${tokens}${readFileSync(join(root, "scripts/docs-pages.css"), "utf-8")}`;
}

/** The guides as static pages, with their style and images, by their paths on the site. They have no script. */
export function docsFiles(root: string): ReadonlyMap<string, string | Buffer> {
  const guides = GUIDES.map((name) => guideOf(root, name));
  const images = new Set(guides.flatMap((guide) => guide.images));
  return new Map<string, string | Buffer>([
    ["docs/docs.css", styleOf(root)],
    ...guides.map((guide) => [`docs/${guide.name}.html`, pageOf(guide, guides)] as const),
    ...[...images].map((path) => [posix.join("docs", path), readFileSync(join(root, "docs", path))] as const),
  ]);
}

const TYPES: Readonly<Record<string, string>> = { ".html": "text/html; charset=utf-8", ".css": "text/css", ".png": "image/png" };

/** Adds the guides to the build, and serves them in development. */
export function docsPages(): Plugin {
  let root = "";
  return {
    name: "docs-pages",
    configResolved(config) {
      root = config.root;
    },
    configureServer({ middlewares }) {
      middlewares.use((request, response, next) => {
        const path = (request.url ?? "").replace(/[?#].*$/, "").slice(1);
        const file = path.startsWith("docs/") ? docsFiles(root).get(path) : undefined;
        if (file === undefined) return next();
        response.setHeader("content-type", TYPES[extname(path)] ?? "application/octet-stream");
        response.end(file);
      });
    },
    generateBundle() {
      for (const [fileName, source] of docsFiles(root)) this.emitFile({ type: "asset", fileName, source });
    },
  };
}
