import { must } from "../defined.ts";
import { parseLiteral } from "../python/literal.ts";

/** pandera's own names, and Python's types, as the pandas dtype that its pandas engine gives. Source: `pandera/engines/pandas_engine.py`. */
const DTYPES: ReadonlyMap<string, string> = new Map([
  ["int", "int64"],
  ["float", "float64"],
  ["str", "str"],
  ["bool", "bool"],
  ["object", "object"],
  ["Int", "int64"],
  ["UInt", "uint64"],
  ["Float", "float64"],
  ["String", "str"],
  ["Object", "object"],
  ["Bool", "bool"],
  ["Category", "category"],
  ["CategoricalDtype", "category"],
  ["DateTime", "datetime64[ns]"],
  ["Timestamp", "datetime64[ns]"],
  ["datetime", "datetime64[ns]"],
  ["Timedelta", "timedelta64[ns]"],
  ...["8", "16", "32", "64"].flatMap((bits): [string, string][] => [
    [`Int${bits}`, `int${bits}`],
    [`UInt${bits}`, `uint${bits}`],
    [`int${bits}`, `int${bits}`],
    [`uint${bits}`, `uint${bits}`],
    [`Int${bits}Dtype`, `Int${bits}`],
    [`UInt${bits}Dtype`, `UInt${bits}`],
    [`INT${bits}`, `Int${bits}`],
    [`UINT${bits}`, `UInt${bits}`],
  ]),
  ...["16", "32", "64"].flatMap((bits): [string, string][] => [
    [`Float${bits}`, `float${bits}`],
    [`float${bits}`, `float${bits}`],
    [`Float${bits}Dtype`, `Float${bits}`],
  ]),
  ["BooleanDtype", "boolean"],
  ["BOOL", "boolean"],
  ["StringDtype", "string"],
  ["STRING", "string"],
  ["bool_", "bool"],
]);

/** A dtype as it is in the source: a string is pandas' own name, a name is looked up without the module before it. */
function dtypeOf(written: string): string | null {
  const source = written.trim();
  if (/^['"]/.test(source)) {
    const name = parseLiteral(source);
    return typeof name === "string" ? name : null;
  }
  const name = /^(?:[A-Za-z_]\w*\.)*([A-Za-z_]\w*)(?:\(\s*\))?$/.exec(source)?.[1];
  return name === undefined ? null : (DTYPES.get(name) ?? null);
}

/** Splits at commas that are in no bracket and no string. */
function parts(source: string): readonly string[] {
  const found: string[] = [];
  let depth = 0;
  let quote = "";
  let part = "";
  for (let at = 0; at < source.length; at++) {
    const letter = must(source[at]);
    if (quote !== "") {
      if (letter === "\\") part += source.charAt(at++);
      else if (letter === quote) quote = "";
    } else if (letter === "'" || letter === '"') quote = letter;
    else if ("([{".includes(letter)) depth++;
    else if (")]}".includes(letter)) {
      if (depth === 0) break;
      depth--;
    }
    if (letter === "," && depth === 0 && quote === "") {
      found.push(part);
      part = "";
    } else part += source.charAt(at);
  }
  return part.trim() === "" ? found : [...found, part];
}

/** Comments go, except within strings. */
const withoutComments = (source: string) =>
  source.replace(/("(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')|#[^\n]*/g, (_, string?: string) => string ?? "");

interface Found {
  readonly columns: Map<string, string>;
  readonly left: string[];
}

function add({ columns, left }: Found, name: string, written: string | undefined): void {
  const dtype = written === undefined ? null : dtypeOf(written);
  if (dtype === null) left.push(name);
  else columns.set(name, dtype);
}

/** `name: Series[pa.UInt8] = pa.Field(alias="Name")`, a line of a class; an index is none of the frame's columns. */
function fromClass(source: string, found: Found): void {
  const line =
    /^[ \t]+([A-Za-z_]\w*)\s*:\s*(?:Optional\[\s*)?(?:[\w.]+\.)?(?:(Series)\s*\[)?([^=\n]+?)(?:=\s*([^\n]*(?:\n[ \t]{8,}[^\n]*)*))?$/gm;
  for (const [, name = "", series, rest = "", field = ""] of source.matchAll(line)) {
    if (/\bIndex\s*\[/.test(rest) || (series === undefined && !/^[\w.]+\s*$/.test(rest))) continue;
    const [dtype = ""] = series === undefined ? [rest] : parts(rest);
    const alias = /\balias\s*=\s*("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')/.exec(field)?.[1];
    add(found, alias === undefined ? name : String(parseLiteral(alias)), dtype.replace(/^(?:[\w.]+\.)?Annotated\s*\[/, "").split(",")[0]);
  }
}

/** `DataFrameSchema({"a": pa.Column(int, nullable=True)})`. */
function fromSchema(source: string, found: Found): void {
  const entry = /("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')\s*:\s*(?:[\w.]+\.)?Column\s*\(/g;
  for (const match of source.matchAll(entry)) {
    const name = String(parseLiteral(must(match[1])));
    const given = parts(source.slice(match.index + match[0].length));
    const named = given.find((part) => /^\s*dtype\s*=/.test(part));
    const positional = given.find((part, index) => index === 0 && !/^\s*\w+\s*=[^=]/.test(part));
    add(found, name, named?.replace(/^\s*dtype\s*=/, "") ?? positional);
  }
}

/** The dtypes of a pandera schema's columns, from its source: a model's class or a `DataFrameSchema` call. Parsed, never run. */
export function panderaDtypes(source: string): Found {
  const found: Found = { columns: new Map(), left: [] };
  const bare = withoutComments(source);
  if (/\bColumn\s*\(/.test(bare)) fromSchema(bare, found);
  else fromClass(/^\s*class\s/m.test(bare) ? bare : bare.replace(/^(?=\S)/gm, "    "), found);
  return found;
}
