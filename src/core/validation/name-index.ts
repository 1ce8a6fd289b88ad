import { appendTo } from "../multimap.ts";
import type { ColumnName } from "../python/value.ts";
import { isSameName } from "./same-name.ts";

/** What names that Python considers equal have in common; null if only a comparison decides. */
function keyOf(name: ColumnName): string | number | null {
  if (typeof name === "string") return name;
  return name === null || Array.isArray(name) ? null : Number(name);
}

/** Looks things up by their columns' names as `isSameName` compares them, without going through all of them for each name. */
export class NameIndex<Value> {
  private readonly keyed = new Map<string | number, Value[]>();
  private readonly others: (readonly [ColumnName, Value])[] = [];

  constructor(values: readonly Value[], nameOf: (value: Value, position: number) => ColumnName) {
    for (const [position, value] of values.entries()) {
      const name = nameOf(value, position);
      const key = keyOf(name);
      if (key === null) this.others.push([name, value]);
      else appendTo(this.keyed, key, value);
    }
  }

  /** Every one of that name, in their order. */
  all(name: ColumnName): readonly Value[] {
    const key = keyOf(name);
    // NaN equals no name.
    if (key !== null) return Number.isNaN(key) ? [] : (this.keyed.get(key) ?? []);
    return this.others.filter(([other]) => isSameName(other, name)).map(([, value]) => value);
  }

  has(name: ColumnName): boolean {
    return this.all(name).length > 0;
  }
}
