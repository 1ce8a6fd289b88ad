import { reprString } from "../../python/repr.ts";

/** What a line of Python needs, and what has to be known before it is run. */
export interface LineNeeds {
  /** A package that MLflow does not bring. */
  readonly install?: string;
  /** Imports beyond pandas and NumPy, which a line imports where it uses them. */
  readonly imports?: string;
  /** The end of a sentence, before the line: `with your table's name in place of t`. */
  readonly note?: string;
}

/** What to do with a file that no reader takes. */
export interface ForeignRemedy {
  /** A sentence without its full stop; the code follows after a colon. */
  readonly task: string;
  /** The command or the Python that does it, to be copied and run. */
  readonly code?: string;
}

const stemOf = (file: string) => file.replace(/\.[^./]*$/, "") || file;

/** The name of the file that a line writes, quoted. */
const renamed = (file: string, extension: string) => reprString(`${stemOf(file)}.${extension}`);

/** The names that code uses without importing them, and what imports them. */
const USUAL_IMPORTS = [
  [/\bnp\./, "import numpy as np"],
  [/\bpd\./, "import pandas as pd"],
] as const;

/** What to do, and the Python that does it. `code` is given a file's name, quoted: the names in it are none of the code's. */
function pythonLine(task: string, file: string, code: (path: string) => string, { install, imports, note }: LineNeeds = {}): ForeignRemedy {
  const said = [task, ...(note === undefined ? [] : [`, ${note}`]), ...(install === undefined ? [] : [` (pip install ${install})`])];
  const usual = USUAL_IMPORTS.flatMap(([use, line]) => (use.test(code("''")) ? line : []));
  return { task: said.join(""), code: [...usual, ...(imports === undefined ? [] : [imports]), code(reprString(file))].join("; ") };
}

/** The line that writes the table of an expression as Parquet; `read` has the file's name, quoted. */
export const toParquet =
  (read: (path: string) => string, needs?: LineNeeds) =>
  (file: string): ForeignRemedy =>
    pythonLine("Write it as Parquet", file, (path) => `${read(path)}.to_parquet(${renamed(file, "parquet")})`, needs);

/** The line that saves the array of an expression. */
export const toArray =
  (read: (path: string) => string, needs?: LineNeeds) =>
  (file: string): ForeignRemedy =>
    pythonLine("Save what the model gets as an array", file, (path) => `np.save(${renamed(file, "npy")}, ${read(path)})`, needs);

/** The line that writes the documents of an expression as JSON. */
export const toJson =
  (read: (path: string) => string, imports: string) =>
  (file: string): ForeignRemedy =>
    pythonLine("Write it as JSON", file, (path) => `json.dump(${read(path)}, open(${renamed(file, "json")}, 'w'), default=str)`, {
      imports: `import json, ${imports}`,
    });

/** The line that saves what an expression holds: an array as npy, anything else as a table. */
export const toArrayOrParquet =
  (read: (path: string) => string, needs: LineNeeds) =>
  (file: string): ForeignRemedy => {
    const [npy, parquet] = [renamed(file, "npy"), renamed(file, "parquet")];
    const save = `np.save(${npy}, x) if isinstance(x, np.ndarray) else pd.DataFrame(x).to_parquet(${parquet})`;
    return pythonLine("Save what is in it", file, (path) => `x = ${read(path)}; ${save}`, needs);
  };
