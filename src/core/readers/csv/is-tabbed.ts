import { uncompressedName } from "../../bytes/compression.ts";

/** Whether a file's name says that tabs are between its cells: `.tsv` or `.tab`, packed or not. */
export const isTabbed = (name: string): boolean => /\.(tsv|tab)$/i.test(uncompressedName(name));
