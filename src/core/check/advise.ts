import { firstSource } from "../bytes/first-source.ts";
import { defined } from "../defined.ts";
import { CURRENT } from "../environment/environment.ts";
import { isSignetError } from "../errors.ts";
import type { Dataset } from "../evidence/dataset.ts";
import { datasetIn } from "../evidence/in-environment.ts";
import { renamed } from "../evidence/renamed.ts";
import type { Schema } from "../mlflow/types.ts";
import { nameInFile, type Preprocessing } from "../python/preprocessing.ts";
import type { PythonValue } from "../python/value.ts";
import type { ReadContext } from "../readers/reader.ts";
import { type ReadSide, readSide } from "../sign.ts";
import { adviseColumns } from "../validation/advice/advise-data.ts";
import { adviseTensors } from "../validation/advice/advise-tensors.ts";
import { type InferredTypes, typesOfDocument, typesOfTable } from "../validation/advice/inferred-types.ts";
import { likelyRenames, missingColumns } from "../validation/advice/names.ts";
import type { Variable } from "../validation/advice/plan.ts";
import { checkInput, dataInput, type FileData } from "../validation/check-input.ts";
import type { ModelInput } from "../validation/model-input.ts";
import { type Advice, NO_ADVICE } from "../validation/remedy.ts";
import { isSameName } from "../validation/same-name.ts";
import type { Verdict } from "../validation/verdict.ts";
import { adviseCsv, adviseJson } from "./advise-body.ts";
import type { AdvisedRequest } from "./advised-request.ts";
import { integersOfNpy } from "./array-range.ts";
import { checkSettings } from "./check-files.ts";
import { cellsOfFile, lookup } from "./file-cells.ts";
import { documentOf } from "./json-document.ts";

/** Dtypes whose extremes decide whether a cast or a type takes them. */
const HAS_EXTREMES = /^(u?int|float|Int|UInt|Float|double|halffloat|datetime64|timestamp|date\d|object)/;

const variableOf = ({ kind, ...dataset }: Dataset): Variable => {
  if (kind === "table") return "df";
  if (kind === "value") return "data";
  return "named" in dataset && dataset.named ? "arrays" : "array";
};

/** Columns of numbers whose extremes decide a fix, and were not counted: those of refused dtypes, and those that a rename makes of missing ones. */
function uncounted(verdict: Verdict, dataset: Dataset): readonly string[] {
  if (dataset.kind !== "table") return [];
  const asked = [
    ...verdict.refusals.flatMap(({ column, found = "" }) => (column !== undefined && HAS_EXTREMES.test(found) ? [column] : [])),
    ...likelyRenames(missingColumns(verdict), verdict.extra).map(([before]) => before),
  ];
  return asked.flatMap((column) => {
    const evidence = dataset.columns.find(({ name }) => isSameName(name, column))?.evidence;
    if (evidence?.kind === "arrow") return evidence.counts.extremes === undefined ? [String(column)] : [];
    return evidence?.kind === "text" && evidence.lookedAt?.integers !== true ? [String(column)] : [];
  });
}

interface AdvisedData {
  readonly opened: ReadSide;
  readonly dataset: Dataset;
  readonly preprocessing: Preprocessing;
  readonly document: PythonValue | undefined;
}

const dataOf = ({ dataset, preprocessing, document }: AdvisedData): FileData => ({
  dataset,
  preprocessing,
  ...defined({ document }),
});

async function advisedData(request: AdvisedRequest, opened: ReadSide, verdict: Verdict, context: ReadContext): Promise<AdvisedData> {
  const document = await documentOf(firstSource(request.sources), opened.format, context);
  const dataOfSide = (side: ReadSide): AdvisedData => ({
    opened: side,
    dataset: renamed(datasetIn(request.environment ?? CURRENT, side.dataset), side.settings.preprocessing?.rename),
    preprocessing: side.settings.preprocessing ?? {},
    document,
  });
  const first = dataOfSide(opened);
  const input = dataInput(dataOf(first), request.schema, request.environment);
  const needed = input === null ? [] : checkInput(input, request.schema, verdict).needsNumbers;
  const names = [...new Set([...needed, ...uncounted(verdict, first.dataset)])];
  if (names.length === 0) return first;
  const numberFacts = names.map((name) => String(nameInFile(opened.settings.preprocessing?.rename, name)));
  return dataOfSide(
    await readSide(request.sources, { ...checkSettings(opened.settings, request.schema, request.environment), numberFacts }, context),
  );
}

/** The ways out of data that is passed on as it was read: to `predict`, or as Parquet, which the scoring server reads in the same way. */
async function adviseRead(request: AdvisedRequest, opened: ReadSide, verdict: Verdict, context: ReadContext): Promise<Advice> {
  const { schema } = request;
  // MLflow checks such a model by its hint, which no change of the schema changes.
  if (request.fromTypeHint === true) return NO_ADVICE;
  const data = await advisedData(request, opened, verdict, context);
  const { dataset, preprocessing, document } = data;
  const input = dataInput(dataOf(data), schema, request.environment);
  if (input === null || preprocessing.to !== undefined) return NO_ADVICE;
  const check = (changed: ModelInput, under: Schema) => checkInput(changed, under, verdict).verdict;
  const cells = lookup(await cellsOfFile(request.sources, data.opened, context), data.opened, dataset);
  const inferred: InferredTypes = dataset.kind === "table" ? typesOfTable(dataset, preprocessing) : typesOfDocument(document ?? null);
  const asked = {
    input,
    variable: variableOf(dataset),
    verdict,
    cells,
    integers: opened.format === "npy" ? await integersOfNpy(firstSource(request.sources)) : null,
    inferred,
    check,
    recheck: async (under: Schema) => check(input, under),
  };
  return schema.kind === "columns" ? adviseColumns({ ...asked, schema }) : adviseTensors({ ...asked, schema });
}

/**
 * The ways out of a refused verdict, each of which Signet's own verdict has accepted: changes of the data in Python, of the signature, and
 * corrected requests. Never rejects for what cannot be advised on: then there are none.
 */
export async function adviseVerdict(request: AdvisedRequest, verdict: Verdict, context: ReadContext = {}): Promise<Advice> {
  if (verdict.kind !== "refused") return NO_ADVICE;
  const { opened, sources, settings, schema } = request;
  try {
    if (verdict.via === "predict")
      return await adviseRead(
        request,
        opened ?? (await readSide(sources, checkSettings(settings, schema, request.environment), context)),
        verdict,
        context,
      );
    const { format = "" } = request;
    if (/^(csv|tsv|txt|tab)$/.test(format)) return await adviseCsv({ ...request, format }, verdict, context);
    if (/^(parquet|pq)$/.test(format))
      return await adviseRead(request, await readSide(sources, { options: new Map(), format: "parquet" }, context), verdict, context);
    return format === "json" ? await adviseJson({ ...request, format }, verdict, context) : NO_ADVICE;
  } catch (error) {
    if (isSignetError(error) && error.tag !== "Aborted" && error.tag !== "Internal") return NO_ADVICE;
    throw error;
  }
}
