import { useCallback } from "react";
import type { FilePart } from "../../worker/protocol.ts";
import type { Place } from "./file-roles.ts";

/** What takes those of the dropped files that are its own, such as reviews, and gives back the others. `on` is where they fell. */
export type Taker = (files: readonly FilePart[], on: Place | null) => Promise<readonly FilePart[]>;

/** Hands dropped files to one taker after the other, and to `takeRest` what none of them took. Stable as long as these are. */
export function useTakers(
  first: Taker,
  second: Taker,
  takeRest: (files: readonly FilePart[], on: Place | null) => void,
): (files: readonly FilePart[], on: Place | null) => void {
  return useCallback(
    (files, on) => {
      const take = async () => {
        let left = files;
        for (const taker of [first, second]) left = left.length === 0 ? left : await taker(left, on);
        if (left.length > 0) takeRest(left, on);
      };
      void take();
    },
    [first, second, takeRest],
  );
}
