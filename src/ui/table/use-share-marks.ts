import { useMemo } from "react";
import { appendTo } from "../../core/multimap.ts";
import { remarkText } from "../../core/review/review.ts";
import { useEdits, useSharing } from "../shared/use-page.ts";
import type { MarksOf, RowMark } from "../store/state/row.ts";

/** The marks of rows that differ from what was opened, and of those that carry comments. */
export function useShareMarks(): MarksOf {
  const sharing = useSharing();
  const keyAt = useEdits()?.keyAt;
  const [changed, comments] = [sharing?.changed, sharing?.comments];
  return useMemo<MarksOf>(() => {
    const byRow = new Map<string, RowMark[]>();
    for (const { side, key, state, ...remark } of comments ?? []) {
      const at = `${side} ${key}`;
      if (state === "open") appendTo(byRow, at, { kind: "comment", label: `Comment: ${remarkText(remark)}` });
    }
    return (place) => {
      const key = place.path.length === 0 ? keyAt?.(place.side, place.index) : undefined;
      return [...(changed?.marksOf(place) ?? []), ...(key === undefined ? [] : (byRow.get(`${place.side} ${key}`) ?? []))];
    };
  }, [changed, comments, keyAt]);
}
