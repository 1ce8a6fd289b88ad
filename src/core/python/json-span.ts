import { must } from "../defined.ts";
import { TextCursor } from "./text-cursor.ts";

/** Keys and indices that lead from a JSON document to one of its values. */
export type JsonPath = readonly (string | number)[];

/** Where a value is in a text: characters from `start` up to, not including, `end`. */
export interface TextSpan {
  readonly start: number;
  readonly end: number;
}

/** The paths that are looked for, joined where they begin alike. */
interface Wanted {
  readonly next: Map<string | number, Wanted>;
  readonly indices: number[];
}

const SPACE = /[ \t\n\r]*/y;
const STRING = /"(?:[^"\\]|\\.)*"/y;
/** Everything up to the next bracket, strings with brackets in them included. */
const BETWEEN = /(?:[^"[\]{}]+|"(?:[^"\\]|\\.)*")*/y;
const SCALAR = /[^\s,\]}]*/y;

function trieOf(paths: readonly JsonPath[]): Wanted {
  const root: Wanted = { next: new Map(), indices: [] };
  for (const [index, path] of paths.entries()) {
    let node = root;
    for (const step of path) {
      const next = node.next.get(step) ?? { next: new Map(), indices: [] };
      node.next.set(step, next);
      node = next;
    }
    node.indices.push(index);
  }
  return root;
}

class Finder extends TextCursor {
  readonly spans: (TextSpan | null)[];

  constructor(source: string, count: number) {
    super(source);
    this.spans = Array.from({ length: count }, () => null);
  }

  value(wanted: Wanted | undefined): void {
    this.pass(SPACE);
    const start = this.at;
    const mark = this.source[start];
    if (mark === "{" && wanted !== undefined && wanted.next.size > 0) this.members(wanted);
    else if (mark === "[" && wanted !== undefined && wanted.next.size > 0) this.items(wanted);
    else this.skip(mark);
    for (const index of wanted?.indices ?? []) this.spans[index] = { start, end: this.at };
  }

  private pass(pattern: RegExp): string {
    return must(this.match(pattern))[0];
  }

  /** Passes over a value; the text was parsed before, so brackets match. */
  private skip(mark: string | undefined): void {
    if (mark === '"') this.pass(STRING);
    else if (mark !== "{" && mark !== "[") this.pass(SCALAR);
    else
      for (let depth = 0; this.at < this.source.length; ) {
        const bracket = this.source[this.at++];
        depth += bracket === "{" || bracket === "[" ? 1 : -1;
        if (depth === 0) return;
        this.pass(BETWEEN);
      }
  }

  /** Whether another item follows. */
  private more(): boolean {
    this.pass(SPACE);
    return this.source[this.at++] === ",";
  }

  private isEmpty(): boolean {
    this.at++;
    this.pass(SPACE);
    if (this.source[this.at] !== "}" && this.source[this.at] !== "]") return false;
    this.at++;
    return true;
  }

  private members({ next }: Wanted): void {
    if (this.isEmpty()) return;
    do {
      this.pass(SPACE);
      // The key is a string of JSON, which was parsed before.
      const key = JSON.parse(this.pass(STRING)) as string;
      this.pass(SPACE);
      this.at++;
      this.value(next.get(key));
    } while (this.more());
  }

  private items({ next }: Wanted): void {
    if (this.isEmpty()) return;
    let index = 0;
    do this.value(next.get(index++));
    while (this.more());
  }
}

/**
 * Where the values at some paths are in a text that `jsonLoads` has taken, found in one pass; null for a path that leads nowhere.
 * Of a repeated key, the last counts, as in Python.
 *
 * @example jsonSpans('{"a": [1, 22]}', [["a", 1]]) // [{ start: 10, end: 12 }]
 */
export function jsonSpans(source: string, paths: readonly JsonPath[]): readonly (TextSpan | null)[] {
  const finder = new Finder(source, paths.length);
  finder.value(trieOf(paths));
  return finder.spans;
}
