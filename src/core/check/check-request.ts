import { type ByteSource, sourceFromBytes } from "../bytes/byte-source.ts";
import { datum, isSignetError } from "../errors.ts";
import type { ModelSignature } from "../mlflow/types.ts";
import { jsonDumps } from "../python/json-dumps.ts";
import { jsonLoads } from "../python/json-loads.ts";
import type { PythonValue } from "../python/value.ts";
import type { ReadContext } from "../readers/reader.ts";
import type { CheckedData } from "../validation/reports/check-report.ts";
import { requestParts } from "../validation/request-form.ts";
import { checkParams, checkSide } from "./check-side.ts";
import { rewrittenRequest } from "./corrected-request.ts";
import { textOf } from "./json-document.ts";
import { type RequestMark, refusalMarks, syntaxMarks } from "./request-marks.ts";

/** The body of a JSON request held against a signature, as MLflow's scoring server would. */
export interface RequestCheck {
  /** The inputs, with the request as the model would take it where it is refused and that helps, and the params where it carries some. */
  readonly checked: readonly CheckedData[];
  /** Places of the body that are at fault. */
  readonly marks: readonly RequestMark[];
}

const SETTINGS = { options: new Map(), format: "json" } as const;

const isRefused = (checked: readonly CheckedData[]) => checked.some(({ verdicts }) => verdicts.some(({ kind }) => kind === "refused"));

const isTaken = (checked: readonly CheckedData[]) =>
  checked.every(({ verdicts }) => verdicts.every(({ kind }) => kind === "accepted" || kind === "proves nothing"));

/** What the scoring server takes as params; undefined where a body has none. */
function paramsOf(document: PythonValue, signature: ModelSignature): PythonValue | undefined {
  const { envelope, params } = requestParts(document, signature);
  // Of a body without an envelope, only what the params schema names is taken out.
  return envelope === null && params instanceof Map && params.size === 0 ? undefined : params;
}

async function judged(
  source: ByteSource,
  document: PythonValue | undefined,
  signature: ModelSignature,
  context: ReadContext,
): Promise<readonly CheckedData[]> {
  const inputs = await checkSide(
    { side: "inputs", sources: [source], settings: SETTINGS, signature, ways: ["scoring"], format: "json" },
    context,
  );
  // The server parses the data before it looks at the params.
  const isUnparsed = inputs.verdicts.some(({ refusals: [first] }) => first?.stage === "read");
  const params = isUnparsed || document === undefined ? undefined : paramsOf(document, signature);
  return params === undefined ? [inputs] : [inputs, checkParams(source.name, params, signature, "scoring")];
}

async function correctedText(document: PythonValue, signature: ModelSignature, context: ReadContext): Promise<string | null> {
  const rewritten = rewrittenRequest(document, signature);
  if (rewritten === null) return null;
  const body = jsonDumps(rewritten);
  const checked = await judged(sourceFromBytes(new TextEncoder().encode(body), "request.json"), rewritten, signature, context);
  return isTaken(checked) ? body : null;
}

/** The document of a body, or where it stops being one. */
function parsed(body: string): { readonly document?: PythonValue; readonly marks: readonly RequestMark[] } {
  try {
    return { document: jsonLoads(body), marks: [] };
  } catch (error) {
    if (!isSignetError(error, "UnreadableFile")) throw error;
    return { marks: syntaxMarks(body, error) };
  }
}

/**
 * Holds the body of a JSON request, data and params, against a signature.
 * Resolves to the verdicts, the places at fault, and a corrected request; rejects where the body is too long, or no text.
 */
export async function checkRequest(source: ByteSource, signature: ModelSignature, context: ReadContext = {}): Promise<RequestCheck> {
  const body = await textOf(source, context);
  const { document, marks } = parsed(body);
  const checked = await judged(source, document, signature, context);
  if (document === undefined || !isRefused(checked)) return { checked, marks };
  const corrected = await correctedText(document, signature, context);
  return {
    checked:
      corrected === null ? checked : checked.map((data) => (data.side === "inputs" ? { ...data, corrected: datum(corrected) } : data)),
    marks: refusalMarks(body, document, checked),
  };
}
