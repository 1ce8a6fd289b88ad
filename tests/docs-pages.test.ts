import { existsSync, readFileSync } from "node:fs";
import { dirname, join, posix } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { docsFiles } from "../scripts/docs-pages.ts";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const site = join(root, "dist", "page");
const files = docsFiles(root);
const pages = [...files.keys()].filter((path) => path.endsWith(".html"));
const built = (path: string) => readFileSync(join(site, path), "utf-8");

const addressesOf = (html: string) => [...html.matchAll(/ (?:href|src)="([^"]*)"/g)].map(([, address = ""]) => address);

/** Whether an address of a page leads to a file of the site, and to a heading if it names one. */
function resolves(page: string, address: string): boolean {
  if (/^https:/.test(address)) return true;
  const [path = "", anchor] = address.split("#");
  const target = path === "" ? page : posix.join(posix.dirname(page), path);
  return existsSync(join(site, target)) && (anchor === undefined || built(target).includes(` id="${anchor}"`));
}

describe("the guides on the built site", () => {
  it("let code that is too wide be scrolled by keyboard", () => {
    const code = pages.flatMap((page) => built(page).match(/<pre[^>]*>/g) ?? []);
    expect(new Set(code)).toEqual(new Set(['<pre tabindex="0">']));
  });

  it("are the ones that users need", () => {
    expect(pages.map((page) => posix.basename(page, ".html"))).toEqual([
      "using",
      "choosing-a-signer",
      "writing-a-signer",
      "problems",
      "ci",
      "spark",
      "library",
      "environments",
      "fidelity",
    ]);
  });

  it.each(pages)("%s has links and images that all exist, a policy and no script", (page) => {
    const html = built(page);
    expect(html).toBe(files.get(page));
    const addresses = addressesOf(html);
    expect(addresses.length).toBeGreaterThan(pages.length);
    expect(addresses.filter((address) => !resolves(page, address))).toEqual([]);
    expect(html).toContain("default-src 'none'; style-src 'self'; img-src 'self'");
    expect(html).not.toMatch(/<script|style="|\son\w+="|\.md["#]/);
  });

  it("are linked from the page, and packed for static hosts", () => {
    expect(built("index.html")).toContain('href="docs/using.html" target="_blank" rel="noopener"');
    for (const page of pages) expect(existsSync(join(site, `${page}.br`))).toBe(true);
  });
});
