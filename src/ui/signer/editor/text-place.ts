/** The line and column of a place in a text, both from 0. */
export function placeOfCaret(text: string, caret: number): { readonly line: number; readonly column: number } {
  const before = text.slice(0, caret).split("\n");
  return { line: before.length - 1, column: before.at(-1)?.length ?? 0 };
}

/** The indentation of a new line after the caret: that of the line, deeper after a key without a value, under the text of an item. */
export function indentAfter(text: string, caret: number): string {
  const line = text.slice(text.lastIndexOf("\n", caret - 1) + 1, caret);
  const [indent = ""] = /^ */.exec(line) ?? [];
  if (/[:{[]\s*$/.test(line)) return `${indent}  `;
  const [item = ""] = /^ *- +(?=[\w"']+["']?:)/.exec(line) ?? [];
  return item === "" ? indent : " ".repeat(item.length);
}
