import type { ByteSource } from "../../bytes/byte-source.ts";
import { defined } from "../../defined.ts";
import { SignetError, text } from "../../errors.ts";
import { type Beginning, isBinary } from "./beginning.ts";
import { FOREIGN_DATA, type ForeignKind } from "./foreign-data.ts";
import { FOREIGN_TEXT } from "./foreign-text.ts";

const KINDS: readonly ForeignKind[] = [...FOREIGN_DATA, ...FOREIGN_TEXT];

const extensionOf = (name: string) => /\.([^./]*)$/.exec(name)?.[1]?.toLowerCase() ?? "";

/** The kind of file that another program reads, by its content; null if it is not one of these. */
export function foreignByContent(file: Beginning): ForeignKind | null {
  return KINDS.find(({ isIt }) => isIt(file)) ?? null;
}

/** The same only by the name, for content that says nothing: a name is believed of binary data, and of the texts that have no mark. */
export function foreignByName({ name, head }: Beginning): ForeignKind | null {
  const extension = extensionOf(name);
  return KINDS.find(({ extensions = [], isTextByName }) => extensions.includes(extension) && (isTextByName || isBinary(head))) ?? null;
}

/** Why a file of such a kind is refused, with what fetches or reads it. */
export function foreignRefusal({ name }: Pick<ByteSource, "name">, { is, remedy, isNotData }: Omit<ForeignKind, "isIt">): SignetError {
  const message = isNotData === true ? text`${name} is ${is}.` : text`${name} is ${is}, which Signet does not read.`;
  const { task, code } = remedy(name);
  const said = code === undefined ? `${task}.` : `${task}: ${code}`;
  return new SignetError("UnknownFormat", message, { place: { file: name }, remedy: said, ...defined({ code }) });
}
