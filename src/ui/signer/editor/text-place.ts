/** Where a place of a text is: its line and its column, both from 0. */
export function placeOfCaret(text: string, caret: number): { readonly line: number; readonly column: number } {
  const before = text.slice(0, caret).split("\n");
  return { line: before.length - 1, column: before.at(-1)?.length ?? 0 };
}

/** The white space that a new line after the caret begins with: as deep as its own, deeper after a key that opens, under the words of an item. */
export function indentAfter(text: string, caret: number): string {
  const line = text.slice(text.lastIndexOf("\n", caret - 1) + 1, caret);
  const [indent = ""] = /^ */.exec(line) ?? [];
  if (/[:{[]\s*$/.test(line)) return `${indent}  `;
  const [item = ""] = /^ *- +(?=[\w"']+["']?:)/.exec(line) ?? [];
  return item === "" ? indent : " ".repeat(item.length);
}
