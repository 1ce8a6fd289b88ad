import { useCallback, useMemo } from "react";
import { isReviewText } from "../../core/review/review-text.ts";
import type { FilePart } from "../../worker/protocol.ts";
import type { Checking } from "../check/use-checking.ts";
import type { HandOn } from "./use-hand-on.ts";

/** No review is longer, and no data set that long is looked into for one. */
const MOST_REVIEW_BYTES = 32e6;
const MAY_BE_REVIEW = /\.json$|^pasted\./i;

/** Whether a file is a review, by how it begins; a pasted address has its fragment anywhere. */
async function isReviewFile({ name, blob }: FilePart): Promise<boolean> {
  if (!MAY_BE_REVIEW.test(name) || blob.size > MOST_REVIEW_BYTES) return false;
  return isReviewText(await blob.slice(0, name.startsWith("pasted.") ? 2_000 : 64).text());
}

/** Files are dropped as ever, but for reviews, which are opened: a `review.signet.json`, or an address that was pasted. */
export function useReviewDrops(checking: Checking, open: HandOn["open"]): Checking {
  const { drop } = checking.drops;
  const dropOrOpen = useCallback<typeof drop>(
    (files, on) => {
      if (!files.some(({ name }) => MAY_BE_REVIEW.test(name))) return drop(files, on);
      void Promise.all(files.map(async (file) => ({ file, isReview: await isReviewFile(file) }))).then((known) => {
        const data = known.filter(({ isReview }) => !isReview).map(({ file }) => file);
        if (data.length > 0) drop(data, on);
        for (const { file, isReview } of known) if (isReview) void file.blob.text().then((source) => open(source, "shared"));
      });
    },
    [drop, open],
  );
  return useMemo(
    () => ({ ...checking, drops: { ...checking.drops, drop: dropOrOpen }, actions: { ...checking.actions, drop: dropOrOpen } }),
    [checking, dropOrOpen],
  );
}
