/** What every folder of src/ may import; the other rules do not list it. */
export const EVERYWHERE = "core/defined";

/** What a folder of src/ may import, besides itself. */
export interface Rule {
  readonly imports: readonly string[];
  /** Folders of which it may import only types. */
  readonly types?: readonly string[];
}

const core = (names: string): readonly string[] => (names === "" ? [] : names.split(" ").map((name) => `core/${name}`));

const to = (names: string, types = ""): Rule => ({ imports: core(names), types: core(types) });

/** What the page may import of core. It knows readers, profiles, ladders and checks only by their types. */
export const PAGE = to(
  "environment errors multimap python mlflow signers problems exporters validation messages diff edit review",
  "readers profile ladders check",
);

const page = (folders: string): Rule => ({ ...PAGE, imports: [...PAGE.imports, ...folders.split(" ")] });

/** What a part of the window may import: never another part. */
const PART = page("ui/store ui/kit ui/shared worker");

/** The parts of the window. */
export const PARTS = [
  "header",
  "verdict",
  "table",
  "pane",
  "pane/review",
  "pane/column",
  "check",
  "versions",
  "signer",
  "export",
  "share",
  "first-sight",
  "log",
].map((part) => `ui/${part}`);

/** Every folder of src/, or file at its root, with what it may import; the table in src/README.md says the same. */
export const RULES: ReadonlyMap<string, Rule> = new Map<string, Rule>([
  ["core/defined", to("")],
  ["core/errors", to("")],
  ["core/limits", to("errors")],
  ["core/multimap", to("")],
  ["core/edit-distance", to("")],
  ["core/python", to("bytes errors limits")],
  ["core/environment", to("")],
  ["core/bytes", to("errors")],
  ["core/spark", to("errors")],
  ["core/evidence", to("environment errors python spark")],
  ["core/profile", to("errors")],
  ["core/readers", to("bytes evidence profile errors limits python spark")],
  ["core/mlflow", to("environment errors python")],
  ["core/ladders", to("environment evidence mlflow errors python spark")],
  ["core/signers", to("environment evidence ladders mlflow errors edit-distance python spark")],
  ["core/problems", to("environment evidence profile ladders mlflow signers validation errors multimap python")],
  ["core/exporters", to("environment errors mlflow python spark")],
  ["core/validation", to("environment exporters mlflow evidence ladders errors multimap edit-distance python")],
  ["core/messages", to("validation ladders mlflow errors python")],
  ["core/diff", to("environment mlflow errors python")],
  ["core/edit", to("mlflow diff ladders validation errors multimap python")],
  ["core/review", to("edit ladders validation mlflow diff errors python")],
  ["core/sign", to("environment bytes errors evidence profile readers signers problems python")],
  ["core/check", to("environment bytes readers sign validation mlflow evidence errors python")],
  ["core/trial", to("environment bytes readers sign check signers problems validation mlflow ladders evidence errors python")],
  ["core/compare-versions", to("environment bytes readers sign check signers validation mlflow diff errors python")],
  ["core/load-model", to("environment bytes mlflow errors")],
  ["core/index", { imports: ["core/*"] }],
  ["worker", { imports: ["core/*"] }],
  ["ui/store", page("worker")],
  ["ui/kit", to("", "errors")],
  ["ui/shared", page("ui/store ui/kit worker")],
  ...PARTS.map((part): [string, Rule] => [part, PART]),
  // A template of a signer is among the documents, and the page gives it away.
  ["ui/signer", { ...PART, imports: [...PART.imports, "docs"] }],
  // What lies at the root of ui/ composes the parts.
  ["ui", page(["ui/store", "ui/kit", "ui/shared", ...PARTS, "worker", "offline"].join(" "))],
  ["offline", to("")],
  ["cli", { imports: ["core/*", "worker"] }],
  ["main", { imports: ["ui", "ui/store"] }],
]);
