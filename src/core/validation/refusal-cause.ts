import { renderText } from "../errors.ts";
import type { Refusal } from "./verdict.ts";

/**
 * What refusals have in common that are for the same reason: the same dtype where the same type is declared, or the same words. MLflow's words
 * about a dtype name the column, so they differ.
 */
export function causeOf({ stage, error, expected, found, message }: Refusal): string {
  const isOfDtype = expected !== undefined && found !== undefined;
  return JSON.stringify(isOfDtype ? [stage, error, expected, found] : [stage, error, renderText(message)]);
}
