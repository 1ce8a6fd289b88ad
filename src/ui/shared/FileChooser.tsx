import type { FilePart } from "../../worker/protocol.ts";
import { filesFromList } from "../store/routing/dropped-files.ts";

/** A file chooser that keyboards and tools reach by its name, drawn as a button or, within a sentence, as a link. */
export function FileChooser({
  name,
  label,
  multiple = false,
  isSmall = false,
  isLink = false,
  onFiles,
}: {
  readonly name: string;
  readonly label: string;
  readonly multiple?: boolean;
  readonly isSmall?: boolean;
  readonly isLink?: boolean;
  readonly onFiles: (files: readonly FilePart[]) => void;
}) {
  return (
    <label className={isLink ? "chooser link" : `chooser button${isSmall ? " small" : ""}`}>
      {label}
      <input
        type="file"
        aria-label={name}
        multiple={multiple}
        // As on other buttons; a file field by itself opens by the space bar alone.
        onKeyDown={(event) => {
          if (event.key !== "Enter") return;
          event.preventDefault();
          event.currentTarget.click();
        }}
        onChange={(event) => {
          const files = filesFromList(event.target.files);
          // Emptied, so that the same file can be chosen again after a change.
          event.target.value = "";
          if (files.length > 0) onFiles(files);
        }}
      />
    </label>
  );
}
