import { CLOSE_DICT, CLOSE_LIST, COLON, COMMA, OPEN_DICT, OPEN_LIST, QUOTE, SPACE } from "./json-bytes.ts";
import type { State } from "./json-fault.ts";
import { INCOMPLETE, type JsonLexer } from "./json-lexer.ts";
import type { PositionRows } from "./position-rows.ts";
import type { DictCounter, ValueCounter } from "./value-counter.ts";

/**
 * The fast lane: reads members of dicts, or items of lists, that are counted and plainly right. It takes a member or item whole or not at
 * all, and leaves all else (what is new, cut, overridden, wrong) to the scanner, whose state then is {@link state}.
 * A method returns how far it came.
 */
export class JsonLane {
  readonly #lexer: JsonLexer;
  state: State = "value";
  /** Where the value goes that is next, if the state is `value`: a list or dict. */
  place: ValueCounter | undefined;

  constructor(lexer: JsonLexer) {
    this.#lexer = lexer;
  }

  /** Members of a dict, from where a key is expected. */
  members(dict: DictCounter, from: number): number {
    const lexer = this.#lexer;
    const { input } = lexer;
    const { bytes, base } = input;
    const { keys } = dict;
    for (let at = from; ; ) {
      this.state = "key";
      const entry = keys.expected(input, at) ?? this.#known(dict, at);
      if (entry === undefined || keys.has(entry)) return at;
      let valueStart = at + entry.byteLength;
      if (bytes[valueStart] !== COLON) return at;
      if (bytes[++valueStart] === SPACE) valueStart++;
      const byte = bytes[valueStart];
      if (byte === OPEN_DICT || byte === OPEN_LIST) {
        this.place = dict.enter(entry, base + at + 1);
        this.state = "value";
        return valueStart;
      }
      const end = lexer.scalar(valueStart);
      if (end === INCOMPLETE) return at;
      const after = bytes[end];
      if (after !== COMMA && after !== CLOSE_DICT) return at;
      dict.enter(entry, base + at + 1)?.scalar(lexer.code, lexer);
      if (after === CLOSE_DICT) {
        this.state = "afterMember";
        return end;
      }
      at = bytes[end + 1] === SPACE ? end + 2 : end + 1;
    }
  }

  /** A key that is not the one expected, if it has been seen in the place. */
  #known({ keys }: DictCounter, at: number) {
    const lexer = this.#lexer;
    if (lexer.input.bytes[at] !== QUOTE) return undefined;
    lexer.start = at + 1;
    lexer.end = lexer.string(at + 1);
    return lexer.end < 0 ? undefined : keys.known(lexer);
  }

  /** Items of a list, from where one is expected. */
  items(place: ValueCounter | PositionRows, from: number): number {
    const lexer = this.#lexer;
    const { bytes } = lexer.input;
    this.state = "value";
    for (let at = from; ; ) {
      const end = lexer.scalar(at);
      if (end === INCOMPLETE) return at;
      const after = bytes[end];
      if (after !== COMMA && after !== CLOSE_LIST) return at;
      place.scalar(lexer.code, lexer);
      if (after === CLOSE_LIST) {
        this.state = "afterItem";
        return end;
      }
      at = bytes[end + 1] === SPACE ? end + 2 : end + 1;
    }
  }
}
