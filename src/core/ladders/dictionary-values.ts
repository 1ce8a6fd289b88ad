import { defined } from "../defined.ts";
import type { ArrowCounts } from "../evidence/arrow-evidence.ts";
import type { ArrowType } from "../evidence/arrow-type.ts";

/** Whether a list, and the lists in it, have one item, which is all that NumPy compares as one truth. */
function isSingle(type: ArrowType, { lists, children: [items] }: ArrowCounts): boolean {
  if (type.kind !== "list" && type.kind !== "fixed_size_list") return true;
  return lists?.min === 1 && lists.max === 1 && (items === undefined || isSingle(type.items.type, items));
}

/**
 * Whether pandas makes categories of values: it looks up whether they are unique, which no list, dict or array can be asked. One value alone is
 * compared with itself first. Source: `IndexEngine.is_unique`, `is_monotonic` in `pandas/_libs/algos.pyx`.
 */
export function canBeCategories(values: ArrowType, dictionary: ArrowCounts): boolean {
  if (!["list", "fixed_size_list", "struct", "map"].includes(values.kind) || dictionary.length === 0) return true;
  return dictionary.length === 1 && isSingle(values, dictionary);
}

/** What is within a value, as often as rows have it. */
export function repeatedParts({ children, lists }: ArrowCounts, times: number): Pick<ArrowCounts, "children" | "lists"> {
  return {
    children: children.map((child) => ({
      ...child,
      length: child.length * times,
      ...defined({
        nulls: child.nulls && { ...child.nulls, count: child.nulls.count * times },
        nans: child.nans && { ...child.nans, count: child.nans.count * times },
        hidden: child.hidden && child.hidden * times,
        widened: child.widened && child.widened * times,
      }),
      ...repeatedParts(child, times),
    })),
    ...defined({ lists: lists && { ...lists, empty: lists.empty * times, hollow: lists.hollow * times } }),
  };
}
