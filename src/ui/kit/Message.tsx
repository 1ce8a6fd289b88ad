import { Fragment, type ReactNode } from "react";
import type { Text } from "../../core/errors.ts";

/** Our own words, with each name between backticks in code, or as `onName` shows it; null where that does not know the name. */
export function Words({ children, onName }: { readonly children: string; readonly onName?: ((name: string) => ReactNode) | undefined }) {
  // Splitting on a group puts what was between backticks at the odd places.
  return children
    .split(/`([^`]+)`/)
    .map((part, index) => (index % 2 === 0 ? part : <Fragment key={index}>{onName?.(part) ?? <code>{part}</code>}</Fragment>));
}

/** A message whose names are set in code and whose quotations from the file are marked, so that words and data are distinguished. */
export function Message({
  text,
  onName,
}: {
  readonly text: Text;
  /** Shows a name, for example as a link to its column, instead of as code. */
  readonly onName?: (name: string) => ReactNode;
}) {
  return text.map((part, index) =>
    typeof part === "string" ? (
      <Words key={index} onName={onName}>
        {part}
      </Words>
    ) : part.data === "" ? (
      <em key={index}>nothing</em>
    ) : (
      <code key={index} className="quoted">
        {part.data}
      </code>
    ),
  );
}
