import { useMemo } from "react";
import { appendTo } from "../../core/multimap.ts";
import { useEdits, useSharing } from "../shared/use-page.ts";
import type { MarksOf, RowMark } from "../store/state/row.ts";

/** The marks of rows that differ from what was opened, and of those that carry notes. */
export function useShareMarks(): MarksOf {
  const sharing = useSharing();
  const keyAt = useEdits()?.keyAt;
  const [changed, notes] = [sharing?.changed, sharing?.notes];
  return useMemo<MarksOf>(() => {
    const byRow = new Map<string, RowMark[]>();
    for (const { side, key, text, state } of notes ?? []) {
      const at = `${side} ${key}`;
      if (state === "open") appendTo(byRow, at, { kind: "note", label: `Note: ${text}` });
    }
    return (place) => {
      const key = place.path.length === 0 ? keyAt?.(place.side, place.index) : undefined;
      return [...(changed?.marksOf(place) ?? []), ...(key === undefined ? [] : (byRow.get(`${place.side} ${key}`) ?? []))];
    };
  }, [changed, notes, keyAt]);
}
