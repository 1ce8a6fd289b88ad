import { useEffect, useRef } from "react";

/** Says that the page was emptied, and undoes it. Has the focus, since what had it is gone. */
export function StartedOver({ onUndo }: { readonly onUndo: () => void }) {
  const undo = useRef<HTMLButtonElement>(null);
  useEffect(() => undo.current?.focus(), []);
  return (
    <p>
      Started over.{" "}
      <button ref={undo} type="button" className="link" onClick={onUndo}>
        Undo
      </button>
    </p>
  );
}
