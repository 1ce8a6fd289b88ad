/** Decodes one cell. A byte order mark is a character of it like any other: only the text's first is dropped, before there are cells. */
export const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
