import type { ByteSource } from "../bytes/byte-source.ts";
import { grouped, isSignetError, type OtherReading, SignetError } from "../errors.ts";
import { tableOfRecords } from "../evidence/records-table.ts";
import { pythonLiteral } from "../python/repr.ts";
import type { PythonValue } from "../python/value.ts";
import type { ReadContext } from "../readers/reader.ts";
import { preambleOfFile } from "../readers/registry.ts";
import type { ReadSettings } from "../readers/settings.ts";
import { unlessRefused } from "../readers/unless-refused.ts";
import { type ReadSide, readSide } from "../sign.ts";

/** Larger files are not read again to see what can be done about them. */
const MOST_BYTES = 64 << 20;

/** Lines of a text file without quotes, blank ones left out: as many rows as pandas would see. */
async function lineCount(source: ByteSource): Promise<number | null> {
  const text = new TextDecoder().decode(await source.slice(0, source.byteLength));
  return text.includes('"') ? null : text.split(/\r\n|\n|\r/).filter((line) => line !== "").length;
}

const tried = (
  sources: readonly ByteSource[],
  settings: ReadSettings,
  options: ReadonlyMap<string, PythonValue>,
  context: ReadContext,
): Promise<ReadSide | null> =>
  unlessRefused(readSide(sources, { ...settings, options: new Map([...settings.options, ...options]) }, context));

const columnsOf = ({ dataset }: ReadSide): string => {
  const columns = tableOfRecords(dataset)?.columns.length ?? 0;
  return `${grouped(columns)} column${columns === 1 ? "" : "s"}`;
};

/** Lines that are too long left out, with how many those are. */
async function withoutLongLines(
  sources: readonly ByteSource[],
  settings: ReadSettings,
  context: ReadContext,
): Promise<readonly OtherReading[]> {
  const options = new Map([["on_bad_lines", "skip"]]);
  const side = await tried(sources, settings, options, context);
  const rows = side === null ? null : (tableOfRecords(side.dataset)?.rowCount ?? null);
  const [source] = sources;
  if (side === null || rows === null || source === undefined || sources.length > 1) return [];
  const lines = await lineCount(source);
  const lost = lines === null ? null : lines - 1 - rows;
  // A table of which most is left out was read in a wrong way.
  if (lost === null || lost <= 0 || lost > rows) return [];
  const consequence = `The file is read again with \`on_bad_lines="skip"\`: ${grouped(lost)} of ${grouped(lost + rows)} rows ${lost === 1 ? "is" : "are"} lost.`;
  return [
    { label: `Leave out ${lost === 1 ? "1 row" : `${grouped(lost)} rows`} with too many cells → ${columnsOf(side)}`, consequence, options },
  ];
}

/** What helps, and the remedy that the error names with it, where that is not its own. */
interface Help {
  readonly readings: readonly OtherReading[];
  readonly remedy?: string;
}

const NO_HELP: Help = { readings: [] };

/** Lines above the header passed over. */
async function withoutPreamble(sources: readonly ByteSource[], settings: ReadSettings, context: ReadContext): Promise<Help> {
  const [source] = sources;
  const preamble = source === undefined ? null : await preambleOfFile(source, settings);
  if (preamble === null) return NO_HELP;
  const { lines, options, isSepLine } = preamble;
  const side = await tried(sources, settings, options, context);
  if (side === null) return NO_HELP;
  const written = [...options].map(([name, value]) => `${name}=${pythonLiteral(value)}`).join(", ");
  const label = `${lines === 1 ? "Skip the first line" : `Skip the first ${lines} lines`} → ${columnsOf(side)}`;
  return {
    remedy: isSepLine ? "Line 1 is Excel's separator line, not the header." : `The table seems to begin in line ${lines + 1}.`,
    readings: [{ label, consequence: `The file is read again with \`${written}\`.`, options }],
  };
}

/**
 * {@link readSide}; a text file that pandas cannot read is read in the ways that may help, and the error says which did (`readings`).
 * Rejects as `readSide` does.
 */
export async function readOrAdvise(sources: readonly ByteSource[], settings: ReadSettings, context: ReadContext = {}): Promise<ReadSide> {
  try {
    return await readSide(sources, settings, context);
  } catch (error) {
    const size = sources.reduce((sum, { byteLength }) => sum + byteLength, 0);
    if (!isSignetError(error, "UnreadableFile") || error.pythonError !== "ParserError" || error.readings !== undefined || size > MOST_BYTES)
      throw error;
    const below = await withoutPreamble(sources, settings, context);
    const help: Help = below.readings.length > 0 ? below : { readings: await withoutLongLines(sources, settings, context) };
    const { tag, text: message, ...more } = error;
    throw help.readings.length === 0 ? error : new SignetError(tag, message, { ...more, ...help, cause: error });
  }
}
