import { type Goal, inUnit, type Row, type Unit } from "./goals.ts";
import { median, spreadOf, timesAsFast } from "./statistics.ts";

/** Bytes a millisecond are kilobytes a second. */
const rate = (byteLength: number, milliseconds: number): string => inUnit(byteLength / milliseconds / 1000, "megabytes a second");

const duration = (milliseconds: number): string =>
  milliseconds < 1000 ? inUnit(milliseconds, "milliseconds") : inUnit(milliseconds / 1000, "seconds");

/** At least this. */
export const atLeast = (value: number): Goal => ({ kind: "at least", value });
/** Less than this. */
export const under = (value: number): Goal => ({ kind: "under", value });

interface Heading {
  readonly line: string;
  readonly title: string;
  readonly goal: Goal | null;
}

/** How fast one reading of a file is next to another; times are in milliseconds and were taken by turns. */
export function speedRow(
  heading: Heading & {
    readonly unit: "ratio" | "times";
    readonly subject: readonly number[];
    readonly baseline: readonly number[];
    readonly baselineName: string;
    readonly byteLength: number;
  },
): Row {
  const { line, title, goal, unit, subject, baseline, baselineName, byteLength } = heading;
  const [own, other] = [median(subject), median(baseline)];
  const figure = `${duration(own)}, ${rate(byteLength, own)}; ${baselineName} ${duration(other)}`;
  return { line, title, goal, unit, outcome: { kind: "measured", value: timesAsFast(subject, baseline), figure } };
}

/** Values that are checked against the goal as they are. */
export function valueRow(heading: Heading & { readonly unit: Unit; readonly values: readonly number[]; readonly figure?: string }): Row {
  const { line, title, goal, unit, values } = heading;
  const value = spreadOf(values);
  return { line, title, goal, unit, outcome: { kind: "measured", value, figure: heading.figure ?? inUnit(value.median, unit) } };
}

export function skippedRow(heading: Heading & { readonly unit: Unit; readonly reason: string }): Row {
  const { line, title, goal, unit, reason } = heading;
  return { line, title, goal, unit, outcome: { kind: "skipped", reason } };
}
