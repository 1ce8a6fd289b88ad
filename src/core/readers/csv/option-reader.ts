import { SignetError, text } from "../../errors.ts";
import { pythonLiteral } from "../../python/repr.ts";
import { isList, type PythonValue } from "../../python/value.ts";

/** An option that pandas itself refuses: the file has no answer, so it counts as one that cannot be read. */
export function refusedOption(message: string, pythonError = "ValueError"): SignetError {
  return new SignetError("UnreadableFile", message, { pythonError, remedy: "Change the reader options." });
}

/** Past what is proved against pandas. */
export function undecidedOption(name: string, value: PythonValue): SignetError {
  const given = `${name}=${pythonLiteral(value)}`;
  return new SignetError("Undecided", text`The reader option ${given} is not one that Signet has verified against pandas.`, {
    remedy: `Ask pandas: pd.read_csv(path, ${given}).dtypes`,
  });
}

/** `type(value).__name__`. */
export function pythonType(value: PythonValue): string {
  if (value === null) return "NoneType";
  if (typeof value === "boolean") return "bool";
  if (typeof value === "bigint") return "int";
  if (typeof value === "number") return "float";
  if (typeof value === "string") return "str";
  return isList(value) ? "list" : "dict";
}

/** The byte that pandas' C parser takes a character for: `<char>ord(mark)` keeps its lowest eight bits. */
export const markByte = (mark: string): number => (mark.codePointAt(0) ?? 0) & 0xff;

const characterCount = (text: string) => [...text].length;

/** Reads one option at a time out of the keyword arguments, with pandas' default where it is absent. */
export class OptionReader {
  private readonly given: ReadonlyMap<string, PythonValue>;

  constructor(given: ReadonlyMap<string, PythonValue>) {
    this.given = given;
  }

  value(name: string): PythonValue | undefined {
    return this.given.get(name);
  }

  /** `_validate_bool_kwargs`: 0 and 1 stand for the bools, nothing else does. */
  flag(name: string, byDefault: boolean): boolean {
    const value = this.given.get(name);
    if (value === undefined) return byDefault;
    if (typeof value === "boolean") return value;
    if (value === 0n || value === 1n) return value === 1n;
    throw refusedOption(`For argument "${name}" expected type bool, received type ${pythonType(value)}.`);
  }

  /** A single character, or null where pandas takes None. `many` is pandas' word for one that is longer or empty. */
  character(name: string, many: string): string | null {
    const value = this.given.get(name);
    if (value === undefined || value === null) return null;
    if (typeof value !== "string") throw refusedOption(`object of type '${pythonType(value)}' has no len()`, "TypeError");
    if (characterCount(value) !== 1) throw refusedOption(many);
    return value;
  }

  /** A list of words; pandas' C parser takes nothing but strings in it. */
  strings(name: string): readonly string[] {
    const value = this.given.get(name);
    if (value === undefined || value === null) return [];
    if (!isList(value)) throw refusedOption(`Expected list, got ${pythonType(value)}`, "TypeError");
    return value.map((item) => {
      if (typeof item !== "string") throw refusedOption("Must be all encoded bytes");
      return item;
    });
  }

  /** `validate_integer`: None, an integer from 0, or a float that is whole. */
  count(name: string): number | null {
    const value = this.given.get(name);
    if (value === undefined || value === null) return null;
    const isWhole = typeof value === "bigint" || (typeof value === "number" && Number.isInteger(value));
    if (!isWhole || Number(value) < 0) throw refusedOption(`'${name}' must be an integer >=0`);
    return Number(value);
  }

  /** Column references, names or positions; `what` is pandas' word for anything else. */
  columns(name: string, what: string): readonly (bigint | string)[] {
    const value = this.given.get(name);
    if (value === undefined || value === null) return [];
    return (isList(value) ? value : [value]).map((item) => {
      if (typeof item !== "bigint" && typeof item !== "string") throw refusedOption(`${what}, not ${pythonType(item)}`, "TypeError");
      return item;
    });
  }
}
