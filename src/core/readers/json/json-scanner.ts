import { joinBytes } from "../../bytes/join-bytes.ts";
import { type Datum, datum, type SignetError } from "../../errors.ts";
import {
  CAPITAL_I,
  CARRIAGE_RETURN,
  CLOSE_DICT,
  CLOSE_LIST,
  COLON,
  COMMA,
  LINE_FEED,
  MINUS,
  NINE,
  OPEN_DICT,
  OPEN_LIST,
  QUOTE,
  SPACE,
  TAB,
  ZERO,
} from "./json-bytes.ts";
import { EXPECTED, type JsonFault, jsonFault, type State, tokenFault } from "./json-fault.ts";
import { decodeString, faultAt, INCOMPLETE, JsonLexer, pythonSpaceLength } from "./json-lexer.ts";
import { BOOL, type DictSink, FLOAT, INT, type JsonToken, NAN, NONE, type ScalarCode, SKIP, STR, type ValueSink } from "./json-sink.ts";

/** How deep lists and dicts may nest before Python's json raises RecursionError. */
const MAX_DEPTH = 985;

/** Python refuses to read longer ints from text: `sys.set_int_max_str_digits`. */
const MAX_DIGITS = 4300;

const WORDS: ReadonlyMap<number, readonly [word: string, code: ScalarCode]> = new Map([
  [0x6e, ["null", NONE]],
  [0x74, ["true", BOOL]],
  [0x66, ["false", BOOL]],
  [0x4e, ["NaN", NAN]],
  [0x49, ["Infinity", FLOAT]],
]);
const MINUS_INFINITY = ["-Infinity", FLOAT] as const;

const BYTE_ORDER_MARK = [0xef, 0xbb, 0xbf];

/** Enough for any sample that {@link datum} shortens. */
const SAMPLE_BYTES = 160;

/**
 * Reads JSON bytes in chunks of any size, exactly as Python's `json.loads` reads text decoded as `utf-8-sig`, and hands each value to
 * the sink of its place. Holds no more than a token that a chunk cuts. `lines`: one document a line, blank lines skipped, as
 * `[json.loads(line) for line in file if line.strip()]` does.
 *
 * `push` and `finish` throw a SignetError `UnreadableFile` where Python raises.
 */
export class JsonScanner implements JsonToken {
  bytes: Uint8Array = new Uint8Array(0);
  start = 0;
  end = 0;
  readonly #lines: boolean;
  readonly #lexer = new JsonLexer();
  /** The places and dicts around the one that is being read, by depth. */
  readonly #places: ValueSink[] = [];
  readonly #dicts: (DictSink | undefined)[] = [];
  #depth = 0;
  #place: ValueSink;
  #dict: DictSink | undefined;
  #state: State = "value";
  #begun = false;
  /** The offset in the file of `bytes[0]`. */
  #base = 0;
  #line = 1;
  /** How many bytes of a string that the last chunk cut need no second look. */
  #resume = 0;

  constructor(root: ValueSink, { lines }: { readonly lines: boolean }) {
    this.#place = root;
    this.#lines = lines;
  }

  get offset(): number {
    return this.#base + this.start;
  }

  get approx(): number {
    return this.#lexer.approx;
  }

  exact(): bigint {
    return BigInt(decodeString(this.bytes, this.start, this.end, false));
  }

  hasLoneSurrogate(): boolean {
    return this.#lexer.hasSurrogates && !this.text().isWellFormed();
  }

  text(): string {
    return decodeString(this.bytes, this.start, this.end, this.#lexer.escaped);
  }

  sample(): Datum {
    return datum(decodeString(this.bytes, this.start, Math.min(this.end, this.start + SAMPLE_BYTES), false));
  }

  /** Reads on; the chunk may be reused once this returns. */
  push(chunk: Uint8Array): void {
    this.bytes = this.bytes.length === 0 ? chunk : joinBytes(this.bytes, chunk);
    this.#advance(false);
  }

  /** Says that no chunk follows. */
  finish(): void {
    this.#advance(true);
    const isBetweenLines = this.#lines && (this.#state === "value" || this.#state === "blankLine");
    if (this.#depth > 0 || !(this.#state === "nothing" || isBetweenLines)) throw this.#fault(0, EXPECTED[this.#state]);
  }

  #advance(final: boolean): void {
    const waits = !this.#begun && !final && this.bytes.length < BYTE_ORDER_MARK.length;
    const at = waits ? 0 : this.#scan(this.#begun ? 0 : byteOrderMarkLength(this.bytes), final);
    this.#begun = !waits;
    this.#base += at;
    // A copy, since the chunk may be reused.
    this.bytes = this.bytes.slice(at);
  }

  /** Works through the bytes; returns where the token begins that they cut, or their end. */
  #scan(from: number, final: boolean): number {
    const { bytes } = this;
    for (let at = from; at < bytes.length; ) {
      const byte = bytes[at] ?? 0;
      if (byte === SPACE || byte === TAB) at++;
      else if (byte === LINE_FEED || byte === CARRIAGE_RETURN) {
        this.#endLine(byte, at);
        at++;
      } else {
        const next = this.#step(byte, at, final);
        if (next === INCOMPLETE) {
          if (final) throw this.#fault(at, byte === QUOTE ? "Unterminated string starting at" : EXPECTED[this.#state]);
          return at;
        }
        this.#resume = 0;
        at = next;
      }
    }
    return bytes.length;
  }

  #endLine(byte: number, at: number): void {
    if (byte === LINE_FEED) this.#line++;
    if (!this.#lines) return;
    const isBetween = this.#state === "nothing" || this.#state === "value" || this.#state === "blankLine";
    if (this.#depth > 0 || !isBetween) throw this.#fault(at, EXPECTED[this.#state]);
    this.#state = "value";
  }

  /** Takes one token; returns where it ends, or INCOMPLETE. */
  #step(byte: number, at: number, final: boolean): number {
    switch (this.#state) {
      case "value":
        return this.#value(byte, at, final);
      case "firstItem":
        return byte === CLOSE_LIST ? this.#closeList(at) : this.#value(byte, at, final);
      case "afterItem":
        if (byte === COMMA) return this.#expect("value", at);
        if (byte === CLOSE_LIST) return this.#closeList(at);
        break;
      case "firstKey":
        if (byte === CLOSE_DICT) return this.#closeDict(at);
        if (byte === QUOTE) return this.#key(at);
        break;
      case "key":
        if (byte === QUOTE) return this.#key(at);
        break;
      case "colon":
        if (byte === COLON) return this.#expect("value", at);
        break;
      case "afterMember":
        if (byte === COMMA) return this.#expect("key", at);
        if (byte === CLOSE_DICT) return this.#closeDict(at);
        break;
      case "blankLine":
        return this.#blank(at);
      case "nothing":
        break;
    }
    throw this.#fault(at, EXPECTED[this.#state]);
  }

  #expect(state: State, at: number): number {
    this.#state = state;
    return at + 1;
  }

  #value(byte: number, at: number, final: boolean): number {
    if (byte === QUOTE) {
      const end = this.#string(at);
      return end === INCOMPLETE ? end : this.#scalar(STR, end) + 1;
    }
    if (byte === OPEN_LIST) {
      this.#descend(at);
      this.#place = this.#place.beginList();
      this.#dict = undefined;
      return this.#expect("firstItem", at);
    }
    if (byte === OPEN_DICT) {
      this.#descend(at);
      this.#dict = this.#place.beginDict();
      return this.#expect("firstKey", at);
    }
    this.start = at;
    const word = byte === MINUS && this.bytes[at + 1] === CAPITAL_I ? MINUS_INFINITY : WORDS.get(byte);
    if (word) {
      const end = this.#lexer.word(this.bytes, at, word[0]);
      return end === INCOMPLETE ? end : this.#scalar(word[1], this.#checked(end, EXPECTED.value));
    }
    if (byte === MINUS || (byte >= ZERO && byte <= NINE)) return this.#number(at, final);
    if (this.#lines && this.#depth === 0) return this.#blank(at);
    throw this.#fault(at, EXPECTED[this.#state]);
  }

  #number(at: number, final: boolean): number {
    const end = this.#lexer.number(this.bytes, at, final);
    if (end === INCOMPLETE) return end;
    const isFloat = this.#lexer.isFloat;
    if (!isFloat && this.#lexer.digits > MAX_DIGITS) {
      const message = `Exceeds the limit (${MAX_DIGITS} digits) for integer string conversion`;
      throw this.#faultIn(at, { message, pythonError: "ValueError" });
    }
    return this.#scalar(isFloat ? FLOAT : INT, this.#checked(end, EXPECTED.value));
  }

  #scalar(code: ScalarCode, end: number): number {
    this.end = end;
    this.#place.scalar(code, this);
    this.#afterValue();
    return end;
  }

  #afterValue(): void {
    this.#state = this.#dict ? "afterMember" : this.#depth > 0 ? "afterItem" : "nothing";
  }

  #key(at: number): number {
    const end = this.#string(at);
    if (end === INCOMPLETE || this.#dict === undefined) return INCOMPLETE;
    this.end = end;
    this.#place = this.#dict.key(this);
    this.#state = "colon";
    return end + 1;
  }

  /** Finds the end of the string whose opening quote is at `at`, going on where the last chunk cut it. */
  #string(at: number): number {
    const lexer = this.#lexer;
    if (this.#resume === 0) {
      lexer.escaped = false;
      lexer.hasSurrogates = false;
    }
    this.start = at + 1;
    const end = lexer.string(this.bytes, at + Math.max(this.#resume, 1));
    if (end === INCOMPLETE) {
      this.#resume = lexer.safe - at;
      return end;
    }
    return this.#checked(end);
  }

  /** Enters a list or dict: what is around it waits on the stack. */
  #descend(at: number): void {
    if (this.#depth >= MAX_DEPTH) throw this.#faultIn(at, { message: "maximum recursion depth exceeded", pythonError: "RecursionError" });
    this.#places[this.#depth] = this.#place;
    this.#dicts[this.#depth] = this.#dict;
    this.#depth++;
  }

  #closeList(at: number): number {
    this.#ascend().endList();
    return at + 1;
  }

  #closeDict(at: number): number {
    this.#dict?.endDict();
    this.#ascend();
    return at + 1;
  }

  #ascend(): ValueSink {
    this.#depth--;
    this.#place = this.#places[this.#depth] ?? SKIP;
    this.#dict = this.#dicts[this.#depth];
    this.#afterValue();
    return this.#place;
  }

  /** Spaces of Python alone make a line blank; anything beside them is an error, as it is to `json.loads`. */
  #blank(at: number): number {
    const length = pythonSpaceLength(this.bytes, at);
    if (length === 0) throw this.#fault(at, EXPECTED.blankLine);
    if (length < 0) return INCOMPLETE;
    this.#state = "blankLine";
    return at + length;
  }

  /** What a lexer found, unless that was a fault; `message` where the faulty byte does not say more. */
  #checked(result: number, message?: string): number {
    if (result >= 0) return result;
    const at = faultAt(result);
    throw this.#faultIn(at, tokenFault(this.bytes[at] ?? 0, message));
  }

  #fault(at: number, message: string): SignetError {
    return this.#faultIn(at, { message, pythonError: "JSONDecodeError" });
  }

  #faultIn(at: number, fault: JsonFault): SignetError {
    return jsonFault(fault, { line: this.#line, byte: this.#base + at });
  }
}

/** `utf-8-sig` drops one byte order mark. */
function byteOrderMarkLength(bytes: Uint8Array): number {
  return BYTE_ORDER_MARK.every((byte, index) => bytes[index] === byte) ? BYTE_ORDER_MARK.length : 0;
}
