/** A Python literal as an npy header writes it; unlike in JSON, a tuple is not a list. */
export type Literal =
  | { readonly kind: "dict"; readonly entries: ReadonlyMap<string, Literal> }
  | { readonly kind: "tuple" | "list"; readonly items: readonly Literal[] }
  | { readonly kind: "str"; readonly value: string }
  | { readonly kind: "int"; readonly value: bigint }
  | { readonly kind: "bool"; readonly value: boolean }
  | { readonly kind: "other" };

const SIMPLE_ESCAPES: ReadonlyMap<string, string> = new Map(
  Object.entries({ n: "\n", t: "\t", r: "\r", a: "\u0007", b: "\b", f: "\f", v: "\v", "\\": "\\", "'": "'", '"': '"', "\n": "" }),
);

/**
 * Parses a header as `ast.literal_eval` does, as far as headers go; `longInts` takes the `3L` that Python 2 wrote.
 * Undefined where it is not a literal, or one of a kind that no header has.
 */
export function parseHeaderLiteral(source: string, { longInts }: { readonly longInts: boolean }): Literal | undefined {
  const parser = new LiteralParser(source, longInts);
  const literal = parser.value();
  return parser.isAtEnd() ? literal : undefined;
}

class LiteralParser {
  readonly #source: string;
  readonly #longInts: boolean;
  #at = 0;

  constructor(source: string, longInts: boolean) {
    this.#source = source;
    this.#longInts = longInts;
  }

  isAtEnd(): boolean {
    this.#skipSpaces();
    return this.#at === this.#source.length;
  }

  value(): Literal | undefined {
    this.#skipSpaces();
    if (this.#take("{")) return this.#dict();
    if (this.#take("(")) return this.#sequence(")");
    if (this.#take("[")) return this.#sequence("]");
    const word = this.#match(/(?:True|False|None)\b/y)?.[0];
    if (word !== undefined) return word === "None" ? { kind: "other" } : { kind: "bool", value: word === "True" };
    return this.#string() ?? this.#int();
  }

  #dict(): Literal | undefined {
    const entries = new Map<string, Literal>();
    while (!this.#takeNext("}")) {
      const key = this.value();
      if (key?.kind !== "str" || !this.#takeNext(":")) return undefined;
      const value = this.value();
      if (value === undefined) return undefined;
      entries.set(key.value, value);
      if (this.#takeNext(",")) continue;
      return this.#takeNext("}") ? { kind: "dict", entries } : undefined;
    }
    return { kind: "dict", entries };
  }

  /** A list; a tuple; or, where one item is in parentheses without a comma, that item. */
  #sequence(close: ")" | "]"): Literal | undefined {
    const items: Literal[] = [];
    const kind = close === ")" ? "tuple" : "list";
    while (!this.#takeNext(close)) {
      const item = this.value();
      if (item === undefined) return undefined;
      items.push(item);
      if (this.#takeNext(",")) continue;
      if (!this.#takeNext(close)) return undefined;
      return kind === "tuple" && items.length === 1 ? item : { kind, items };
    }
    return { kind, items };
  }

  #string(): Literal | undefined {
    const opening = this.#match(/([uU]|[rR])?('''|"""|'|")/y);
    if (opening === null) return undefined;
    const [, prefix, quote = ""] = opening;
    const end = this.#endOfString(quote);
    if (end === -1) return undefined;
    const raw = this.#source.slice(this.#at, end);
    this.#at = end + quote.length;
    const value = /r/i.test(prefix ?? "") ? raw : unescaped(raw);
    this.#skipSpaces();
    const next = this.#string();
    return { kind: "str", value: next?.kind === "str" ? value + next.value : value };
  }

  #endOfString(quote: string): number {
    for (let at = this.#at; at < this.#source.length; at++) {
      if (this.#source[at] === "\\") at++;
      else if (this.#source.startsWith(quote, at)) return at;
    }
    return -1;
  }

  #int(): Literal | undefined {
    const digits = this.#match(/([+-]?)\s*(0[xX](?:_?[\da-fA-F])+|0[oO](?:_?[0-7])+|0[bB](?:_?[01])+|0(?:_?0)*(?![_\d])|[1-9](?:_?\d)*)/y);
    if (digits === null) return undefined;
    if (this.#longInts) this.#take("L");
    const [, sign, magnitude = ""] = digits;
    const value = BigInt(magnitude.replaceAll("_", ""));
    return { kind: "int", value: sign === "-" ? -value : value };
  }

  #match(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.#at;
    const match = pattern.exec(this.#source);
    if (match) this.#at = pattern.lastIndex;
    return match;
  }

  #takeNext(character: string): boolean {
    this.#skipSpaces();
    return this.#take(character);
  }

  #take(character: string): boolean {
    if (this.#source[this.#at] !== character) return false;
    this.#at++;
    return true;
  }

  #skipSpaces(): void {
    this.#match(/(?:[ \t\n\r\f]|#[^\n\r]*)+/y);
  }
}

function unescaped(raw: string): string {
  return raw.replace(
    /\\(?:([0-7]{1,3})|x([\da-fA-F]{2})|u([\da-fA-F]{4})|(.))/gs,
    (whole, octal?: string, byte?: string, unit?: string, letter = "") => {
      if (octal !== undefined) return String.fromCharCode(Number.parseInt(octal, 8));
      const code = byte ?? unit;
      if (code !== undefined) return String.fromCharCode(Number.parseInt(code, 16));
      return SIMPLE_ESCAPES.get(letter) ?? whole;
    },
  );
}
