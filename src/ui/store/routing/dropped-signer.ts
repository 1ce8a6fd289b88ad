import type { FilePart } from "../../../worker/protocol.ts";
import type { Place } from "./file-roles.ts";

/** A config is a page of text; what is longer is data. */
const CONFIG_BYTES = 1 << 20;
/** A module may contain tables, but no more than a browser stores. */
const MODULE_BYTES = 4 << 20;

/** A dropped file that chooses a signer. */
export interface DroppedSigner {
  readonly kind: "config" | "module";
  readonly name: string;
  readonly text: string;
}

const baseOf = (path: string): string => path.slice(path.lastIndexOf("/") + 1);

/** A config says what it is within its first lines. */
const HEAD_CHARACTERS = 10_000;

const KIND = `["']?KIND["']?\\s*:`;
const BEGINNING = new RegExp(`^\\{?\\s*(?:${KIND}|["']?signer["']?\\s*:|["']?(?:inputs|outputs)["']?\\s*:\\s*\\{?\\s*${KIND})`);

/** Whether a text is a signer's config by its first words: `KIND` at its top, under `signer`, or under a side. */
export function isConfigText(text: string): boolean {
  const head = text
    .slice(0, HEAD_CHARACTERS)
    .replaceAll(/^[ \t]*(?:#|---).*$/gm, "")
    .trim();
  return /(?:^|[{,\s"'])KIND["']?\s*:/.test(head) && BEGINNING.test(head);
}

async function signerOf({ name, blob }: FilePart): Promise<DroppedSigner | null> {
  const file = baseOf(name);
  if (/\.m?js$/i.test(file)) return blob.size > MODULE_BYTES ? null : { kind: "module", name: file, text: await blob.text() };
  if (!/\.(ya?ml|json)$/i.test(file) || blob.size > CONFIG_BYTES) return null;
  const text = await blob.text();
  return isConfigText(text) ? { kind: "config", name: file, text } : null;
}

/**
 * Separates dropped files that choose a signer (modules, configs) from data. Files in folders are data, and so are files dropped on the
 * params, the model or the check. Rejects if a file cannot be read.
 */
export async function splitDrop(
  files: readonly FilePart[],
  on: Place | null,
): Promise<{ readonly signers: readonly DroppedSigner[]; readonly data: readonly FilePart[] }> {
  if (on === "params" || on === "mlmodel" || on === "check") return { signers: [], data: files };
  const judged = await Promise.all(files.map(async (file) => ({ file, signer: file.name.includes("/") ? null : await signerOf(file) })));
  return {
    signers: judged.flatMap(({ signer }) => signer ?? []),
    data: judged.flatMap(({ file, signer }) => (signer === null ? [file] : [])),
  };
}

/** A config that names a dropped module, for the editor. */
export const moduleConfig = (name: string) => `signer:\n  KIND: CustomSigner\n  file: ${JSON.stringify(name)}\n`;
