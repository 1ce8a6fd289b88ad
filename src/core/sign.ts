import type { ByteSource } from "./bytes/byte-source.ts";
import type { PythonValue } from "./python/value.ts";
import type { OpenedFile } from "./readers/opened-file.ts";
import type { ReadContext } from "./readers/reader.ts";
import { openFiles } from "./readers/registry.ts";
import type { ReadSettings } from "./readers/settings.ts";
import type { Signer, SignInput, SigningResult } from "./signers/signer.ts";

/** A side that was read: what was counted, and the settings that are in force for it. */
export type ReadSide = OpenedFile;

/**
 * Reads the files of one side; several are one data set in parts.
 * `settings.format` absent: found by content, then by name, and a dialect may be applied (the result says which).
 * Resolves once every byte has been counted; rejects with a SignetError.
 */
export function readSide(sources: readonly ByteSource[], settings: ReadSettings, context: ReadContext = {}): Promise<ReadSide> {
  return openFiles(sources, settings, context);
}

/** What was read of each side, and the params. */
export interface ReadSides {
  readonly inputs?: ReadSide;
  readonly outputs?: ReadSide;
  readonly params?: PythonValue;
}

/** What a signer is given of what was read: evidence and handing alone, as plain data that can cross to another worker. */
export function signInputOf(sides: ReadSides): SignInput {
  const input = (side: ReadSide): NonNullable<SignInput["inputs"]> => ({
    dataset: side.dataset,
    ...(side.settings.drop === undefined ? {} : { drop: side.settings.drop }),
    ...(side.settings.astype === undefined ? {} : { astype: side.settings.astype }),
    ...(side.settings.to === undefined ? {} : { to: side.settings.to }),
  });
  return {
    ...(sides.inputs ? { inputs: input(sides.inputs) } : {}),
    ...(sides.outputs ? { outputs: input(sides.outputs) } : {}),
    ...(sides.params === undefined ? {} : { params: sides.params }),
  };
}

/** Makes a signature from what was read. Never reads a file. */
export function signSides(sides: ReadSides, signer: Signer): SigningResult {
  return signer.sign(signInputOf(sides));
}
