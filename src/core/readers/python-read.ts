import type { PythonRead } from "../python/handing.ts";
import { pythonCall, reprString } from "../python/repr.ts";
import type { PythonValue } from "../python/value.ts";
import type { Format } from "./reader.ts";

const PANDAS = ["import pandas as pd"];

/** Unwraps the envelopes of MLflow's scoring server, as the reference does. Written out so that the text stands alone. */
const JSON_SETUP = [
  "def read_json(path):",
  "    with open(path, encoding='utf-8-sig') as file:",
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

/** The lines that read a file of a format with its options. `isStream` tells Arrow's streams from its files. */
export function pythonRead(
  format: Format,
  name: string,
  options: ReadonlyMap<string, PythonValue>,
  more: { readonly tabs: boolean; readonly isStream: boolean },
): PythonRead {
  const path = reprString(name);
  switch (format) {
    case "csv": {
      const keywords = new Map<string, PythonValue>([...(more.tabs && !options.has("sep") ? ([["sep", "\t"]] as const) : []), ...options]);
      return { imports: PANDAS, setup: [], expression: pythonCall("pd.read_csv", [name], new Map([["low_memory", false], ...keywords])) };
    }
    case "parquet":
      return { imports: PANDAS, setup: [], expression: pythonCall("pd.read_parquet", [name], options) };
    case "feather":
      return { imports: PANDAS, setup: [], expression: pythonCall("pd.read_feather", [name], options) };
    case "arrow":
      return {
        imports: ["import pyarrow as pa"],
        setup: [],
        expression: `pa.ipc.${more.isStream ? "open_stream" : "open_file"}(pa.memory_map(${path})).read_pandas()`,
      };
    case "json":
      return { imports: ["import json", "import numpy as np", ...PANDAS], setup: JSON_SETUP, expression: `read_json(${path})` };
    case "jsonl":
      return {
        imports: ["import json"],
        setup: [],
        expression: `[json.loads(line) for line in open(${path}, encoding='utf-8-sig') if line.strip()]`,
      };
    case "npy":
      return { imports: ["import numpy as np"], setup: [], expression: `np.load(${path})` };
    case "npz":
      if (options.get("sparse") === true)
        return { imports: ["import scipy.sparse"], setup: [], expression: `scipy.sparse.load_npz(${path})` };
      return { imports: ["import numpy as np"], setup: [], expression: `dict(np.load(${path}))` };
  }
}
