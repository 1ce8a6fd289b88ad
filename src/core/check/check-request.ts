import { type ByteSource, sourceFromBytes } from "../bytes/byte-source.ts";
import { defined } from "../defined.ts";
import { assertSignetError } from "../errors.ts";
import type { ModelSignature } from "../mlflow/types.ts";
import { jsonDumps } from "../python/json-dumps.ts";
import { jsonLoads } from "../python/json-loads.ts";
import type { PythonValue } from "../python/value.ts";
import type { ReadContext } from "../readers/reader.ts";
import { assertRaised } from "../validation/raised.ts";
import type { Remedy } from "../validation/remedy.ts";
import type { CheckedData } from "../validation/reports/check-report.ts";
import { type RequestParts, requestParts } from "../validation/request-form.ts";
import { checkParams, checkSide } from "./check-side.ts";
import { textOf } from "./json-document.ts";
import { bodyCandidates, keepsValues } from "./request-candidates.ts";
import { type RequestMark, refusalMarks, syntaxMarks } from "./request-marks.ts";

/** The body of a JSON request checked against a signature, as MLflow's scoring server would. */
export interface RequestCheck {
  /** The inputs, with the request as the model would take it where it is refused and that helps, and the params where it carries some. */
  readonly checked: readonly CheckedData[];
  /** Places of the body that are at fault. */
  readonly marks: readonly RequestMark[];
}

const SETTINGS = { options: new Map(), format: "json" } as const;

const isRefused = (checked: readonly CheckedData[]) => checked.some(({ verdicts }) => verdicts.some(({ kind }) => kind === "refused"));

const isTaken = (checked: readonly CheckedData[]) =>
  checked.every(({ schema, verdicts }) =>
    verdicts.every((verdict) => (verdict.kind === "accepted" || verdict.kind === "proves nothing") && keepsValues(verdict, schema)),
  );

/** The parts of a body; null where the server refuses its form. */
function partsOf(document: PythonValue, signature: ModelSignature): RequestParts | null {
  try {
    return requestParts(document, signature);
  } catch (error) {
    assertRaised(error);
    return null;
  }
}

/** What the scoring server takes as params; undefined where a body has none, or its form hides them. */
function paramsOf(document: PythonValue, signature: ModelSignature): PythonValue | undefined {
  const { envelope, params } = partsOf(document, signature) ?? {};
  // Of a body without an envelope, only what the params schema names is taken out.
  return envelope === null && params instanceof Map && params.size === 0 ? undefined : params;
}

async function judged(
  source: ByteSource,
  document: PythonValue | undefined,
  signature: ModelSignature,
  advises: boolean,
  context: ReadContext,
): Promise<readonly CheckedData[]> {
  const inputs = await checkSide(
    { side: "inputs", sources: [source], settings: SETTINGS, signature, ways: ["scoring"], format: "json", advises },
    context,
  );
  const params = document === undefined ? undefined : paramsOf(document, signature);
  return params === undefined ? [inputs] : [inputs, checkParams(source.name, params, signature, "scoring")];
}

async function correctedText(document: PythonValue, signature: ModelSignature, context: ReadContext): Promise<string | null> {
  for (const { body } of bodyCandidates(document, signature)) {
    const written = jsonDumps(body);
    const checked = await judged(sourceFromBytes(new TextEncoder().encode(written), "request.json"), body, signature, false, context);
    if (isTaken(checked)) return written;
  }
  return null;
}

/** The inputs with the request that is accepted as a whole, params included, in place of one of which only the data is. */
function withCorrected(data: CheckedData, corrected: string | null): CheckedData {
  if (data.side !== "inputs") return data;
  const { corrected: _, ...rest } = data;
  const own = (remedies: readonly Remedy[]) =>
    remedies.flatMap((remedy) =>
      remedy.request === undefined ? [remedy] : corrected === null ? [] : [{ ...remedy, request: { data: corrected } }],
    );
  const advice = data.advice?.map(({ perRefusal, whole, notes }) => ({ perRefusal: perRefusal.map(own), whole: own(whole), notes }));
  return { ...rest, ...defined({ advice, corrected: corrected === null ? undefined : { data: corrected } }) };
}

/** The document of a body, or where it stops being one. */
function parsed(body: string): { readonly document?: PythonValue; readonly marks: readonly RequestMark[] } {
  try {
    return { document: jsonLoads(body), marks: [] };
  } catch (error) {
    assertSignetError(error, "UnreadableFile");
    return { marks: syntaxMarks(body, error) };
  }
}

/**
 * Checks the body of a JSON request, data and params, against a signature.
 * Resolves to the verdicts, the places at fault, and a corrected request; rejects where the body is too long, or no text.
 */
export async function checkRequest(source: ByteSource, signature: ModelSignature, context: ReadContext = {}): Promise<RequestCheck> {
  const body = await textOf(source, context);
  const { document, marks } = parsed(body);
  const checked = await judged(source, document, signature, true, context);
  if (document === undefined || !isRefused(checked)) return { checked, marks };
  const corrected = await correctedText(document, signature, context);
  return {
    checked: checked.map((data) => withCorrected(data, corrected)),
    marks: refusalMarks(body, document, checked),
  };
}
