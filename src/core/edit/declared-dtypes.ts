import { must } from "../defined.ts";
import { assertSignetError, SignetError, text } from "../errors.ts";
import { parseLiteral } from "../python/literal.ts";
import type { PythonValue } from "../python/value.ts";
import { panderaDtypes } from "./pandera.ts";

/** The dtypes that a pipeline casts its columns to, by pandas' names, as `DataFrame.astype` takes them. */
export interface DeclaredDtypes {
  readonly columns: ReadonlyMap<string, string>;
  /** Columns that are declared without a dtype, or with one that is not a pandas dtype: they are left as they are. */
  readonly left: readonly string[];
}

const unknown = () =>
  new SignetError("InvalidOption", "These are not dtypes: neither a dict nor a pandera schema.", {
    remedy: "Paste {'price': 'float64'}, a DataFrameModel class, or a DataFrameSchema call.",
  });

function fromDict(given: ReadonlyMap<string, PythonValue>): DeclaredDtypes {
  const columns = new Map<string, string>();
  const left: string[] = [];
  for (const [name, dtype] of given) {
    if (typeof dtype === "string") columns.set(name, dtype);
    else left.push(name);
  }
  return { columns, left };
}

/**
 * Declared dtypes as they are pasted: a dict of Python literals, or the source of a pandera schema (`class …(DataFrameModel)` or
 * `DataFrameSchema({…})`). Parsed, never run. Throws `InvalidOption` where it is neither.
 *
 * @example declaredDtypes("{'price': 'float32'}").columns // Map { "price" → "float32" }
 */
export function declaredDtypes(source: string): DeclaredDtypes {
  if (/\bColumn\s*\(|\bSeries\s*\[|^\s*class\s/m.test(source)) {
    const found = panderaDtypes(source);
    if (found.columns.size === 0 && found.left.length === 0) throw unknown();
    return found;
  }
  // What is typed for `astype` may be bare Python names: `{'a': float, 'b': np.float32}`.
  const quoted = source.replace(
    /(:\s*)((?:np|numpy|pd|pandas)\.)?(int|float|str|bool|u?int(?:8|16|32|64)|float(?:16|32|64)|bool_|object)(?=\s*[,}])/g,
    '$1"$3"',
  );
  let value: PythonValue;
  try {
    value = parseLiteral(
      quoted
        .trim()
        .replace(/^(?:\w+\s*=\s*|.*\.astype\(\s*)(?=\{)/s, "")
        .replace(/\)\s*$/, ""),
    );
  } catch (error) {
    assertSignetError(error);
    throw new SignetError("InvalidOption", text`These are not dtypes: ${error.message}`, { remedy: must(unknown().remedy) });
  }
  if (!(value instanceof Map) || value.size === 0) throw unknown();
  return fromDict(value);
}
