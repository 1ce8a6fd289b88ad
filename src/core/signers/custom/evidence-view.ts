import { defined, must } from "../../defined.ts";
import { CURRENT } from "../../environment/environment.ts";
import { renderText } from "../../errors.ts";
import type { ColumnEvidence } from "../../evidence/dataset.ts";
import type { Tally } from "../../evidence/sighting.ts";
import { paramSchemaToValue, schemaToValue } from "../../mlflow/signature-json.ts";
import { isDict, type PythonValue } from "../../python/value.ts";
import { inferSide } from "../infer-signer.ts";
import { signInferredParams } from "../side-signer.ts";
import type { SideInput, SideResult, SignInput } from "../signer.ts";

const dict = (entries: readonly (readonly [string, PythonValue])[]): PythonValue => new Map(entries);

const whole = (count: number) => BigInt(count);

const tallies = (counts: ReadonlyMap<string, Pick<Tally, "count">>) =>
  [...counts].map(([kind, { count }]) => [kind, whole(count)] as const);

function joinedCounts(all: readonly PythonValue[]): PythonValue {
  const joined = new Map<string, bigint>();
  for (const counts of all)
    if (isDict(counts))
      for (const [kind, count] of counts) if (typeof count === "bigint") joined.set(kind, (joined.get(kind) ?? 0n) + count);
  return joined;
}

/** Cells by what they read as; no cell's value is among them. */
function countsOf(evidence: ColumnEvidence | undefined): PythonValue {
  if (evidence === undefined) return dict([]);
  switch (evidence.kind) {
    case "parts":
      return joinedCounts(evidence.alike.map((one) => countsOf(one.evidence)));
    case "text":
      return dict(tallies(evidence.kinds));
    case "values": {
      const nested = [
        ["list", evidence.lists],
        ["numpy.ndarray", evidence.arrays],
        ["dict", evidence.dicts],
      ] as const;
      return dict([
        ...tallies(evidence.scalars),
        ...nested.flatMap(([kind, found]) => (found === undefined ? [] : [[kind, whole(found.tally.count)] as const])),
      ]);
    }
    case "arrow": {
      const { length, nulls, nans } = evidence.counts;
      return dict([
        ["filled", whole(length - (nulls?.count ?? 0))],
        ...tallies(new Map(Object.entries(defined({ null: nulls, nan: nans })))),
      ]);
    }
  }
}

function columnView({ specs }: SideResult, { dataset, preprocessing = {} }: SideInput): readonly PythonValue[] {
  const dropped = new Set<unknown>(preprocessing.drop);
  const columns = dataset.kind === "table" ? dataset.columns.filter(({ name }) => !dropped.has(name)) : [];
  return specs.map(({ name, dtype, spec, missing }, index) =>
    dict([
      ...(name === undefined ? [] : [["name", name] as const]),
      ["dtype", dtype],
      [
        "spec",
        spec === null
          ? null
          : must(schemaToValue(spec.kind === "tensor" ? { kind: "tensors", specs: [spec] } : { kind: "columns", specs: [spec] })[0]),
      ],
      ["missing", whole(missing?.count ?? 0)],
      ["firstMissingRow", missing === null || missing.firstRow === null ? null : whole(missing.firstRow + 1)],
      ["counts", countsOf(columns[index]?.evidence)],
    ]),
  );
}

/** What InferSigner found of a side: a custom signer starts from it. */
export function inferredSides({ inputs, outputs }: SignInput): { readonly inputs?: SideResult; readonly outputs?: SideResult } {
  return defined({ inputs: inputs && inferSide(inputs), outputs: outputs && inferSide(outputs) });
}

function sideView(input: SideInput | undefined, result: SideResult | undefined): PythonValue {
  if (input === undefined || result === undefined) return null;
  const { failure, schema, rowCount } = result;
  return dict([
    ["kind", input.dataset.kind],
    ["rows", rowCount === null ? null : whole(rowCount)],
    ["columns", columnView(result, input)],
    ["schema", schema === null ? null : schemaToValue(schema)],
    // Without the values that a message quotes: what a signer is given names no cell.
    ["problem", failure === null ? null : renderText(failure.error.message, { values: false })],
  ]);
}

function paramsView({ params, environment = CURRENT }: SignInput): PythonValue {
  if (params === undefined) return null;
  const { schema, failure } = signInferredParams(params, environment).params;
  return dict([
    ["value", params],
    ["schema", schema === null ? null : paramSchemaToValue(schema)],
    ["problem", failure === null ? null : renderText(failure.error.message, { values: false })],
  ]);
}

/** The arguments of a custom signer's `sign`, as {@link SignerArguments} describes them, to be written as JSON. */
export function argumentsView(input: SignInput, inferred: ReturnType<typeof inferredSides>, config: PythonValue): PythonValue {
  return dict([
    ["inputs", sideView(input.inputs, inferred.inputs)],
    ["outputs", sideView(input.outputs, inferred.outputs)],
    ["params", paramsView(input)],
    ["config", config],
  ]);
}
