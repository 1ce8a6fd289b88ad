import type { Compression } from "../bytes/compression.ts";
import type { PythonRead } from "../python/preprocessing.ts";
import { readCsvCall } from "../python/read-csv.ts";
import { pythonLiteral, reprString } from "../python/repr.ts";
import type { PythonValue } from "../python/value.ts";
import type { Format } from "./reader.ts";

const PANDAS = ["import pandas as pd"];

/** Unwraps the envelopes of MLflow's scoring server, as the reference does. Written out so that the text needs nothing else. */
const JSON_SETUP = [
  "def read_json(opened):",
  "    with opened as file:",
  "        data = json.load(file)",
  "    envelopes = {'dataframe_split', 'dataframe_records', 'instances', 'inputs'}",
  "    if isinstance(data, dict) and len(envelopes & set(data)) == 1:",
  "        if 'dataframe_split' in data:",
  "            return pd.DataFrame(**{k: v for k, v in data['dataframe_split'].items() if k in ('columns', 'data', 'index')})",
  "        if 'dataframe_records' in data:",
  "            return pd.DataFrame(data['dataframe_records'])",
  "        values = data.get('instances', data.get('inputs'))",
  "        if 'instances' in data and isinstance(values, list) and values and isinstance(values[0], dict):",
  "            return {name: np.array([row[name] for row in values]) for name in values[0]}",
  "        return {name: np.array(v) for name, v in values.items()} if isinstance(values, dict) else np.array(values)",
  "    if isinstance(data, dict) and {'columns', 'data'} <= set(data) <= {'columns', 'data', 'index'} and all(isinstance(v, list) for v in data.values()):",
  "        return pd.DataFrame(**data)",
  "    return data",
  "",
];

/** A line of {@link JSON_SETUP} for Python literals. */
const asLiteral = (line: string): string => line.replace("json.load(file)", "ast.literal_eval(file.read())");

interface PythonFile {
  readonly imports: readonly string[];
  /** What pandas, NumPy and Arrow take in the place of a path. */
  readonly source: string;
  /** What `json` takes: an open file. */
  readonly opened: string;
}

/** The file as Python opens it, unpacked where it is packed: only `read_csv` unpacks by itself. */
function pythonFile(path: string, compression: Compression | null): PythonFile {
  const of = (source: string, ...imports: readonly string[]): PythonFile => ({ imports, source, opened: source });
  switch (compression) {
    case null:
      return { imports: [], source: path, opened: `open(${path}, encoding='utf-8-sig')` };
    case "gzip":
      return of(`gzip.open(${path})`, "import gzip");
    case "bz2":
      return of(`bz2.open(${path})`, "import bz2");
    case "xz":
      return of(`lzma.open(${path})`, "import lzma");
    case "zstd":
      return of(`io.BytesIO(pa.input_stream(${path}, compression='zstd').read())`, "import io", "import pyarrow as pa");
    case "tar":
      return of(`tarfile.open(${path}).extractfile(tarfile.open(${path}).getnames()[0])`, "import tarfile");
    case "zip":
      return of(`zipfile.ZipFile(${path}).open(zipfile.ZipFile(${path}).namelist()[0])`, "import zipfile");
  }
}

/** The lines that read a file of a format with its options. `isStream`: an Arrow stream, not an Arrow file. */
export function pythonRead(
  format: Format,
  name: string,
  options: ReadonlyMap<string, PythonValue>,
  more: {
    readonly tabs: boolean;
    readonly isStream: boolean;
    readonly compression: Compression | null;
    /** JSON is read as Python literals. */
    readonly literals?: true;
  },
): PythonRead {
  const { imports, source, opened } = pythonFile(reprString(name), more.compression);
  const keywords = [...options].map(([keyword, value]) => `, ${keyword}=${pythonLiteral(value)}`).join("");
  const read = (more: readonly string[], expression: string, setup: readonly string[] = []): PythonRead => ({
    imports: [...imports, ...more],
    setup,
    expression,
  });
  const { literals = false } = more;
  // What unpacks gives bytes, which ast does not take.
  const textFile = more.compression === null ? opened : `io.TextIOWrapper(${opened}, encoding='utf-8-sig')`;
  const textImports = more.compression === null ? [] : ["import io"];
  switch (format) {
    case "csv":
      return { imports: PANDAS, setup: [], expression: readCsvCall(name, options, more.tabs) };
    case "parquet":
      return read(PANDAS, `pd.read_parquet(${source}${keywords})`);
    case "feather":
      return read(PANDAS, `pd.read_feather(${source}${keywords})`);
    case "arrow": {
      const file = more.compression === null ? `pa.memory_map(${source})` : source;
      return read(["import pyarrow as pa"], `pa.ipc.${more.isStream ? "open_stream" : "open_file"}(${file}).read_pandas()`);
    }
    case "json":
      return literals
        ? read(["import ast", ...textImports, "import numpy as np", ...PANDAS], `read_json(${textFile})`, JSON_SETUP.map(asLiteral))
        : read(["import json", "import numpy as np", ...PANDAS], `read_json(${opened})`, JSON_SETUP);
    case "jsonl":
      return literals
        ? read(["import ast", ...textImports], `[ast.literal_eval(line.strip()) for line in ${textFile} if line.strip()]`)
        : read(["import json"], `[json.loads(line) for line in ${opened} if line.strip()]`);
    case "npy":
      return read(["import numpy as np"], `np.load(${source})`);
    case "npz":
      return options.get("sparse") === true
        ? read(["import scipy.sparse"], `scipy.sparse.load_npz(${source})`)
        : read(["import numpy as np"], `dict(np.load(${source}))`);
  }
}
