import type { Spread } from "./statistics.ts";

/** What a judged value counts; each is written in its own way. */
export type Unit = "ratio" | "times" | "seconds" | "milliseconds" | "megabytes" | "megabytes a second" | "frames a second";

/** What a line should reach. `figure` is checked against it by its median. */
export interface Goal {
  readonly kind: "at least" | "under";
  readonly value: number;
}

/** One row of the table of goals. */
export interface Row {
  /** The line's name, as `--only` takes it; several rows may come of one line. */
  readonly line: string;
  readonly title: string;
  readonly goal: Goal | null;
  readonly unit: Unit;
  readonly outcome:
    | { readonly kind: "measured"; readonly value: Spread; readonly figure: string }
    /** Not measured, for the reason given. */
    | { readonly kind: "skipped"; readonly reason: string };
}

export type Verdict = "met" | "not met" | "no goal" | "skipped";

export function verdictOf({ goal, outcome }: Row): Verdict {
  if (outcome.kind === "skipped") return "skipped";
  if (goal === null) return "no goal";
  const { median } = outcome.value;
  return (goal.kind === "at least" ? median >= goal.value : median < goal.value) ? "met" : "not met";
}

/** A value in its unit, with as many digits as its spread bears. */
export function inUnit(value: number, unit: Unit): string {
  const digits = (whole: number) => (Math.abs(value) < whole ? value.toFixed(Math.abs(value) < whole / 10 ? 2 : 1) : value.toFixed(0));
  switch (unit) {
    case "ratio":
      return value.toFixed(2);
    case "times":
      return `${digits(10)}×`;
    case "seconds":
      return `${digits(10)} s`;
    case "milliseconds":
      return `${value.toFixed(0)} ms`;
    case "megabytes":
      return `${digits(10)} MB`;
    case "megabytes a second":
      return `${value.toFixed(0)} MB/s`;
    case "frames a second":
      return `${value.toFixed(0)}/s`;
  }
}

export function goalText({ goal, unit }: Row): string {
  return goal === null ? "none" : `${goal.kind} ${inUnit(goal.value, unit)}`;
}
