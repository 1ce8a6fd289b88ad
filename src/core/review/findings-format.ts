import * as z from "zod";
import type { DataSide } from "../edit/edit.ts";
import { type SpecKey, specKeys } from "../mlflow/spec-keys.ts";
import type { ColumnName } from "../python/value.ts";
import { editSide, MOST_ROWS, names, short } from "./edit-format.ts";
import { type Review, SEVERITIES, type SharedProblem, type SideReasons } from "./review.ts";

/** Each reason once, and for each row of a side the place of its own; -1 where it has none. */
const PLACES = z.array(z.int().min(-1)).max(MOST_ROWS);
export const REASONS = z.strictObject({
  texts: z.array(z.array(short).max(200)).max(MOST_ROWS),
  inputs: PLACES,
  outputs: PLACES,
  leftOut: z.int().nonnegative(),
});

/** A problem names its columns by rows of its side, each as the steps from the one before, or by name where it has no such row. */
const PROBLEM = z.strictObject({
  kind: short,
  severity: z.enum(SEVERITIES),
  side: editSide,
  rows: z.array(z.int()).max(MOST_ROWS).exactOptional(),
  names: names.exactOptional(),
  message: short,
});
export const PROBLEMS = z.strictObject({ list: z.array(PROBLEM).max(2_000), leftOut: z.int().nonnegative() });

type Findings = Pick<Review, "reasons" | "problems" | "leftOut">;
type Specs = Readonly<Record<DataSide, readonly { readonly name?: ColumnName }[]>>;

interface FindingsFormat {
  readonly reasons?: z.output<typeof REASONS>;
  readonly problems?: z.output<typeof PROBLEMS>;
}

function problemToFormat({ columns, ...problem }: SharedProblem, specs: Specs): z.output<typeof PROBLEM> {
  const places = new Map(problem.side === "params" ? [] : specs[problem.side].map(({ name }, index) => [name ?? null, index]));
  const rows = columns.map((name) => places.get(name) ?? -1);
  if (rows.includes(-1)) return { ...problem, names: columns };
  return { ...problem, rows: rows.map((row, index) => row - (rows[index - 1] ?? 0)) };
}

function problemFromFormat({ rows = [], names = [], ...problem }: z.output<typeof PROBLEM>, specs: Specs): SharedProblem {
  let row = 0;
  const own = problem.side === "params" ? [] : specs[problem.side];
  const named = rows.flatMap((step) => {
    row += step;
    const spec = own[row];
    return spec === undefined ? [] : [spec.name ?? null];
  });
  return { ...problem, columns: [...named, ...names] };
}

/** Reasons and problems as the format has them, each text once; `specs` are the rows that the format has. */
export function findingsToFormat({ reasons, problems, leftOut }: Findings, specs: Specs): Required<FindingsFormat> {
  const texts = new Map<string, { readonly place: number; readonly lines: readonly string[] }>();
  const placeOf = (lines: readonly string[]): number => {
    const key = JSON.stringify(lines);
    const known = texts.get(key) ?? { place: texts.size, lines };
    texts.set(key, known);
    return known.place;
  };
  const places = (side: DataSide) =>
    specKeys(specs[side]).map((key) => {
      const lines = reasons[side].get(key);
      return lines === undefined ? -1 : placeOf(lines);
    });
  const [inputs, outputs] = [places("inputs"), places("outputs")];
  return {
    reasons: { texts: [...texts.values()].map(({ lines }) => [...lines]), inputs, outputs, leftOut: leftOut.reasons },
    problems: { list: problems.map((problem) => problemToFormat(problem, specs)), leftOut: leftOut.problems },
  };
}

/** The reasons and problems that {@link findingsToFormat} wrote; none where they are absent. */
export function findingsFromFormat({ reasons, problems }: FindingsFormat, specs: Specs): Findings {
  const sideReasons = (side: DataSide): SideReasons => {
    const keys = specKeys(specs[side]);
    const lines = (reasons?.[side] ?? []).map((place, row) => [keys[row], reasons?.texts[place]] as const);
    return new Map(lines.filter((pair): pair is [SpecKey, string[]] => pair[0] !== undefined && pair[1] !== undefined));
  };
  return {
    reasons: { inputs: sideReasons("inputs"), outputs: sideReasons("outputs") },
    problems: (problems?.list ?? []).map((problem) => problemFromFormat(problem, specs)),
    leftOut: { reasons: reasons?.leftOut ?? 0, problems: problems?.leftOut ?? 0 },
  };
}
