import type { Way } from "../validation/verdict.ts";

/** What a message of MLflow is about. */
export const ERROR_CAUSES = [
  "missing inputs",
  "too few columns",
  "extra inputs",
  "incompatible type",
  "integers with missing values",
  "time zone",
  "conversion failed",
  "body not parsed",
  "request form",
  "content type",
  "missing properties",
  "unknown properties",
  "nested value",
  "tensor shape",
  "tensor dtype",
  "tensor form",
  "not a frame",
  "missing cells",
  "params",
  "params ignored",
  "schema enforcement",
  "model failed",
  "no signature",
  "signature without outputs",
  "signature not set",
  "integer columns",
  "schema not inferred",
  "params not inferred",
  "mixed types",
  "data without a type",
  "input example",
  "invalid schema",
  "invalid signature",
  "type hint",
  "chat model",
  "spark udf",
] as const;

export type ErrorCause = (typeof ERROR_CAUSES)[number];

/** Where MLflow says it: at `predict`, at the scoring server, at both; or while a model is logged, registered, declared or run on Spark. */
export type Stage = Way | "both" | "logging" | "registering" | "declaring" | "spark";

/**
 * One way in which MLflow words a message. `words` are those of its source with a name in braces for each value: see {@link CAPTURES}.
 * `releases` are the first and the last minor release with these words, among those whose sources were read.
 */
export interface Wording {
  readonly words: string;
  readonly releases: string;
}

/**
 * The values that a wording can contain: `{column}` one name, `{columns}` a list or set of names, `{extra}` such a list of names that the
 * schema does not have, `{params}` a set of names with their messages, `{found}` and `{expected}` a type, dtype, shape or number,
 * `{schema}` a printed schema, `{error}` another message up to its end, `{rest}` the rest of a line, `{data}` and `{value}` what was sent.
 */
export const CAPTURES = ["column", "columns", "extra", "params", "found", "expected", "schema", "error", "rest", "data", "value"] as const;

export type Capture = (typeof CAPTURES)[number];

/** Something to do: by whom, in words, as Python where code can do it, and what decides whether it helps where the message does not say. */
export interface MessageAdvice {
  readonly by: "caller" | "model";
  readonly label: string;
  readonly python?: string;
  readonly dependsOn?: string;
}

/** Advice that is made of what a message contains: see `advice.ts`. */
export const ADVICE_RULES = [
  "cast column",
  "declare column",
  "add columns",
  "drop time zone",
  "convert request value",
  "cast array",
  "shape array",
  "pass arrays",
  "cast params",
  "declare params",
  "declare extra columns",
  "fill properties",
  "drop properties",
  "read inner error",
] as const;

export type AdviceRule = (typeof ADVICE_RULES)[number];

/** One message of MLflow: how it is worded, why it is raised and what to do. */
export interface MessageEntry {
  readonly id: string;
  readonly cause: ErrorCause;
  /** A `frame` is put around another message, and is the answer only where that other one is not recognised. */
  readonly level: "error" | "warning" | "frame";
  readonly stage: Stage;
  readonly wordings: readonly Wording[];
  readonly why: string;
  /** What is said besides where the data has such a type and another is expected. */
  readonly further?: { readonly found: RegExp; readonly expected: RegExp; readonly why: string };
  readonly advice: readonly (MessageAdvice | AdviceRule)[];
}
