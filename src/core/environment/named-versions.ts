/** The releases that a text names; absent where it names none, or allows several. */
export interface NamedVersions {
  readonly mlflow?: string;
  readonly pandas?: string;
}

/** Neither `geopandas`, `sklearn-pandas` nor `pandas-stubs`; `mlflow-skinny` is MLflow without what runs a server. */
const LIBRARY = String.raw`(?<![\w.-])(mlflow(?:-skinny)?|pandas)`;
const RELEASE = String.raw`v?(\d+\.\d+(?:\.\d+)?)(?!\d)`;

/**
 * A library and its release on one line: a pin (`pandas==2.2.3`, `pandas=2.2.3=py311_0`, `mlflow[extras]==3.1.4`), a list (`pandas 2.2.3`,
 * `pandas: 2.2.3`), a file of a package (`pandas-2.2.3-cp311`), or prose (`MLflow version 3.12.0`). A range, `pandas<3`, names none.
 */
const ON_A_LINE = new RegExp(
  String.raw`${LIBRARY}(?:\[[\w, -]*\])?"?(?:[ \t]*={1,3}[ \t]*|[ \t]*:[ \t]*(?:==)?|,?[ \t]+(?:version:?[ \t]+)?|-)"?${RELEASE}`,
  "gi",
);

/** A package of a lock file: its name, and on the next line its version. */
const IN_A_LOCK = new RegExp(String.raw`name\s*[=:]\s*"?${LIBRARY}"?\s*\n\s*version\s*[=:]\s*"?${RELEASE}`, "gi");

/** A package of a lock file in JSON: `"pandas": {"hashes": […], "version": "==2.2.3"}`. */
const IN_JSON = new RegExp(String.raw`"${LIBRARY}"\s*:\s*\{[^{}]*"version"\s*:\s*"==${RELEASE}`, "gi");

/**
 * The releases of MLflow and pandas that a text names: a file of `isVersionFile`, `pip freeze`, `pip list`, `conda list`, `mlflow doctor`,
 * `pd.show_versions()`, a traceback with such a line, or a sentence. Of several the first counts.
 *
 * @example versionsIn("mlflow==3.12.0\npandas==2.3.3\n") // { mlflow: "3.12.0", pandas: "2.3.3" }
 */
export function versionsIn(text: string): NamedVersions {
  const found = new Map<string, string>();
  for (const pattern of [IN_A_LOCK, IN_JSON, ON_A_LINE])
    for (const [, name = "", version = ""] of text.matchAll(pattern)) {
      const library = name.toLowerCase().startsWith("mlflow") ? "mlflow" : "pandas";
      if (!found.has(library)) found.set(library, version);
    }
  return Object.fromEntries(found);
}

/** The releases, written in full, that an error message or a traceback names: `MLflow 3.0` may be one in which something changes. */
export function releasesIn(message: string): NamedVersions {
  return Object.fromEntries(Object.entries(versionsIn(message)).filter(([, version]) => version.split(".").length === 3));
}

/** One line of a list of versions: a package, and its release. */
const LIST_LINE =
  /^\s*(-\s+)?["']?[A-Za-z][\w.-]*(\[[\w, -]*\])?["']?(\s*[:,]?\s*(===?|=|@|~=|>=|<=|<|>|!=)\s*\S.*|\s*:\s*v?\d[\w.+-]*|\s+(version:?\s+)?v?\d+\.[\w.+-]+(\s+\S+)*|\s+-{3,})?\s*$/;

/** Lines of such a list that name no package. */
const BETWEEN =
  /^\s*(#.*|--?[\w-]+([= ].*)?|name\s*:.*|channels:|dependencies:|(-\s+)?pip:|Package\s+Version.*|[-\s]+|INSTALLED VERSIONS)?$/i;

/** Whether a text, such as one that was pasted, is a list of versions rather than data: every line names a package, and one of them ours. */
export function isVersionList(text: string): boolean {
  const named = versionsIn(text);
  if (named.mlflow === undefined && named.pandas === undefined) return false;
  return text.split(/\r?\n|, (?=mlflow|pandas)/i).every((line) => BETWEEN.test(line) || LIST_LINE.test(line));
}
