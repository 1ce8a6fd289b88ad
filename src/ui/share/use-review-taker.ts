import { useCallback } from "react";
import { isReviewText } from "../../core/review/review-text.ts";
import type { FilePart } from "../../worker/protocol.ts";
import type { Taker } from "../state/takers.ts";
import type { HandOn } from "./use-hand-on.ts";

/** No review is longer, and no data set that long is looked into for one. */
const MOST_REVIEW_BYTES = 32e6;
const MAY_BE_REVIEW = /\.json$|^pasted\./i;

/** Whether a file is a review, by how it begins; a pasted address has its fragment anywhere. */
async function isReviewFile({ name, blob }: FilePart): Promise<boolean> {
  if (!MAY_BE_REVIEW.test(name) || blob.size > MOST_REVIEW_BYTES) return false;
  const head = blob.slice(0, name.startsWith("pasted.") ? 2_000 : 64);
  // What cannot be read is told of by what reads data.
  return head.text().then(isReviewText, () => false);
}

/** Opens the reviews among dropped files: a `review.signet.json`, or an address that was pasted. */
export function useReviewTaker(open: HandOn["open"]): Taker {
  return useCallback(
    async (files) => {
      const known = await Promise.all(files.map(async (file) => ({ file, isReview: await isReviewFile(file) })));
      for (const { file, isReview } of known) if (isReview) void open(await file.blob.text(), "shared");
      return known.flatMap(({ file, isReview }) => (isReview ? [] : [file]));
    },
    [open],
  );
}
