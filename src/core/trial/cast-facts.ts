import type { ByteSource } from "../bytes/byte-source.ts";
import { renamed } from "../evidence/renamed.ts";
import { type PreprocessedColumn, preprocessedColumns } from "../ladders/frame.ts";
import { NOT_FLOAT } from "../ladders/text-counts.ts";
import { nameInFile, type Preprocessing } from "../python/preprocessing.ts";
import type { ReadContext } from "../readers/reader.ts";
import { type ReadSide, readSide } from "../sign.ts";

/** The columns that are cast, by their names in the file, where what is cast was not counted when the file was read. */
function uncountedCasts({ dataset }: ReadSide, preprocessing: Preprocessing): readonly string[] {
  const { astype, rename } = preprocessing;
  if (dataset.kind !== "table" || astype === undefined) return [];
  const table = renamed(dataset, rename);
  const evidences = new Map(table.columns.map(({ name, evidence }) => [name, evidence]));
  const isUncounted = ({ outcome }: PreprocessedColumn) => {
    if (outcome.kind !== "undecided") return false;
    const evidence = evidences.get(outcome.name);
    return evidence?.kind === "text" && evidence.lookedAt === undefined && !NOT_FLOAT.some((kind) => evidence.kinds.has(kind));
  };
  if (!preprocessedColumns(table, preprocessing).some(isUncounted)) return [];
  const cast = typeof astype === "string" ? table.columns.map(({ name }) => String(name)) : [...astype.keys()];
  return cast.map((name) => String(nameInFile(rename, name)));
}

/**
 * A side with what its casts depend on: how large the numbers of text are, and which have fractions, is not counted while a file is read
 * without them. The files are read again where a cast cannot be decided otherwise. Rejects as `readSide` does.
 */
export async function withCastFacts(
  side: ReadSide,
  sources: readonly ByteSource[],
  preprocessing: Preprocessing,
  context: ReadContext = {},
): Promise<ReadSide> {
  const numberFacts = uncountedCasts(side, preprocessing);
  if (numberFacts.length === 0) return side;
  const { dataset } = await readSide(sources, { ...side.settings, numberFacts }, context);
  return { ...side, dataset };
}
