import type { ByteSource } from "../../bytes/byte-source.ts";
import { must } from "../../defined.ts";
import type { TableDataset } from "../../evidence/dataset.ts";
import type { ColumnProfile } from "../../profile/column-profile.ts";
import { sketchSizes } from "../../profile/sketch-sizes.ts";
import type { Watch } from "../progress.ts";
import { SKIP } from "./json-sink.ts";
import { ProfiledDocument, ProfiledRows, ProfiledValues, valuesProfileMode } from "./profile-sinks.ts";
import { readUnrepeated } from "./scan-source.ts";

/**
 * Profiles the columns of a JSON file in the order of `dataset`, the table that was made of its rows; null for those that hold lists, dicts
 * or nothing. With `lines`, each line is a row. A column of several kinds of scalars is profiled as the texts that are in the file.
 */
export async function profileJson(
  source: ByteSource,
  lines: boolean,
  { columns, rowCount }: TableDataset,
  context: Watch,
): Promise<readonly (ColumnProfile | null)[]> {
  const extent = { lines, start: 0, firstLine: 1 };
  return readUnrepeated(source, extent, context, async ({ counting, into }) => {
    const modes = columns.map(({ evidence }) => (evidence.kind === "values" ? valuesProfileMode(evidence) : null));
    const sizes = sketchSizes(rowCount, modes);
    const profiled = modes.map((mode) => (mode === null ? null : new ProfiledValues(mode, sizes)));
    const inOrder = profiled.map((values) => values ?? SKIP);
    const byName = new Map(columns.map(({ name }, index) => [name, must(inOrder[index])] as const));
    counting.row = -1;
    const rows = new ProfiledRows({ inOrder, byName }, counting);
    await into(lines ? rows : new ProfiledDocument(rows, counting));
    return profiled.map((values) => values?.profile(counting.row + 1) ?? null);
  });
}
