import type { ProblemContext } from "./context.ts";

/** The marks with which the file's numbers are read; `thousands` is null where nothing is taken out of them. */
export function marksOf({ options }: ProblemContext): { readonly decimal: string; readonly thousands: string | null } {
  const [decimal, thousands] = [options.get("decimal"), options.get("thousands")];
  return {
    decimal: typeof decimal === "string" ? decimal : ".",
    thousands: typeof thousands === "string" && thousands !== "" ? thousands : null,
  };
}
