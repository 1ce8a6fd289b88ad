import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

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

/** What each folder may import, besides itself. src/README.md has the same table. */
const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  "core/errors": [],
  "core/multimap": [],
  "core/python": ["core/errors"],
  "core/bytes": ["core/errors"],
  "core/evidence": ["core/errors", "core/python"],
  "core/profile": ["core/errors", "core/evidence"],
  "core/readers": ["core/bytes", "core/evidence", "core/profile", "core/errors", "core/python"],
  "core/mlflow": ["core/errors", "core/python"],
  "core/ladders": ["core/evidence", "core/mlflow", "core/errors", "core/python"],
  "core/signers": ["core/evidence", "core/ladders", "core/mlflow", "core/errors", "core/python"],
  "core/problems": [
    "core/evidence",
    "core/profile",
    "core/ladders",
    "core/mlflow",
    "core/signers",
    "core/validation",
    "core/errors",
    "core/multimap",
    "core/python",
  ],
  "core/exporters": ["core/mlflow", "core/errors", "core/python"],
  "core/validation": ["core/exporters", "core/mlflow", "core/evidence", "core/ladders", "core/errors", "core/multimap", "core/python"],
  "core/messages": ["core/validation", "core/ladders", "core/mlflow", "core/errors", "core/python"],
  "core/diff": ["core/mlflow", "core/python"],
  "core/edit": ["core/mlflow", "core/diff", "core/ladders", "core/validation", "core/errors", "core/multimap", "core/python"],
  "core/review": ["core/edit", "core/validation", "core/mlflow", "core/diff", "core/errors", "core/python"],
  "core/sign": [
    "core/bytes",
    "core/profile",
    "core/readers",
    "core/signers",
    "core/problems",
    "core/python",
    "core/errors",
    "core/evidence",
  ],
  "core/check": [
    "core/bytes",
    "core/readers",
    "core/sign",
    "core/validation",
    "core/mlflow",
    "core/python",
    "core/errors",
    "core/evidence",
  ],
  "core/trial": [
    "core/bytes",
    "core/readers",
    "core/sign",
    "core/check",
    "core/signers",
    "core/problems",
    "core/validation",
    "core/mlflow",
    "core/ladders",
    "core/evidence",
    "core/errors",
    "core/python",
  ],
  "core/load-model": ["core/bytes", "core/mlflow", "core/errors"],
  "core/index": ["core/*"],
  worker: ["core/*"],
  ui: [
    "core/errors",
    "core/multimap",
    "core/python",
    "core/mlflow",
    "core/signers",
    "core/problems",
    "core/exporters",
    "core/validation",
    "core/messages",
    "core/diff",
    "core/edit",
    "core/review",
    "worker",
    "docs",
  ],
  cli: ["core/*", "worker"],
  main: ["ui"],
};

/** The page knows readers, profiles, ladders and checks by their types alone. */
const UI_TYPES = ["core/readers", "core/profile", "core/ladders", "core/check"];

interface Import {
  readonly from: string;
  readonly to: string;
  readonly typeOnly: boolean;
}

const zoneOf = (path: string): string => {
  const [first = "", second = ""] = relative(src, path).split("/");
  // Beside the source: docs, of which the page gives one away.
  if (first === "..") return second;
  return first === "core" ? `core/${second.replace(/\.tsx?$/, "")}` : first.replace(/\.tsx?$/, "");
};

const IMPORT = /(?:^|\n)\s*(import|export)\s+(type\s+)?([^"';]*?)\s*from\s+"([^"]+)"|import\("([^"]+)"\)|(?:^|\n)import\s+"([^"]+)"/g;

const files = filesUnder(src);
const imports: readonly Import[] = files.flatMap((file) => {
  const source = readFileSync(file, "utf-8");
  return [...source.matchAll(IMPORT)].map((match) => {
    const names = match[3] ?? "";
    const allTypes =
      names.startsWith("{") &&
      names
        .replace(/[{}]/g, "")
        .split(",")
        .filter((name) => name.trim() !== "")
        .every((name) => name.trim().startsWith("type "));
    return { from: file, to: match[4] ?? match[5] ?? match[6] ?? "", typeOnly: match[2] !== undefined || allTypes };
  });
});

const isLocal = ({ to }: Import) => to.startsWith(".");
const target = ({ from, to }: Import) => resolve(dirname(from), to.replace(/\?.*$/, ""));
const shown = ({ from, to }: Import) => `${relative(src, from)} imports ${to}`;

/** The words of src/README.md for what a folder may import. */
function importWords(folder: string): string {
  const names = (ALLOWED[folder] ?? []).map((name) => (name === "core/*" ? "all of core" : name.replace("core/", "")));
  const types = folder === "ui" ? [`types of ${UI_TYPES.map((name) => name.replace("core/", "")).join(", ")}`] : [];
  return [...names, ...types].join(", ") || "nothing";
}

describe("src/README.md", () => {
  it("has the same rules in its table", () => {
    const rows = [...readFileSync(join(src, "README.md"), "utf-8").matchAll(/^\| `([^`]+)` +\| .* \| (.*?) +\|$/gm)];
    expect(rows.map(([, folder, words]) => [folder, words])).toEqual(Object.keys(ALLOWED).map((folder) => [folder, importWords(folder)]));
  });
});

describe("imports", () => {
  it("finds them all", () => {
    expect(files.length).toBeGreaterThan(100);
    expect(imports.filter(isLocal).length).toBeGreaterThan(300);
  });

  it("go one way between the folders", () => {
    const wrong = imports.filter(isLocal).filter((entry) => {
      const [from, to] = [zoneOf(entry.from), zoneOf(target(entry))];
      const allowed = ALLOWED[from];
      if (allowed === undefined) return true;
      if (from === to || allowed.includes(to) || (allowed.includes("core/*") && to.startsWith("core/"))) return false;
      return !(from === "ui" && entry.typeOnly && UI_TYPES.includes(to));
    });
    expect(wrong.map(shown)).toEqual([]);
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

  it("take each parser from one place alone", () => {
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

describe("files", () => {
  it("stay within about three hundred lines", () => {
    const long = files.filter((file) => readFileSync(file, "utf-8").split("\n").length > 320);
    expect(long.map((file) => relative(src, file))).toEqual([]);
  });

  it("stand in the folders that src/README.md names", () => {
    const readme = readFileSync(join(src, "README.md"), "utf-8");
    const zones = [...new Set(files.map(zoneOf))].filter((zone) => zone !== "main");
    expect(zones.filter((zone) => !readme.includes(`\`${zone}`))).toEqual([]);
  });
});

describe("what the page hands out", () => {
  const filesWith = (pattern: RegExp) =>
    filesUnder(join(src, "ui"))
      .filter((path) => pattern.test(readFileSync(path, "utf-8")))
      .map((path) => relative(src, path));

  it("goes through one place for files and one for the clipboard, whose lists of names are therefore whole", () => {
    expect(filesWith(/createObjectURL|\.download\b|\bdownload=/)).toEqual(["ui/store/output/download.ts"]);
    expect(filesWith(/clipboard\.write|execCommand\("(copy|cut)/)).toEqual(["ui/shared/use-copy.ts"]);
  });
});
