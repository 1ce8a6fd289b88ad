import type { Text } from "../../core/errors.ts";

/** A message whose quotations from the file stand in code, so that words and data are told apart. */
export function Message({ text }: { readonly text: Text }) {
  return text.map((part, index) =>
    typeof part === "string" ? (
      part
    ) : part.data === "" ? (
      <em key={index}>nothing</em>
    ) : (
      <code key={index} className="quoted">
        {part.data}
      </code>
    ),
  );
}
