import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseSync } from "vite";
import { describe, expect, it } from "vitest";
import { EVERYWHERE, PAGE, PARTS, RULES, type Rule } from "./architecture-rules.ts";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const src = join(root, "src");

const filesUnder = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory()
      ? filesUnder(join(folder, entry.name))
      : /\.tsx?$/.test(entry.name) && !entry.name.endsWith(".d.ts")
        ? [join(folder, entry.name)]
        : [],
  );

interface Import {
  readonly from: string;
  readonly to: string;
  readonly isType: boolean;
}

/** The folder of {@link RULES} that a path lies in: the innermost one. */
function folderOf(path: string): string {
  const [first = "", second = ""] = relative(src, path).split("/");
  // Next to src/ are the documents, one of which the page gives away.
  if (first === "..") return second;
  const inside = relative(src, path).replace(/\.tsx?$/, "");
  const found = [...RULES.keys()].filter((folder) => inside === folder || inside.startsWith(`${folder}/`));
  return found.sort((left, right) => right.length - left.length)[0] ?? inside;
}

/** Every import and re-export of a file, as a parser of TypeScript reads them. */
function importsOf(file: string): readonly Import[] {
  const source = readFileSync(file, "utf-8");
  const { staticImports, staticExports, dynamicImports } = parseSync(file, source).module;
  const allTypes = (entries: readonly { readonly isType: boolean }[]) => entries.length > 0 && entries.every(({ isType }) => isType);
  return [
    ...staticImports.map(({ moduleRequest, entries }) => ({ from: file, to: moduleRequest.value, isType: allTypes(entries) })),
    ...staticExports.flatMap(({ entries }) =>
      entries.flatMap(({ moduleRequest, isType }) => (moduleRequest === null ? [] : [{ from: file, to: moduleRequest.value, isType }])),
    ),
    ...dynamicImports.map(({ moduleRequest: { start, end } }) => ({ from: file, to: source.slice(start + 1, end - 1), isType: false })),
  ];
}

const files = filesUnder(src);
const imports = files.flatMap(importsOf);

const isLocal = ({ to }: Import) => to.startsWith(".");
const target = ({ from, to }: Import) => resolve(dirname(from), to.replace(/\?.*$/, ""));
const shown = ({ from, to }: Import) => `${relative(src, from)} imports ${to}`;

const covers = (allowed: string, folder: string) => allowed === folder || (allowed === "core/*" && folder.startsWith("core/"));

/** Whether a rule allows an import of a folder, as a type or as a value. */
const allows = ({ imports: any, types = [] }: Rule, folder: string, isType: boolean) =>
  [EVERYWHERE, ...any, ...(isType ? types : [])].some((allowed) => covers(allowed, folder));

describe("imports", () => {
  it("finds them all", () => {
    expect(files.length).toBeGreaterThan(100);
    expect(imports.filter(isLocal).length).toBeGreaterThan(300);
  });

  it("go one way between the folders", () => {
    const wrong = imports.filter(isLocal).filter((entry) => {
      const [from, to] = [folderOf(entry.from), folderOf(target(entry))];
      const rule = RULES.get(from);
      return from !== to && (rule === undefined || !allows(rule, to, entry.isType));
    });
    expect(wrong.map(shown)).toEqual([]);
  });

  it("are all made that a rule allows, except in the page, whose parts share one rule", () => {
    const made = imports.filter(isLocal).map((entry) => ({ from: folderOf(entry.from), to: folderOf(target(entry)) }));
    const unused = [...RULES]
      .filter(([folder]) => !folder.startsWith("ui"))
      .flatMap(([folder, rule]) => rule.imports.map((allowed) => ({ folder, allowed })))
      .filter(({ folder, allowed }) => !made.some(({ from, to }) => from === folder && covers(allowed, to)));
    expect(unused).toEqual([]);
  });

  it("have no cycle", () => {
    const graph = new Map<string, string[]>();
    for (const entry of imports.filter(isLocal)) graph.set(entry.from, [...(graph.get(entry.from) ?? []), target(entry)]);
    const done = new Set<string>();
    const cycles: string[] = [];
    const visit = (file: string, trail: readonly string[]) => {
      if (trail.includes(file)) cycles.push([...trail.slice(trail.indexOf(file)), file].map((path) => relative(src, path)).join(" → "));
      if (done.has(file) || trail.includes(file)) return;
      for (const next of graph.get(file) ?? []) visit(next, [...trail, file]);
      done.add(file);
    };
    for (const file of files) visit(file, []);
    expect(cycles).toEqual([]);
  });

  it("take each parser from one place", () => {
    const SHARED = new Set(["react", "react-dom", "apache-arrow", "flatbuffers", "yaml", "fzstd", "zod", "zustand"]);
    const byPackage = new Map<string, Set<string>>();
    for (const entry of imports.filter((one) => !isLocal(one) && !one.to.startsWith("node:"))) {
      const name = entry.to.startsWith("@") ? entry.to.split("/").slice(0, 2).join("/") : (entry.to.split("/")[0] ?? "");
      byPackage.set(name, (byPackage.get(name) ?? new Set()).add(relative(src, entry.from)));
    }
    const spread = [...byPackage]
      .filter(([name, users]) => !SHARED.has(name) && users.size > 1)
      .map(([name, users]) => `${name}: ${[...users].join(", ")}`);
    expect(spread).toEqual([]);
    // apache-arrow's flatbuffer classes stay within the Arrow reader.
    expect([...(byPackage.get("apache-arrow") ?? [])].filter((file) => !file.startsWith("core/readers/arrow/"))).toEqual([]);
  });

  it("keep React out of the store", () => {
    const react = imports.filter(({ from, to }) => folderOf(from) === "ui/store" && /^(react|zustand$)/.test(to));
    expect(react.map(shown)).toEqual([]);
  });

  it("keep the core free of the page, of Node and of the console", () => {
    const core = files.filter((file) => relative(src, file).startsWith("core/"));
    expect(
      core
        .filter((file) =>
          /\bdocument\.(body|getElement|createElement|querySelector)|\bwindow\.|\bconsole\.|from "node:|from "react"/.test(
            readFileSync(file, "utf-8"),
          ),
        )
        .map((file) => relative(src, file)),
    ).toEqual([]);
  });
});

const names = (list: readonly string[]) => list.map((allowed) => (allowed === "core/*" ? "all of core" : allowed.replace(/^core\//, "")));

const inList = (list: readonly string[]) =>
  names(list)
    .join(", ")
    .replace(/, (?=[^,]*$)/, " and ");

/** A rule as src/README.md writes it: folders of core only by their names, and what every part of the page may import once. */
function inWords(folder: string, { imports: any, types = [] }: Rule): string {
  const isPage = PAGE.imports.every((allowed) => any.includes(allowed));
  const own = isPage ? any.filter((allowed) => !PAGE.imports.includes(allowed)) : any;
  const parts = folder === "ui" ? ["every part", ...own.filter((allowed) => !PARTS.includes(allowed))] : own;
  const typed = isPage || types.length === 0 ? [] : [`the types of ${names(types).join(" and ")}`];
  return [...(isPage ? ["the page's core"] : []), ...names(parts), ...typed].join(", ") || "nothing";
}

describe("files", () => {
  it("stay within about three hundred lines", () => {
    const long = files.filter((file) => readFileSync(file, "utf-8").split("\n").length > 320);
    expect(long.map((file) => relative(src, file))).toEqual([]);
  });

  it("are in the folders that src/README.md names, each with what it may import", () => {
    const readme = readFileSync(join(src, "README.md"), "utf-8");
    const rows = [...readme.matchAll(/^\| `([^`]+)` *\|[^|]*\| ([^|]*?) *\|$/gm)];
    expect(readme).toContain(`The page's core: ${inList(PAGE.imports)}; of ${inList(PAGE.types ?? [])} only the types.`);
    expect(rows.map(([, folder, words]) => [folder, words])).toEqual([...RULES].map(([folder, rule]) => [folder, inWords(folder, rule)]));
  });
});

describe("what leaves the page", () => {
  const filesWith = (pattern: RegExp) =>
    filesUnder(join(src, "ui"))
      .filter((path) => pattern.test(readFileSync(path, "utf-8")))
      .map((path) => relative(src, path));

  it("goes through one place for files and one for the clipboard, whose lists of names are therefore whole", () => {
    expect(filesWith(/createObjectURL/)).toEqual(["ui/shared/worker-maker.ts", "ui/store/output/download.ts"]);
    expect(filesWith(/\.download\b|\bdownload=/)).toEqual(["ui/store/output/download.ts"]);
    expect(filesWith(/clipboard\.write|execCommand\("(copy|cut)/)).toEqual(["ui/shared/use-copy.ts"]);
  });
});
