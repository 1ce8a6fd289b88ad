import type { RecognisedError } from "../../core/messages/recognise.ts";
import type { Reproduction } from "../../core/messages/reproduction.ts";
import type { ModelSignature } from "../../core/mlflow/types.ts";
import { columnTypeName } from "../../core/validation/enforce-type.ts";
import type { MessageTools } from "../store/routing/load-message-tools.ts";
import type { CheckRow } from "../store/state/check-state.ts";
import { columnName } from "../store/text/format.ts";
import type { Against } from "./against.ts";

/** The version whose rules Signet follows. */
const RULES_OF = "3.17.2";

/** A column that a message names: whether the signature has it, and as what. */
export interface NamedColumn {
  readonly name: string;
  /** The declared type in words; null where the signature has no such column. */
  readonly declared: string | null;
}

/** What the page knows of a pasted error. */
export interface ErrorReading {
  readonly columns: readonly NamedColumn[];
  /** What would show more than the message says. */
  readonly needs: "signature" | "data" | null;
  /** The compared data, and how closely it matches; null without data. */
  readonly reproduction: (Reproduction & { readonly name: string }) | null;
  /** If the data on the page does not reproduce the error: what may differ where it was raised. */
  readonly mayDiffer: readonly string[];
}

function declaredOf(name: string, { cause }: RecognisedError, signature: Pick<ModelSignature, "inputs" | "params">): string | null {
  if (cause === "params") {
    const type = signature.params?.params.find((spec) => spec.name === name)?.type;
    return type === undefined ? null : type.kind === "scalar" ? type.name : type.kind;
  }
  const { inputs } = signature;
  const spec = inputs?.specs.find((one, position) => columnName(one.name ?? BigInt(position)) === name);
  if (spec === undefined) return null;
  return spec.kind === "tensor" ? spec.dtype : columnTypeName(spec.type);
}

interface Compared {
  readonly name: string;
  readonly reproduction: Reproduction;
}

const RANKS: readonly Reproduction["kind"][] = ["same", "same column", "none"];

/** The data that matches the error best. */
function nearest(error: RecognisedError, rows: readonly CheckRow[], { reproductionOf }: MessageTools): Compared | null {
  const side = error.cause === "params" ? "params" : "inputs";
  const compared = rows.flatMap(({ outcome }) =>
    outcome.phase === "done"
      ? outcome.checked
          .filter((data) => data.side === side)
          .map(({ name, verdicts }): Compared => ({ name, reproduction: reproductionOf(error, verdicts) }))
      : [],
  );
  const rankOf = ({ reproduction }: Compared) => RANKS.indexOf(reproduction.kind);
  return compared.reduce<Compared | null>((best, one) => (best === null || rankOf(one) < rankOf(best) ? one : best), null);
}

/** What may differ where the error was raised, the likeliest first. */
function differences(
  error: RecognisedError,
  columns: readonly NamedColumn[],
  against: Against,
  rows: readonly CheckRow[],
): readonly string[] {
  const version = against.model?.mlflowVersion ?? null;
  const unknown = error.cause === "missing inputs" ? columns.filter(({ declared }) => declared === null) : [];
  const sent = rows.filter(({ origin }) => origin !== "request").flatMap(({ files, name }) => [...files.map((file) => file.name), name]);
  return [
    ...(unknown.length > 0 ? ["The signature here does not have that column: the message comes from a model with another signature."] : []),
    ...(error.found !== null && sent.some((name) => /\.(csv|tsv|txt)\b/i.test(name))
      ? [
          `The data had ${error.found}. CSV does not store dtypes: the object that was passed to predict may have had other dtypes than the file as it is read.`,
        ]
      : []),
    "Reader options: the caller may read the file with others.",
    ...(error.via === "scoring" ? ["The request's body: the scoring server gets what a client wrote, not the file."] : []),
    version === null
      ? `The version of MLflow: these are the rules of ${RULES_OF}.`
      : version === RULES_OF
        ? ""
        : `The version of MLflow: the model was logged with ${version}, these are the rules of ${RULES_OF}.`,
  ].filter((line) => line !== "");
}

/** Data shows more than the message says only where MLflow compared data with a signature. */
const isAboutData = ({ stage }: RecognisedError) => stage === "both" || stage === "predict" || stage === "scoring";

/** What the page can add to a recognised error: its columns, whether the data on the page reproduces it, and what would show more. */
export function readError(error: RecognisedError, against: Against | null, rows: readonly CheckRow[], tools: MessageTools): ErrorReading {
  const signature = against?.signature ?? (error.schema === null ? null : { inputs: error.schema, params: null });
  const columns = error.columns.map((name) => ({ name, declared: signature === null ? null : declaredOf(name, error, signature) }));
  const nothing = { columns, reproduction: null, mayDiffer: [] };
  if (!isAboutData(error)) return { ...nothing, needs: null };
  if (against === null) return { ...nothing, needs: "signature" };
  const found = nearest(error, rows, tools);
  if (found === null) return { ...nothing, needs: "data" };
  const reproduction = { ...found.reproduction, name: found.name };
  return { columns, needs: null, reproduction, mayDiffer: reproduction.kind === "same" ? [] : differences(error, columns, against, rows) };
}
