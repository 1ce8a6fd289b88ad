import { defined, must } from "../defined.ts";
import { type ErrorData, type Text, text } from "../errors.ts";
import type { TableDataset } from "../evidence/dataset.ts";
import { arrayBacked } from "../ladders/array-backed.ts";
import { preprocessedColumns } from "../ladders/frame.ts";
import { columnLabel } from "../ladders/infer-column.ts";
import type { Failure, SpecReport } from "../ladders/infer-report.ts";
import { castToNumpy } from "../ladders/numpy-cast.ts";
import { frameNumpyDtype, NUMPY_DTYPES, seriesNumpyDtype } from "../ladders/numpy-dtype.ts";
import type { LadderStep, PandasSeries, SeriesOutcome } from "../ladders/pandas.ts";
import { makeSchema } from "../mlflow/schema.ts";
import type { TensorSpec } from "../mlflow/types.ts";
import { inferSide, rowCountOf } from "./infer-signer.ts";
import { SideSigner } from "./side-signer.ts";
import type { DataSide, Problem, SideInput, SideResult, SignedSide } from "./signer.ts";
import { strategy } from "./strategy.ts";
import { z } from "./zod.ts";

export const TENSOR_CONFIG = z
  .strictObject({
    KIND: z.literal("TensorSigner"),
    tensors: z
      .enum(["one", "columns"])
      .default("one")
      .describe("one: the table as one unnamed tensor, df.to_numpy(); columns: one named tensor a column."),
    flat: z
      .boolean()
      .default(false)
      .describe("Whether a column's tensor is (-1,) rather than (-1, 1). With one tensor the table must have one column."),
    dtype: z
      .enum(NUMPY_DTYPES)
      .optional()
      .describe("Cast to this dtype of NumPy, df.to_numpy(dtype=…). Absent: the dtype that pandas finds."),
    variable: z
      .array(z.int().min(0))
      .default([0])
      .describe("Axes whose size may vary, written as -1. The first axis is the batch; [] fixes every size to the file's."),
  })
  .meta({
    title: "TensorSigner",
    description: "Tables as arrays, as for Keras, PyTorch or scikit-learn. npy and npz stay as they are.",
  });

export type TensorConfig = z.infer<typeof TENSOR_CONFIG>;

/** A tensor before its axes are marked, with the columns that it is made of. */
interface Made {
  readonly name?: string;
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly columns: readonly PandasSeries[];
}

const refusal = (message: Text, column?: string): Failure => ({
  stage: "signer",
  error: {
    tag: "InvalidOption",
    message,
    place: defined({ column }),
    remedy: "Change the signer's config, or choose InferSigner.",
  },
});

const failureOf = ({ kind, error, name }: Exclude<SeriesOutcome, { readonly kind: "series" }>): Failure => ({
  stage: kind === "refused" ? "read" : "undecided",
  error,
  column: name,
});

/** The dtypes that the array had, as its columns were joined. */
function stepsOf(columns: readonly PandasSeries[], dtype: string): readonly LadderStep[] {
  const steps: LadderStep[] = [];
  let from = "";
  for (const [index, { name, dtype: own, steps: climbed }] of columns.entries()) {
    const to = frameNumpyDtype(columns.slice(0, index + 1)) ?? dtype;
    const at = climbed.findLast((step) => step.at !== undefined)?.at;
    if (to !== from) steps.push({ from, to, because: text`Column ${columnLabel(name)} is ${own.name}.`, ...defined({ at }) });
    from = to;
  }
  if (from !== dtype) steps.push({ from, to: dtype, because: text`The signer's dtype casts it.` });
  return steps;
}

/**
 * Tables as the arrays that people pass to Keras, PyTorch or scikit-learn: `df.to_numpy()`, one column of it, or a dict of arrays.
 * NumPy's result dtype is pandas' own: integers next to floats become float64, booleans next to numbers objects, as `find_common_type` has it.
 * Tensors (npy, npz) stay as they are; JSON values are not tables and are refused.
 *
 * @example new TensorSigner({ KIND: "TensorSigner", tensors: "one", flat: false, dtype: "float32", variable: [0] })
 */
export class TensorSigner extends SideSigner<TensorConfig> {
  readonly KIND = "TensorSigner";

  protected signSide(side: DataSide, input: SideInput): SignedSide {
    return { result: this.sideOf(input), problems: this.asIs(side, input) };
  }

  /** A cast is for tables: that arrays are not cast is said. */
  private asIs(side: DataSide, { dataset }: SideInput): Problem[] {
    if (dataset.kind !== "tensors" || this.config.dtype === undefined) return [];
    const message = text`The file has arrays, which are signed as they are: dtype ${this.config.dtype} is not applied.`;
    return [{ kind: "tensors-as-they-are", severity: "notes", side, columns: [], message, fixes: [] }];
  }

  private sideOf(input: SideInput): SideResult {
    const { dataset } = input;
    const nothing = { schema: null, integerHint: false, rowCount: rowCountOf(input) };
    if (dataset.kind === "value") {
      const failure = refusal(text`The file has a JSON value, not a table, so it has no array.`);
      return { ...nothing, failure, specs: [] };
    }
    if (dataset.kind === "tensors") {
      const inferred = inferSide(input);
      if (inferred.failure !== null) return inferred;
      const made = dataset.tensors.map((tensor): Made => ({ ...tensor, columns: [] }));
      return this.resultOf(made, inferred.specs, nothing.rowCount);
    }
    const found = this.arraysOf(dataset, input);
    if ("stage" in found) return { ...nothing, failure: found, specs: [] };
    const reports = found.map(
      ({ columns, ...made }): SpecReport => ({
        ...named(made),
        spec: null,
        dtype: made.dtype,
        steps: stepsOf(columns, made.dtype),
        missing: null,
      }),
    );
    return this.resultOf(found, reports, nothing.rowCount);
  }

  /** The arrays of a table, or why it has none. */
  private arraysOf(dataset: TableDataset, input: SideInput): readonly Made[] | Failure {
    const kept = preprocessedColumns(dataset, input.preprocessing ?? {});
    if (this.config.flat && this.config.tensors === "one" && kept.length !== 1)
      return refusal(text`flat needs a table with one column; this one has ${kept.length}.`);
    const columns: PandasSeries[] = [];
    let unknown: Failure | null = null;
    for (const column of kept) {
      const outcome = arrayBacked(column);
      const stopped =
        outcome.kind !== "series"
          ? outcome
          : this.config.dtype === undefined
            ? null
            : castToNumpy(outcome.series, column.evidence, this.config.dtype);
      const failure = stopped === null ? null : failureOf(stopped);
      // One column that is refused settles what another leaves open.
      if (failure?.stage === "read") return failure;
      unknown ??= failure;
      if (outcome.kind === "series") columns.push(outcome.series);
    }
    if (unknown !== null) return unknown;
    return this.config.tensors === "columns" ? this.tensorAColumn(columns, dataset.rowCount) : this.oneTensor(columns, dataset.rowCount);
  }

  private oneTensor(columns: readonly PandasSeries[], rowCount: number): readonly Made[] | Failure {
    const dtype = this.config.dtype ?? frameNumpyDtype(columns);
    if (dtype === null) return { stage: "undecided", error: unknownCategories() };
    return [{ dtype, shape: this.config.flat ? [rowCount] : [rowCount, columns.length], columns }];
  }

  private tensorAColumn(columns: readonly PandasSeries[], rowCount: number): readonly Made[] | Failure {
    const names = columns.map(({ name }) => name);
    const odd = names.find((name, index) => typeof name !== "string" || names.indexOf(name) !== index);
    if (odd !== undefined)
      return refusal(text`A tensor a column needs names that are text and differ: ${columnLabel(odd)} is not one.`, columnLabel(odd));
    return columns.map((column) => ({
      name: String(column.name),
      dtype: this.config.dtype ?? seriesNumpyDtype(column),
      shape: this.config.flat ? [rowCount] : [rowCount, 1],
      columns: [column],
    }));
  }

  /** The schema of arrays, their axes marked as variable where the config says so. */
  private resultOf(made: readonly Made[], reports: readonly SpecReport[], rowCount: number | null): SideResult {
    const { variable } = this.config;
    const flattest = made.reduce<Made | undefined>(
      (least, one) => (least === undefined || one.shape.length < least.shape.length ? one : least),
      undefined,
    );
    const specs = made.map(
      (one): TensorSpec => ({
        kind: "tensor",
        dtype: one.dtype,
        shape: one.shape.map((size, axis) => (variable.includes(axis) ? -1 : size)),
        ...named(one),
      }),
    );
    const report = reports.map((one, index): SpecReport => ({ ...one, spec: must(specs[index]) }));
    const beyond = variable.find((axis) => flattest !== undefined && axis >= flattest.shape.length);
    if (beyond !== undefined) {
      const failure = refusal(
        text`variable names axis ${beyond}, and a tensor here has ${must(flattest).shape.length} axes, counted from 0.`,
      );
      return { schema: null, failure, integerHint: false, specs: report, rowCount };
    }
    if (specs.length === 0)
      return { schema: null, failure: refusal(text`The table has no columns.`), integerHint: false, specs: report, rowCount };
    return { schema: makeSchema(specs), failure: null, integerHint: false, specs: report, rowCount };
  }
}

const named = ({ name }: { readonly name?: string }) => defined({ name });

const unknownCategories = (): ErrorData => ({
  tag: "Undecided",
  message: text`The dtype of several category columns depends on whether their categories are the same.`,
  place: {},
  remedy: "Ask pandas: df.to_numpy().dtype",
});

export const TENSOR_STRATEGY = strategy("TensorSigner", TENSOR_CONFIG, (config) => new TensorSigner(config));
