import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import * as core from "../src/core/index.ts";
import { LIMIT_NAMES, LIMITS } from "../src/core/limits.ts";
import { sideOf } from "./helpers/signing.ts";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const text = (path: string) => readFileSync(join(root, path), "utf-8");

/** The code blocks of a page in one language. */
const blocks = (path: string, language: string) =>
  [...text(path).matchAll(/```(\w+)\n([\s\S]*?)```/g)].flatMap(([, found, code = ""]) => (found === language ? [code] : []));

/** The example of a class's docstring: its lines, and what its last expression gives. */
function exampleOf(path: string): { readonly code: string; readonly last: string; readonly result: string } {
  const [, example = ""] = /@example\n([\s\S]*?)\*\//.exec(text(path)) ?? [];
  const lines = example.split("\n").map((line) => line.replace(/^ \* ?/, "").trimEnd());
  const at = lines.findIndex((line) => line.startsWith("// → "));
  return {
    code: lines.slice(0, at - 1).join("\n"),
    last: lines[at - 1]?.replace(/;$/, "") ?? "",
    result: lines[at]?.slice("// → ".length) ?? "",
  };
}

/** The Markdown pages of the repository. */
const pages = [
  ...readdirSync(root).filter((name) => name.endsWith(".md")),
  "src/README.md",
  ...readdirSync(join(root, "docs"), { recursive: true, encoding: "utf-8" }).flatMap((name) =>
    name.endsWith(".md") ? [`docs/${name}`] : [],
  ),
];

/** The anchors of a page's headings, as GitHub makes them. */
const anchorsOf = (path: string) =>
  [...text(path).matchAll(/^#+ (.*)$/gm)].map(([, heading = ""]) =>
    heading
      .toLowerCase()
      .replace(/[^\w\- ]/g, "")
      .replaceAll(" ", "-"),
  );

const AsyncFunction = Object.getPrototypeOf(async () => undefined).constructor as new (
  ...words: string[]
) => (...values: unknown[]) => Promise<unknown>;

describe("the links of the pages", () => {
  it.each(pages)("%s links to files and headings that exist", (page) => {
    const links = [...text(page).matchAll(/\]\((?!https?:)([^)\s]*)\)/g)].map(([, link = ""]) => link);
    const broken = links.filter((link) => {
      const [path = "", anchor] = link.split("#");
      const target = path === "" ? page : join(dirname(page), path);
      return !existsSync(join(root, target)) || (anchor !== undefined && !anchorsOf(target).includes(anchor));
    });
    expect(broken).toEqual([]);
  });

  it("finds pages and links", () => {
    expect(pages.length).toBeGreaterThan(15);
    expect(text("README.md")).toContain("](docs/using.md)");
  });
});

describe("docs/limits.md", () => {
  it("lists every limit that can be lifted, with its size", () => {
    const rows = [...text("docs/limits.md").matchAll(/^\| `([a-z-]+)` \| ([\d,]+) (\w+) \|/gm)];
    const listed = Object.fromEntries(rows.map(([, name = "", size = "", unit]) => [name, [Number(size.replaceAll(",", "")), unit]]));
    expect(listed).toEqual(Object.fromEntries(LIMIT_NAMES.map((name) => [name, [LIMITS[name].default, LIMITS[name].unit]])));
  });
});

describe("the examples of docstrings", () => {
  it.each(["src/core/signers/signer.ts", "src/core/signers/infer-signer.ts"])("%s gives what it says", async (path) => {
    const { code, last, result } = exampleOf(path);
    const run = new AsyncFunction(...Object.keys(core), `${code}\nreturn ${last};`);
    expect(String(await run(...Object.values(core)))).toBe(result);
  });
});

describe("the examples of the pages", () => {
  it.each([...blocks("docs/choosing-a-signer.md", "yaml"), ...blocks("docs/writing-a-signer.md", "yaml")])(
    "takes the config %j",
    (config) => {
      expect(core.parseSignerConfig(config)).toBeTruthy();
    },
  );

  it("has as many as it should", () => {
    expect(blocks("docs/choosing-a-signer.md", "yaml").length).toBeGreaterThanOrEqual(7);
    expect(blocks("docs/writing-a-signer.md", "js")).toHaveLength(3);
  });

  it.each(blocks("docs/writing-a-signer.md", "js"))("runs the signer %#", async (source) => {
    const interpreter = await core.loadInterpreter();
    const inputs = await sideOf("a,b\n1,\n2,\n");
    const signer = new core.CustomSigner({ KIND: "CustomSigner", file: "signer.mjs", source, config: {} }, interpreter);
    const written = core.signatureToDict(signer.sign({ inputs }).signature).inputs;
    expect(written).toMatchSnapshot();
  });
});
