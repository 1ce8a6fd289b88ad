import { type ByteSource, sourceFromBytes } from "../bytes/byte-source.ts";
import { firstSource } from "../bytes/first-source.ts";
import { assertSignetError, text } from "../errors.ts";
import type { Dataset } from "../evidence/dataset.ts";
import { renamed } from "../evidence/renamed.ts";
import type { Schema } from "../mlflow/types.ts";
import { jsonDumps } from "../python/json-dumps.ts";
import type { ColumnName } from "../python/value.ts";
import type { ReadContext } from "../readers/reader.ts";
import { type ReadSide, readSide } from "../sign.ts";
import { isTaken } from "../validation/advice/advice-request.ts";
import { type InferredTypes, typesOfDocument, typesOfTable } from "../validation/advice/inferred-types.ts";
import { encodedColumns, encodedNames, encodedNote, likelyRenames, missingColumns } from "../validation/advice/names.ts";
import { changeWords, ordered } from "../validation/advice/remedies.ts";
import { changesFor, type SpecChange, solvedChanges, withChanges } from "../validation/advice/schema-changes.ts";
import { renameStep } from "../validation/advice/steps.ts";
import { specsOfArrays } from "../validation/advice/tensor-steps.ts";
import { dataInput } from "../validation/check-input.ts";
import type { ModelInput } from "../validation/model-input.ts";
import { type Advice, NO_ADVICE, type Remedy } from "../validation/remedy.ts";
import { isSameName } from "../validation/same-name.ts";
import type { Refusal, Verdict } from "../validation/verdict.ts";
import type { AdvisedRequest } from "./advised-request.ts";
import { checkScoring, checkSettings } from "./check-files.ts";
import { cellsOfFile } from "./file-cells.ts";
import { foreignRequest } from "./foreign-request.ts";
import { documentOf, textOf } from "./json-document.ts";
import { type BodyCandidate, bodyCandidates, bodyOfRows, keepsValues } from "./request-candidates.ts";

/** A body that is longer is not shown. */
const SHOWN_BYTES = 1 << 20;

/** The first body that the scoring server takes, as a remedy. */
async function requestRemedy(
  candidates: readonly BodyCandidate[],
  request: AdvisedRequest,
  given: string | null,
  context: ReadContext,
): Promise<Remedy | null> {
  for (const { body, label } of candidates) {
    const written = jsonDumps(body);
    if (written === given) continue;
    if (written.length > SHOWN_BYTES) return null;
    const source = sourceFromBytes(new TextEncoder().encode(written), "request.json");
    const { opened: _, ...plain } = request;
    const verdict = await taken(
      checkScoring({ ...plain, sources: [source], settings: { options: new Map(), format: "json" }, format: "json" }, context),
    );
    if (verdict !== null && isTaken(verdict) && keepsValues(verdict, request.schema))
      return {
        by: "caller",
        label: [label],
        consequence: ["Every value is kept as it was read, and written as the signature's types ask."],
        request: { data: written },
        loses: false,
      };
  }
  return null;
}

async function taken(check: Promise<Verdict>): Promise<Verdict | null> {
  try {
    return await check;
  } catch (error) {
    assertSignetError(error, "Undecided");
    return null;
  }
}

interface BodyFacts {
  readonly inferred: InferredTypes;
  /** The body's columns, in their order. */
  readonly names: readonly ColumnName[];
  readonly isCsv: boolean;
  /** The arrays of a JSON body; null elsewhere. */
  readonly input: ModelInput | null;
}

/** The ways out of a body that the scoring server parses by the signature: JSON and CSV. */
async function adviseBody(
  request: AdvisedRequest & { readonly format: string },
  verdict: Verdict,
  caller: Remedy | null,
  { inferred, names, isCsv, input }: BodyFacts,
  context: ReadContext,
): Promise<Advice> {
  const { schema } = request;
  const undecided: Verdict = { ...verdict, kind: "undecided" };
  const recheck = async (under: Schema) => (await taken(checkScoring({ ...request, schema: under }, context))) ?? undecided;
  const model =
    schema.kind === "columns"
      ? await columnChanges(request, verdict, { inferred, names, isCsv, input }, recheck)
      : await tensorChange(schema, input, recheck);
  // A model that is checked by its type hint takes no more under another schema.
  const whole = ordered([caller, request.fromTypeHint === true ? null : model.whole]);
  const missing = missingColumns(verdict);
  const encoded = encodedColumns(missing, verdict.extra);
  const renames = encoded === null ? likelyRenames(missing, verdict.extra) : [];
  const perRefusal = verdict.refusals.map((refusal, index) => {
    const rename = caller === null && refusal.expected === undefined ? renameRemedy(renames, refusal.column) : null;
    if (verdict.refusals.length === 1) return ordered([rename, ...whole]);
    const own = request.fromTypeHint === true ? null : (model.apart.get(refusal) ?? null);
    return ordered([index === 0 ? caller : null, rename, own]);
  });
  return { perRefusal, whole, notes: encoded === null ? [] : [{ message: encodedNote(encoded.column, encoded.encoded) }] };
}

/** A missing column is there under another name: where no whole body is accepted, this much is known of it. */
function renameRemedy(renames: ReturnType<typeof likelyRenames>, column: ColumnName | undefined): Remedy | null {
  const own = renames.filter(([, after]) => isSameName(after, column));
  if (own.length === 0) return null;
  const { label, consequence } = renameStep(own);
  return { by: "caller", label, consequence, loses: false };
}

interface ModelWays {
  readonly whole: Remedy | null;
  readonly apart: ReadonlyMap<Refusal, Remedy>;
}

async function columnChanges(
  { schema }: AdvisedRequest,
  verdict: Verdict,
  { inferred, names, isCsv }: BodyFacts,
  recheck: (schema: Schema) => Promise<Verdict>,
): Promise<ModelWays> {
  const absent = missingColumns(verdict).length + verdict.absent.length;
  const isEmpty = absent >= schema.specs.length;
  const encoded = encodedNames(verdict);
  const changes = await solvedChanges(
    schema,
    verdict,
    (refusal) =>
      refusal.expected === undefined && (isEmpty || encoded.some((name) => isSameName(name, refusal.column)))
        ? []
        : changesFor(refusal, { schema, names, isCsv }, refusal.column === undefined ? null : inferred(refusal.column)),
    recheck,
  );
  const remedy = (own: readonly SpecChange[]): Remedy | null => {
    const changed = withChanges(schema, own);
    return changed === null || own.length === 0 ? null : { by: "model", ...changeWords(own), schema: changed, loses: false };
  };
  const whole = remedy([...changes.values()]);
  const isAccepted = whole?.schema !== undefined && isTaken(await recheck(whole.schema));
  const apart = new Map<Refusal, Remedy>();
  for (const [refusal, change] of changes) {
    const own = remedy([change]);
    if (own !== null) apart.set(refusal, own);
  }
  return { whole: isAccepted ? whole : null, apart };
}

async function tensorChange(
  schema: Schema & { readonly kind: "tensors" },
  input: ModelInput | null,
  recheck: (schema: Schema) => Promise<Verdict>,
): Promise<ModelWays> {
  const specs = input === null ? null : specsOfArrays(input, schema.specs);
  const none: ModelWays = { whole: null, apart: new Map() };
  if (specs === null) return none;
  const changed: Schema = { kind: "tensors", specs };
  if (!isTaken(await recheck(changed))) return none;
  const words = specs
    .slice(0, 3)
    .map(({ name, dtype, shape }) => `${name === undefined ? "" : `${name} as `}${dtype} (${shape.join(", ")})`);
  return {
    whole: {
      by: "model",
      label: [`Declare ${words.join(", ")}`],
      consequence: ["The model must handle this shape and dtype."],
      schema: changed,
      loses: false,
    },
    apart: new Map(),
  };
}

/** Marks that are between cells where no comma does. */
const SEPARATORS = [";", "\t", "|"];

/** Said where the whole header arrives as one name, with another separator between the names that are missing. */
function separatorNotes({ extra, refusals }: Verdict): Advice["notes"] {
  const [only] = extra;
  if (extra.length !== 1 || typeof only !== "string" || refusals.length === 0) return [];
  const isJoined = SEPARATORS.some(
    (mark) => only.includes(mark) && refusals.some(({ column }) => only.split(mark).includes(String(column))),
  );
  if (!isJoined) return [];
  return [
    {
      message: [
        "The scoring server reads comma-separated CSV only: this file arrives as one column. `df.to_csv(index=False)` writes commas.",
      ],
    },
  ];
}

/** The file as it is meant: the server takes only commas, so that a file with another separator comes as one column. */
async function separated(request: AdvisedRequest, context: ReadContext): Promise<ReadSide> {
  const { settings, schema, sources } = request;
  const opened = request.opened ?? (await readSide(sources, checkSettings(settings, schema, request.environment), context));
  const [only, second] = columnNames(opened.dataset);
  const separator = second === undefined ? SEPARATORS.find((mark) => typeof only === "string" && only.includes(mark)) : undefined;
  if (separator === undefined || schema.specs.length < 2) return opened;
  const options = new Map([...settings.options, ["sep", separator] as const]);
  const again = await readSide(sources, checkSettings({ ...settings, options }, schema, request.environment), context);
  return columnNames(again.dataset).length >= schema.specs.length ? again : opened;
}

/** The ways out of a CSV body: the same rows as JSON, which keeps types that CSV has not. */
export async function adviseCsv(
  request: AdvisedRequest & { readonly format: string },
  verdict: Verdict,
  context: ReadContext,
): Promise<Advice> {
  const { schema } = request;
  const opened = await separated(request, context);
  const { preprocessing = {} } = opened.settings;
  const dataset = renamed(opened.dataset, preprocessing.rename);
  const inferred = typesOfTable(dataset, preprocessing);
  const file = await cellsOfFile(request.sources, opened, context);
  let caller: Remedy | null = null;
  if (file !== null && file.rows.length > 0) {
    const rows = file.rows.map((row) => row.map(({ text: { data }, as }) => ({ text: data, as })));
    const body = bodyOfRows(file.columns, rows, schema);
    const signature = { inputs: schema, outputs: null, params: request.params ?? null };
    const further = bodyCandidates(body, signature);
    const ofTensors = further.filter((candidate) => candidate.body.has("inputs"));
    const candidates = schema.kind === "tensors" ? ofTensors : [{ body, label: "Send dataframe_split" }, ...further];
    caller = await requestRemedy(
      candidates.map((candidate) => ({ ...candidate, label: `Send JSON instead of CSV: ${candidate.label.replace(/^Send /, "")}` })),
      request,
      null,
      context,
    );
  }
  const advice = await adviseBody(request, verdict, caller, { inferred, names: columnNames(dataset), isCsv: true, input: null }, context);
  const notes = [...separatorNotes(verdict), ...advice.notes];
  if (caller !== null || file !== null) return { ...advice, notes };
  const message = text`The file is too long to try it as JSON here. The server casts the values of a JSON request to the signature's types: send a part of it first.`;
  return { ...advice, notes: [...notes, { message }] };
}

const columnNames = (dataset: Dataset): readonly ColumnName[] => (dataset.kind === "table" ? dataset.columns.map(({ name }) => name) : []);

/** What a JSON body is, read as a file; null where pandas refuses it as one. */
async function datasetOf(source: ByteSource, context: ReadContext): Promise<Dataset | null> {
  try {
    return (await readSide([source], { options: new Map(), format: "json" }, context)).dataset;
  } catch (error) {
    assertSignetError(error, "UnreadableFile");
    return null;
  }
}

export async function adviseJson(
  request: AdvisedRequest & { readonly format: string },
  verdict: Verdict,
  context: ReadContext,
): Promise<Advice> {
  const { schema } = request;
  const source = firstSource(request.sources);
  const given = await textOf(source, context);
  const document = await documentOf(source, "json", context);
  if (document === undefined) return NO_ADVICE;
  const caller = await requestRemedy(
    bodyCandidates(document, { inputs: schema, outputs: null, params: request.params ?? null }),
    request,
    given,
    context,
  );
  const dataset = await datasetOf(source, context);
  const input = schema.kind === "tensors" && dataset !== null ? dataInput({ dataset, document }, schema, request.environment) : null;
  const names = dataset === null ? [] : columnNames(dataset);
  const advice = await adviseBody(request, verdict, caller, { inferred: typesOfDocument(document), names, isCsv: false, input }, context);
  const foreign = foreignRequest(document, { inputs: schema, outputs: null, params: request.params ?? null });
  return foreign === null ? advice : { ...advice, notes: [...advice.notes, foreignNote(foreign.protocol)] };
}

/** What a body in the form of another server comes to. */
const foreignNote = (protocol: string): Advice["notes"][number] => ({
  message: text`The body has the form of ${protocol}. MLflow's scoring server accepts exactly one of dataframe_split, dataframe_records, instances and inputs.`,
});
