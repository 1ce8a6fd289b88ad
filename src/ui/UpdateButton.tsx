import { useState } from "react";
import { useSelector } from "./shared/use-page.ts";
import { isBare } from "./store/selectors/selectors.ts";

/**
 * Offers a new version of Signet. With files on the page it is used from the next load on, since a reload would let go of the files; the page
 * goes on with the version that it has.
 */
export function UpdateButton({ take }: { readonly take: (() => Promise<void>) | null }) {
  const isEmpty = useSelector(isBare);
  const [isTaken, setTaken] = useState(false);
  if (take === null) return null;
  const update = async () => {
    await take();
    if (isEmpty) location.reload();
    else setTaken(true);
  };
  return isTaken ? (
    <button type="button" className="link" title="Edits and notes are kept. Drop the files again." onClick={() => location.reload()}>
      Updated: reload
    </button>
  ) : (
    <button type="button" className="link" title="A new version of Signet is ready." onClick={() => void update()}>
      Update
    </button>
  );
}
