import { datum, SignetError, text } from "../../errors.ts";
import type { TensorEvidence } from "../../evidence/dataset.ts";
import { INT64_MAX, INT64_MIN, UINT64_MAX } from "../../python/int-range.ts";
import { INT, JSON_SCALARS, type JsonToken, type ScalarCode, SKIP, type ValueSink } from "./json-sink.ts";
import { Extremes } from "./value-counter.ts";

/** NumPy's `NPY_MAXDIMS`. */
const MAX_DIMENSIONS = 64;

/**
 * A nested list as `np.array` discovers it: lists of a depth are equally long, scalars stand only at the deepest, and the dtype is
 * what all of them promote to. Source: `numpy/_core/src/multiarray/array_coercion.c`.
 */
export class TensorCounter {
  readonly #levels: TensorLevel[] = [];
  readonly #lengths: number[] = [];
  readonly #seen = new Set<(typeof JSON_SCALARS)[number] | "dict">();
  readonly #integers = new Extremes();
  #scalarDepth: number | undefined;
  #ragged = false;

  /** The sink for what stands `depth` lists deep. */
  level(depth: number): TensorLevel {
    const level = this.#levels[depth] ?? new TensorLevel(this, depth);
    this.#levels[depth] = level;
    return level;
  }

  seeScalar(depth: number, code: ScalarCode, token: JsonToken): void {
    this.#seen.add(JSON_SCALARS[code]);
    if (code === INT) this.#integers.add(token);
    this.#seeLeaf(depth);
  }

  /** A dict is a Python object like any other to NumPy. */
  seeDict(depth: number): void {
    this.#seen.add("dict");
    this.#seeLeaf(depth);
  }

  seeList(depth: number, length: number): void {
    this.#lengths[depth] ??= length;
    if (this.#lengths[depth] !== length) this.#ragged = true;
  }

  #seeLeaf(depth: number): void {
    this.#scalarDepth ??= depth;
    if (this.#scalarDepth !== depth) this.#ragged = true;
  }

  /** The array; throws `UnreadableFile` where `np.array` raises ValueError. */
  tensor(name?: string): TensorEvidence {
    const array = name === undefined ? "the array" : text`the array ${datum(name)}`;
    if (this.#ragged || (this.#scalarDepth ?? this.#lengths.length) !== this.#lengths.length) {
      const message = text`Setting an array element with a sequence: the lists of ${array} are not all of one length and depth.`;
      throw new SignetError("UnreadableFile", message, { pythonError: "ValueError" });
    }
    if (this.#lengths.length > MAX_DIMENSIONS) {
      const message = text`The lists of ${array} nest ${this.#lengths.length} deep; NumPy has at most ${MAX_DIMENSIONS} dimensions.`;
      throw new SignetError("UnreadableFile", message, { pythonError: "ValueError" });
    }
    return { ...(name === undefined ? {} : { name }), dtype: this.#dtype(), shape: this.#lengths };
  }

  #dtype(): string {
    const seen = this.#seen;
    const integers = this.#integers.range;
    if (seen.has("None") || seen.has("dict")) return "object";
    if (integers && (integers.min < INT64_MIN || integers.max > UINT64_MAX)) return "object";
    if (seen.has("str")) return "str";
    if (seen.has("float") || seen.has("nan") || seen.size === 0) return "float64";
    if (integers === undefined) return "bool";
    if (integers.max <= INT64_MAX) return "int64";
    return integers.min <= INT64_MAX ? "float64" : "uint64";
  }
}

/** What stands at one depth of a nested list. */
class TensorLevel implements ValueSink {
  readonly #tensor: TensorCounter;
  readonly #depth: number;
  #count = 0;
  #countBefore = 0;

  constructor(tensor: TensorCounter, depth: number) {
    this.#tensor = tensor;
    this.#depth = depth;
  }

  scalar(code: ScalarCode, token: JsonToken): void {
    this.#count++;
    this.#tensor.seeScalar(this.#depth, code, token);
  }

  beginList(): ValueSink {
    this.#count++;
    const items = this.#tensor.level(this.#depth + 1);
    items.#countBefore = items.#count;
    return items;
  }

  endList(): void {
    const items = this.#tensor.level(this.#depth + 1);
    this.#tensor.seeList(this.#depth, items.#count - items.#countBefore);
  }

  beginDict() {
    this.#count++;
    this.#tensor.seeDict(this.#depth);
    return SKIP;
  }
}
