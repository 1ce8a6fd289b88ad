import type { ByteSource } from "./bytes/byte-source.ts";
import { defined } from "./defined.ts";
import { CURRENT, type Environment } from "./environment/environment.ts";
import { isSignetError } from "./errors.ts";
import type { Dataset } from "./evidence/dataset.ts";
import { datasetIn } from "./evidence/in-environment.ts";
import { tableOfRecords } from "./evidence/records-table.ts";
import { renamed } from "./evidence/renamed.ts";
import type { SparkReading } from "./evidence/spark-reading.ts";
import type { FurtherEvidence } from "./problems/find-problems.ts";
import { signEvidence } from "./problems/sign-evidence.ts";
import { type ColumnDescription, describeProfile } from "./profile/describe.ts";
import type { ColumnName, PythonValue } from "./python/value.ts";
import type { RowsAnswer, RowsQuery } from "./readers/file-rows.ts";
import { openFiles } from "./readers/open-files.ts";
import type { OpenedFile } from "./readers/opened-file.ts";
import type { ReadContext } from "./readers/reader.ts";
import { openUnread } from "./readers/registry.ts";
import { fileRows, profileFiles } from "./readers/reread-files.ts";
import type { ReadSettings } from "./readers/settings.ts";
import { readForSpark } from "./readers/spark/read-spark.ts";
import { type SignerChoice, sparkOptionsOf } from "./signers/choice.ts";
import { markOptional } from "./signers/optional-columns.ts";
import type { DataSide, Signer, SignInput, SigningResult } from "./signers/signer.ts";

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

/** The readings by Spark's rules of what was read by pandas', by the options. */
const sparkReadings = new WeakMap<Dataset, Map<string, Promise<SparkReading>>>();

/**
 * A side with Spark's reading of the same files, where the choice signs that: they are read again, once for the same options.
 * Rejects as {@link readSide} does.
 */
export async function withReadingFor(
  choice: SignerChoice,
  side: DataSide,
  opened: ReadSide,
  sources: readonly ByteSource[],
  context: ReadContext = {},
): Promise<ReadSide> {
  const options = sparkOptionsOf(choice, side);
  if (options === null) return opened;
  const { dataset, settings } = opened;
  const known = sparkReadings.get(dataset) ?? new Map<string, Promise<SparkReading>>();
  sparkReadings.set(dataset, known);
  const key = JSON.stringify(options);
  const reading = known.get(key) ?? readForSpark(sources, settings, options, context);
  known.set(key, reading);
  // What ended early is read again when it is asked for again.
  reading.catch(() => known.delete(key));
  return { ...opened, dataset: { ...dataset, spark: await reading } };
}

/**
 * {@link readSide} with what the choice of a signer needs besides. Where pandas refuses the files and Spark is to sign them, the side has no
 * columns but Spark's.
 */
export async function readSideFor(
  choice: SignerChoice,
  side: DataSide,
  sources: readonly ByteSource[],
  read: () => Promise<ReadSide>,
  settings: ReadSettings,
  context: ReadContext = {},
): Promise<ReadSide> {
  let opened: ReadSide;
  try {
    opened = await read();
  } catch (error) {
    const isRefused = isSignetError(error, "UnreadableFile") || isSignetError(error, "Undecided");
    if (!isRefused || sparkOptionsOf(choice, side) === null) throw error;
    opened = await openUnread(sources, settings);
  }
  return withReadingFor(choice, side, opened, sources, context);
}

/** How the columns of a side are distributed, in order; or, in words, why that is not known. */
export type SideProfile =
  | {
      readonly kind: "columns";
      /** The columns' names as they were read, which `columns` follows. */
      readonly names: readonly ColumnName[];
      /** Null where a column's type has no profile. */
      readonly columns: readonly (ColumnDescription | null)[];
    }
  | { readonly kind: "unavailable"; readonly reason: string };

/**
 * Reads the files of a side again, for the distribution of every column; `side` is what `readSide` made of the same files.
 * Resolves once every cell was seen; rejects with a SignetError.
 */
export async function profileSide(sources: readonly ByteSource[], side: ReadSide, context: ReadContext = {}): Promise<SideProfile> {
  const profile = await profileFiles(sources, side, context);
  if (profile.kind === "unavailable") return profile;
  const names = tableOfRecords(side.dataset)?.columns.map(({ name }) => name) ?? [];
  return { kind: "columns", names, columns: profile.columns.map((column) => (column === null ? null : describeProfile(column))) };
}

/**
 * Some rows of a side's files as they are there; `side` is what `readSide` made of the same files.
 * Resolves once the last of them is read, or the files end; rejects with a SignetError.
 */
export function sideRows(sources: readonly ByteSource[], side: ReadSide, query: RowsQuery, context: ReadContext = {}): Promise<RowsAnswer> {
  return fileRows(sources, side, query, context);
}

/** What was read of each side, and the params. */
export interface ReadSides {
  readonly inputs?: ReadSide;
  readonly outputs?: ReadSide;
  readonly params?: PythonValue;
  /** Whose pandas and MLflow sign it; the current ones where nothing is said. */
  readonly environment?: Environment;
}

/** What a signer is given of what was read: the evidence and the preprocessing, as plain data that can cross to another worker. */
export function signInputOf(sides: ReadSides): SignInput {
  const { environment } = sides;
  const input = (side: ReadSide): NonNullable<SignInput["inputs"]> => ({
    dataset: renamed(datasetIn(environment ?? CURRENT, side.dataset), side.settings.preprocessing?.rename),
    preprocessing: side.settings.preprocessing ?? {},
    read: {
      format: side.format,
      options: side.settings.options,
      applied: side.applied.flatMap(({ options }) => [...options.keys()]),
    },
  });
  const { inputs, outputs, params } = sides;
  return defined({ inputs: inputs && input(inputs), outputs: outputs && input(outputs), params, environment });
}

/** Makes a signature from what was read, with every problem that is found. Never reads a file. */
export function signSides(sides: ReadSides, signer: Signer, further: FurtherEvidence = {}): SigningResult {
  return signEvidence(signInputOf(sides), signer, further);
}

/** {@link signSides} without looking for problems. */
export function signPlainly(sides: ReadSides, signer: Signer): SigningResult {
  const input = signInputOf(sides);
  return markOptional(signer.sign(input), input);
}
