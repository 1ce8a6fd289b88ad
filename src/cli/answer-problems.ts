import { resolve } from "node:path";
import { defined } from "../core/defined.ts";
import { errorToData, sentence } from "../core/errors.ts";
import type { InferredSide } from "../core/exporters/exporter.ts";
import { exportPythonExplicit } from "../core/exporters/python-explicit.ts";
import { exportPythonInfer } from "../core/exporters/python-infer.ts";
import { DATA_SIDES } from "../core/mlflow/parts.ts";
import { schemaToValue, signatureToDict } from "../core/mlflow/signature-json.ts";
import { applyFix } from "../core/problems/apply-fix.ts";
import { comparisonData } from "../core/problems/context.ts";
import type { FurtherEvidence } from "../core/problems/find-problems.ts";
import { fixConsequence, fixLabel } from "../core/problems/fix-words.ts";
import { failureFixes } from "../core/problems/read-failure.ts";
import { settingsDict } from "../core/problems/settings-json.ts";
import { jsonDumps } from "../core/python/json-dumps.ts";
import type { Dict, PythonValue } from "../core/python/value.ts";
import type { ReadSettings } from "../core/readers/settings.ts";
import { profileSide, type ReadSide, type ReadSides, readSide, signPlainly, signSides } from "../core/sign.ts";
import { InferSigner } from "../core/signers/infer-signer.ts";
import type { DataSide, Fix, Problem } from "../core/signers/signer.ts";
import { readOrAdvise } from "../core/trial/other-readings.ts";
import { tryFixes } from "../core/trial/try-fixes.ts";
import { settingsOf as settingsOfText } from "./arguments.ts";
import { sourceFromFile } from "./node-source.ts";

/** The settings of a side of a case, `read-inputs` or `read`, as `--read` takes them. */
const settingsIn = (given: Dict, side: DataSide): ReadSettings => {
  const read = given.get(`read-${side}`) ?? given.get("read");
  return settingsOfText(read === undefined ? undefined : jsonDumps(read));
};

function pythonSide({ settings, pythonRead }: ReadSide): InferredSide {
  return { preprocessing: settings.preprocessing ?? {}, read: pythonRead };
}

/** A signature with both forms of Python that make it. */
function signed(sides: ReadSides): Dict {
  const { signature } = signPlainly(sides, new InferSigner());
  const inferred = defined({ inputs: sides.inputs && pythonSide(sides.inputs), outputs: sides.outputs && pythonSide(sides.outputs) });
  return new Map<string, PythonValue>([
    ["signature", new Map(Object.entries(signatureToDict(signature)))],
    ["infer", exportPythonInfer(inferred)],
    ["explicit", exportPythonExplicit(signature)],
  ]);
}

/** A fix with its promised result, and the signature once it is applied. */
async function fixValue(fix: Fix, side: DataSide, sides: ReadSides, sources: Awaited<ReturnType<typeof sourcesOf>>): Promise<PythonValue> {
  const opened = sides[side];
  const { tried } = fix;
  if (opened === undefined || tried === undefined) throw new Error("a fix was not tried");
  const settings = applyFix(opened.settings, fix);
  const after = fix.kind === "python" ? opened : await readSide(sources[side] ?? [], settings);
  return new Map<string, PythonValue>([
    ["kind", fix.kind],
    ["label", fixLabel(fix)],
    ["text", fixConsequence(fix)],
    ["read", settingsDict(settings)],
    ["columns", "columns" in fix ? (fix.columns as PythonValue) : []],
    ...(fix.kind === "python" ? ([["python", fix.python]] as const) : []),
    ["schema", tried.schema === null ? null : schemaToValue(tried.schema)],
    ["predict", tried.predict],
    ["scoring", tried.scoring],
    ["lost", new Map(Object.entries(tried.lost).map(([what, count]) => [what, BigInt(count)]))],
    ...signed({ ...sides, [side]: after }),
  ]);
}

async function problemValue(problem: Problem, sides: ReadSides, sources: Awaited<ReturnType<typeof sourcesOf>>): Promise<PythonValue> {
  const { kind, severity, side, columns, message, fixes } = problem;
  const values: PythonValue[] = [];
  if (side !== "params") for (const fix of fixes) values.push(await fixValue(fix, side, sides, sources));
  return new Map<string, PythonValue>([
    ["kind", kind],
    ["severity", severity],
    ["side", side],
    ["columns", columns as PythonValue],
    ["message", sentence(message)],
    ["fixes", values],
  ]);
}

async function sourcesOf(given: Dict, folder: string) {
  const of = async (role: string) => {
    const path = given.get(role);
    return typeof path === "string" ? [await sourceFromFile(resolve(folder, path))] : undefined;
  };
  const [inputs, outputs, beside] = [await of("inputs"), await of("outputs"), await of("beside")];
  return defined({ inputs, outputs, beside });
}

/**
 * The problems of a case's `inputs` and `outputs`, each fix with its promised result and the Python that applies it. `beside` is comparison
 * data for the inputs, `profile` asks for distributions. A file that cannot be read is `unreadable`, with the fixes that make it readable.
 */
export async function answerProblems(given: Dict, folder: string): Promise<Dict> {
  const sources = await sourcesOf(given, folder);
  const opened: Partial<Record<DataSide, ReadSide>> = {};
  try {
    for (const side of DATA_SIDES) {
      const files = sources[side];
      if (files !== undefined) opened[side] = await readOrAdvise(files, settingsIn(given, side));
    }
  } catch (thrown) {
    const error = errorToData(thrown);
    const fixes = failureFixes(error).map(
      (fix): PythonValue =>
        new Map<string, PythonValue>([
          ["label", fix.label],
          ["text", fix.consequence],
          ["options", fix.kind === "option" ? fix.options : new Map()],
        ]),
    );
    return new Map<string, PythonValue>([...given, ["unreadable", sentence(error.message)], ["problems", []], ["fixes", fixes]]);
  }
  const further: FurtherEvidence = {
    comparison: await Promise.all(
      (sources.beside ?? []).map(async (source) =>
        comparisonData(source.name, (await readSide([source], settingsIn(given, "inputs"))).dataset),
      ),
    ).then((all) => all.filter((one) => one !== null)),
    profiles: given.get("profile") === true ? await profilesOf(opened, sources) : {},
  };
  const signer = new InferSigner();
  const { problems } = signSides(opened, signer, further);
  const tried = await tryFixes(problems, { sides: opened, sources, sign: (sides) => signPlainly(sides, signer) });
  const values: PythonValue[] = [];
  for (const problem of tried) values.push(await problemValue(problem, opened, sources));
  return new Map<string, PythonValue>([...given, ...signed(opened), ["problems", values]]);
}

async function profilesOf(
  sides: ReadSides,
  sources: Awaited<ReturnType<typeof sourcesOf>>,
): Promise<NonNullable<FurtherEvidence["profiles"]>> {
  const profiles: Record<string, NonNullable<FurtherEvidence["profiles"]>["inputs"]> = {};
  for (const side of DATA_SIDES) {
    const [opened, files] = [sides[side], sources[side]];
    if (opened === undefined || files === undefined) continue;
    const profile = await profileSide(files, opened);
    if (profile.kind === "columns") profiles[side] = profile.columns;
  }
  return profiles;
}
