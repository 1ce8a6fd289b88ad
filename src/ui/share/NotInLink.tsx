import { useEdits, useSelector, useSharing } from "../shared/use-page.ts";
import { shownState } from "../store/selectors/selectors.ts";
import { count } from "../store/text/format.ts";

/** What a review shows of the selected column besides its reason, if no file was read: its counts, and how to see the rest. */
export function NotInLink() {
  const { selection } = useSelector(shownState);
  const edits = useEdits();
  const opened = useSharing()?.opened ?? null;
  if (selection === null) return null;
  const { side, index } = selection;
  const counts = opened?.review.counts[side]?.get(edits?.keyAt(side, index) ?? "");
  const hasReason = edits?.inferredAt(side, index)?.reason !== undefined;
  const rows = opened?.review.provenance[side]?.rows ?? null;
  return (
    <>
      {counts !== undefined && (
        <p>
          {count(counts.missing)} missing{rows === null ? "" : ` of ${count(rows)} rows`}
          {counts.decidingRow === undefined ? "." : `; row ${count(counts.decidingRow)} decided the type.`}
        </p>
      )}
      <p className="quiet">
        {opened?.origin === "own" ? "Not kept with the session" : "Not in this link"}:{" "}
        {hasReason ? "its values" : "why it has its type, and its values"}. Drop the file to check it.
      </p>
    </>
  );
}
