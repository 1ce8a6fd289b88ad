import type { SignetError } from "../../errors.ts";
import { MAX_INT_DIGITS } from "../../python/int-range.ts";
import {
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
import { BYTE_ORDER_MARK_BYTES } from "./json-input.ts";
import { JsonLane } from "./json-lane.ts";
import { faultAt, INCOMPLETE, JsonLexer, wordAt } from "./json-lexer.ts";
import { type DictSink, FLOAT, INT, type ScalarCode, SKIP, STR, type ValueSink } from "./json-sink.ts";
import { pythonSpaceLength } from "./json-text.ts";
import { PositionRows } from "./position-rows.ts";
import { DictCounter, ValueCounter } from "./value-counter.ts";

/** How deep lists and dicts may nest before Python's json raises RecursionError. */
const MAX_DEPTH = 985;

/** Bytes worked through at a time: few enough to stay in the processor's cache between being copied and being read. */
const PIECE_BYTES = 1 << 17;

export interface ScanOptions {
  /** One document per line. */
  readonly lines: boolean;
  /** Where in the file the bytes begin, and the number of their first line: 0 and 1 unless a line is known to begin elsewhere. */
  readonly start?: number;
  readonly firstLine?: number;
}

/**
 * Reads JSON bytes in chunks of any size, exactly as Python's `json.loads` reads text decoded as `utf-8-sig`, and hands each value to
 * the sink of its place. Holds no more than a token that a chunk cuts. `lines`: one document per line, blank lines skipped, as
 * `[json.loads(line) for line in file if line.strip()]` does.
 *
 * `push` and `finish` throw a SignetError `UnreadableFile` where Python raises.
 */
export class JsonScanner {
  readonly #lines: boolean;
  readonly #lexer: JsonLexer;
  readonly #lane: JsonLane;
  /** The places and dicts around the one that is being read, by depth. */
  readonly #places: ValueSink[] = [];
  readonly #dicts: (DictSink | undefined)[] = [];
  #depth = 0;
  #place: ValueSink;
  #dict: DictSink | undefined;
  #state: State = "value";
  #started: boolean;
  /** How many bytes of a string that the last chunk cut need no second look. */
  #resume = 0;
  /** How many bytes must be available before a number that the last chunk cut is looked at again, so that a long one is not read for each chunk. */
  #wanted = 0;

  constructor(root: ValueSink, { lines, start = 0, firstLine = 1 }: ScanOptions) {
    this.#place = root;
    this.#lines = lines;
    this.#lexer = new JsonLexer(start, firstLine);
    this.#lane = new JsonLane(this.#lexer);
    this.#started = start > 0;
  }

  /** The number of the line that is being read. */
  get line(): number {
    return this.#lexer.line;
  }

  /** Reads on; the chunk may be reused once this returns. */
  push(chunk: Uint8Array): void {
    for (let at = 0; at < chunk.length; at += PIECE_BYTES) {
      this.#lexer.input.append(chunk.subarray(at, at + PIECE_BYTES));
      this.#advance(false);
    }
  }

  /** Says that no chunk follows. */
  finish(): void {
    this.#advance(true);
    const isBetweenLines = this.#lines && (this.#state === "value" || this.#state === "blankLine");
    if (this.#depth > 0 || !(this.#state === "nothing" || isBetweenLines)) throw this.#fault(0, EXPECTED[this.#state]);
  }

  #advance(final: boolean): void {
    const { input } = this.#lexer;
    if (!final && input.limit < (this.#started ? this.#wanted : BYTE_ORDER_MARK_BYTES)) return;
    input.dropTo(this.#scan(this.#started ? 0 : input.byteOrderMarkLength(), final));
    this.#started = true;
    this.#wanted = this.#resume === 0 && input.limit > PIECE_BYTES ? 2 * input.limit : 0;
  }

  /** Works through the bytes; returns where the token begins that they cut, or their end. */
  #scan(from: number, final: boolean): number {
    const { bytes, limit } = this.#lexer.input;
    for (let at = from; at < limit; ) {
      const byte = bytes[at] as number;
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
    return limit;
  }

  #endLine(byte: number, at: number): void {
    if (byte === LINE_FEED) this.#lexer.line++;
    if (!this.#lines) return;
    const isBetween = this.#state === "nothing" || this.#state === "value" || this.#state === "blankLine";
    if (this.#depth > 0 || !isBetween) throw this.#fault(at, EXPECTED[this.#state]);
    this.#state = "value";
  }

  /** Takes one token, or as many as the fast lane does; returns where that ends, or INCOMPLETE. */
  #step(byte: number, at: number, final: boolean): number {
    switch (this.#state) {
      case "value":
        return this.#value(byte, at, final);
      case "afterItem":
        if (byte === COMMA) return this.#expect("value", at);
        if (byte === CLOSE_LIST) return this.#closeList(at);
        break;
      case "firstItem":
        return byte === CLOSE_LIST ? this.#closeList(at) : this.#value(byte, at, final);
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
    const itemsEnd = this.#dict === undefined && this.#depth > 0 && this.#resume === 0 ? this.#items(at) : at;
    if (itemsEnd > at) return itemsEnd;
    if (byte === QUOTE) {
      const end = this.#string(at);
      return end === INCOMPLETE ? end : this.#scalar(STR, end) + 1;
    }
    const lexer = this.#lexer;
    lexer.start = at;
    const word = wordAt(lexer.input.bytes, at);
    if (word) {
      const end = lexer.word(at, word[0]);
      return end === INCOMPLETE ? end : this.#scalar(word[1], this.#checked(end, EXPECTED.value));
    }
    if (byte === MINUS || (byte >= ZERO && byte <= NINE)) return this.#number(at, final);
    if (this.#lines && this.#depth === 0) return this.#blank(at);
    throw this.#fault(at, EXPECTED[this.#state]);
  }

  #number(at: number, final: boolean): number {
    const end = this.#lexer.number(at, final);
    if (end === INCOMPLETE) return end;
    const isFloat = this.#lexer.isFloat;
    if (!isFloat && this.#lexer.digits > MAX_INT_DIGITS) {
      const message = `Exceeds the limit (${MAX_INT_DIGITS} digits) for integer string conversion`;
      throw this.#faultIn(at, { message, pythonError: "ValueError" });
    }
    return this.#scalar(isFloat ? FLOAT : INT, this.#checked(end, EXPECTED.value));
  }

  #scalar(code: ScalarCode, end: number): number {
    this.#lexer.end = end;
    this.#place.scalar(code, this.#lexer);
    this.#afterValue();
    return end;
  }

  #afterValue(): void {
    this.#state = this.#dict ? "afterMember" : this.#depth > 0 ? "afterItem" : "nothing";
  }

  #key(at: number): number {
    const membersEnd = this.#dict instanceof DictCounter && this.#resume === 0 ? this.#members(this.#dict, at) : at;
    if (membersEnd > at) return membersEnd;
    const end = this.#string(at);
    if (end === INCOMPLETE || this.#dict === undefined) return INCOMPLETE;
    this.#lexer.end = end;
    this.#place = this.#dict.key(this.#lexer);
    this.#state = "colon";
    return end + 1;
  }

  /** As many members as the fast lane takes; returns where they end. */
  #members(dict: DictCounter, at: number): number {
    const end = this.#lane.members(dict, at);
    if (end === at) return at;
    this.#state = this.#lane.state;
    if (this.#state === "value") this.#place = this.#lane.place ?? SKIP;
    return end;
  }

  /** As many items as the fast lane takes; returns where they end. */
  #items(at: number): number {
    const place = this.#place;
    if (!(place instanceof ValueCounter || place instanceof PositionRows)) return at;
    const end = this.#lane.items(place, at);
    if (end > at) this.#state = this.#lane.state;
    return end;
  }

  /** Finds the end of the string whose opening quote is at `at`, going on where the last chunk cut it. */
  #string(at: number): number {
    const lexer = this.#lexer;
    if (this.#resume === 0) {
      lexer.escaped = false;
      lexer.hasSurrogates = false;
    }
    lexer.start = at + 1;
    const end = lexer.string(at + Math.max(this.#resume, 1));
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

  /** Only Python's own white space makes a line blank; anything next to them is an error, as it is to `json.loads`. */
  #blank(at: number): number {
    const { bytes, limit } = this.#lexer.input;
    const length = pythonSpaceLength(bytes, at, limit);
    if (length === 0) throw this.#fault(at, EXPECTED.blankLine);
    if (length < 0) return INCOMPLETE;
    this.#state = "blankLine";
    return at + length;
  }

  /** What a lexer found, unless that was a fault; `message` where the faulty byte does not say more. */
  #checked(result: number, message?: string): number {
    if (result >= 0) return result;
    const at = faultAt(result);
    throw this.#faultIn(at, tokenFault(this.#lexer.input.bytes[at] as number, message));
  }

  #fault(at: number, message: string): SignetError {
    return this.#faultIn(at, { message, pythonError: "JSONDecodeError" });
  }

  #faultIn(at: number, fault: JsonFault): SignetError {
    return jsonFault(fault, { line: this.#lexer.line, byte: this.#lexer.input.base + at });
  }
}
