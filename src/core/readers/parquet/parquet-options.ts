import { SignetError, text } from "../../errors.ts";
import type { PythonValue } from "../../python/value.ts";

/** The keyword arguments of `pd.read_parquet` that change an answer. */
export interface ParquetOptions {
  readonly columns: readonly string[] | null;
  readonly dtypeBackend: "numpy_nullable" | "pyarrow" | undefined;
}

/** Checks reader options of a Parquet file. Throws `InvalidOption` for what is none, `UnreadableFile` where pandas refuses a value. */
export function parquetOptions(given: ReadonlyMap<string, PythonValue>): ParquetOptions {
  for (const name of given.keys()) {
    if (name !== "columns" && name !== "dtype_backend" && name !== "engine") {
      throw new SignetError("InvalidOption", text`pandas' read_parquet has no option ${name} that Signet knows.`, {
        remedy: "Known are columns and dtype_backend.",
      });
    }
  }
  const columns = given.get("columns") ?? null;
  const backend = given.get("dtype_backend");
  const engine = given.get("engine");
  if (engine === null)
    throw new SignetError("UnreadableFile", "engine must be one of 'pyarrow', 'fastparquet'.", {
      pythonError: "ValueError",
      remedy: "Remove the option engine.",
    });
  if (engine !== undefined && engine !== "auto" && engine !== "pyarrow")
    throw new SignetError("Undecided", "Signet reads Parquet as pyarrow does; another engine may differ.", {
      remedy: "Remove the option engine.",
    });
  if (backend !== undefined && backend !== "numpy_nullable" && backend !== "pyarrow") {
    throw new SignetError("UnreadableFile", "dtype_backend is either numpy_nullable or pyarrow.", {
      pythonError: "ValueError",
      remedy: "Correct the option dtype_backend.",
    });
  }
  if (columns !== null && !(Array.isArray(columns) && columns.every((column) => typeof column === "string"))) {
    throw new SignetError("InvalidOption", "The option columns must be a list of names.", { remedy: "Correct the option columns." });
  }
  if (columns !== null && new Set(columns).size < columns.length)
    throw new SignetError("Undecided", "Signet has not verified what pandas makes of a column that is asked for twice.", {
      remedy: "Name each column once in the option columns.",
    });
  // Checked right above: a list of strings, or null.
  return { columns: columns as readonly string[] | null, dtypeBackend: backend };
}
