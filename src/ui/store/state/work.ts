import type { Edit } from "../../../core/edit/edit.ts";
import { rekeyedEdits } from "../../../core/edit/rekey.ts";
import { type SpecKey, specKeys } from "../../../core/mlflow/spec-keys.ts";
import { applyFix } from "../../../core/problems/apply-fix.ts";
import type { Preprocessing, Rename } from "../../../core/python/preprocessing.ts";
import type { ColumnName, PythonValue } from "../../../core/python/value.ts";
import type { Fix } from "../../../core/signers/signer.ts";
import type { DataSide, DroppedModel, FilePart } from "../../../worker/protocol.ts";
import { type ChosenEnvironment, DEFAULT_ENVIRONMENT } from "./chosen-environment.ts";
import { type ChosenSigner, INFER } from "./chosen-signer.ts";

/** Files with the reader options that the user asked for: all that reading them again depends on. */
export interface ReadRequest {
  readonly files: readonly FilePart[];
  readonly options: ReadonlyMap<string, PythonValue>;
}

/** One side as the user set it up: its files, how they are read, and what is done to the table after reading. */
export interface SideWork extends ReadRequest {
  readonly preprocessing: Preprocessing;
}

/** Everything that undo restores. What follows from it (readings, the signature, verdicts) is not part of it. */
export interface Work {
  readonly inputs: SideWork | null;
  readonly outputs: SideWork | null;
  /** The text of the params box. */
  readonly params: string;
  readonly model: DroppedModel | null;
  readonly signer: ChosenSigner;
  readonly environment: ChosenEnvironment;
  readonly edits: readonly Edit[];
}

export const EMPTY_WORK: Work = {
  inputs: null,
  outputs: null,
  params: "",
  model: null,
  signer: INFER,
  environment: DEFAULT_ENVIRONMENT,
  edits: [],
};

const NO_OPTIONS: ReadonlyMap<string, PythonValue> = new Map();

/** A side as it begins: no reader options, nothing done after reading. */
export const sideOf = (files: readonly FilePart[], settings: Partial<Omit<SideWork, "files">> = {}): SideWork => ({
  files,
  options: settings.options ?? NO_OPTIONS,
  preprocessing: settings.preprocessing ?? {},
});

/** Whether two requests give the same reading. */
export const isSameRequest = (left: ReadRequest, right: ReadRequest): boolean =>
  left.files === right.files && left.options === right.options;

/** The keys of the columns that have another name now, each with its present key. */
function renamedKeys(before: Rename | undefined, after: Rename | undefined): ReadonlyMap<SpecKey, SpecKey> {
  const names = new Set([...(before?.keys() ?? []), ...(after?.keys() ?? [])]);
  // A row with its own name has the key that it would have alone.
  const keyOf = (name: ColumnName) => specKeys([{ name }])[0] ?? "";
  return new Map(
    [...names].flatMap((name): [SpecKey, SpecKey][] => {
      const [then, now] = [before?.get(name) ?? name, after?.get(name) ?? name];
      return then === now ? [] : [[keyOf(then), keyOf(now)]];
    }),
  );
}

/** The work with other settings of one side. Edits follow columns that are renamed. */
export function withSettings(work: Work, side: DataSide, settings: Partial<Omit<SideWork, "files">>): Work {
  const before = work[side];
  if (before === null) return work;
  const after = { ...before, ...settings };
  const keys = renamedKeys(before.preprocessing.rename, after.preprocessing.rename);
  return { ...work, [side]: after, edits: rekeyedEdits(work.edits, side, keys) };
}

/** A fix, and the side that it is for. */
export interface ChosenFix {
  readonly side: DataSide;
  readonly fix: Fix;
}

/** The work with a fix applied. */
export function withFix(work: Work, { side, fix }: ChosenFix): Work {
  const before = work[side];
  return before === null ? work : withSettings(work, side, applyFix(before, fix));
}
