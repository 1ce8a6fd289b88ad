import { CURRENT } from "../../src/core/environment/environment.ts";
import { parseEnvironment } from "../../src/core/environment/parse.ts";
import { errorToData, renderText, type Text } from "../../src/core/errors.ts";
import { columnLabel } from "../../src/core/ladders/infer-column.ts";
import { DATA_SIDES, type DataSide } from "../../src/core/mlflow/parts.ts";
import { type ComparisonData, comparisonData } from "../../src/core/problems/context.ts";
import { fixConsequence, fixLabel } from "../../src/core/problems/fix-words.ts";
import { failureFixes } from "../../src/core/problems/read-failure.ts";
import { jsonDumps } from "../../src/core/python/json-dumps.ts";
import { preprocessingFromDict } from "../../src/core/python/preprocessing.ts";
import type { Dict, PythonValue } from "../../src/core/python/value.ts";
import type { ReadSettings } from "../../src/core/readers/settings.ts";
import { profileSide, type ReadSide, readSide, signPlainly, signSides } from "../../src/core/sign.ts";
import { InferSigner } from "../../src/core/signers/infer-signer.ts";
import type { Fix, Problem } from "../../src/core/signers/signer.ts";
import { readOrAdvise } from "../../src/core/trial/other-readings.ts";
import { tryFixes } from "../../src/core/trial/try-fixes.ts";
import type { Case } from "../conformance/same-answer.ts";
import { type Part, problemFixtures, signFixture } from "./problem-fixtures.ts";
import { textSource } from "./sources.ts";

const textOf = (text: Text): string => renderText(text);

/** What a fix changes, besides its words: the columns, and what it makes of them. */
function changeOf(fix: Fix): readonly string[] {
  const of = "columns" in fix ? `${fix.kind} ${fix.columns.map(columnLabel).join(", ")}` : fix.kind;
  switch (fix.kind) {
    case "astype":
      return [`${of}: ${fix.dtype}`];
    case "rename":
      return [`${of}: ${[...fix.names.values()].join(", ")}`];
    case "option":
      return [`${of}: ${jsonDumps(fix.options as PythonValue)}`];
    case "to":
      return [`${of}: ${fix.to}`];
    case "python":
      return [of, ...fix.python.split("\n").map((line) => `| ${line}`)];
    case "drop":
    case "optional":
      return [of];
  }
}

/** A problem as it is shown: its weight, side and kind, what it says, of each column too, and its fixes with what they change. */
function problemLines({ severity, side, kind, columns, message, each = [], alone = [], fixes }: Problem): readonly string[] {
  const further = [...each, ...alone].map(({ column, message: own }) => `  ${columnLabel(column)}: ${textOf(own)}`);
  const ways = fixes.flatMap((fix) => [`  ${fixLabel(fix)}: ${fixConsequence(fix)}`, ...changeOf(fix).map((line) => `    ${line}`)]);
  return [`${severity}, ${side}, ${kind} (${columns.map(columnLabel).join(", ")}): ${textOf(message)}`, ...further, ...ways];
}

const dictOf = (value: PythonValue | undefined): Dict => (value instanceof Map ? value : new Map());

const settingsOf = (given: Case, side: DataSide): ReadSettings => ({
  options: dictOf(given.get(`read-${side}`) ?? given.get("read")) as ReadSettings["options"],
  preprocessing: preprocessingFromDict(dictOf(given.get("preprocessing"))),
});

const sourceOf = (given: Case, role: string) => {
  const content = given.get(role);
  return typeof content === "string" ? textSource(content, `${role}.${String(given.get("format") ?? "csv")}`) : null;
};

async function comparisonOf(given: Case): Promise<readonly ComparisonData[]> {
  const source = sourceOf(given, "beside");
  const data = source && comparisonData(source.name, (await readSide([source], settingsOf(given, "inputs"))).dataset);
  return data === null ? [] : [data];
}

/** The problems of a case's tables, which are text in itself, each fix tried. */
async function problemsOf(given: Case): Promise<readonly Problem[]> {
  const environment = parseEnvironment(String(given.get("environment") ?? "current"));
  if (typeof environment === "string") throw new Error(environment);
  const opened: Partial<Record<DataSide, ReadSide>> = {};
  const profiles: Record<string, never> = {};
  const sources: Partial<Record<DataSide, ReturnType<typeof textSource>[]>> = {};
  for (const side of DATA_SIDES) {
    const source = sourceOf(given, side);
    if (source === null) continue;
    const read = await readOrAdvise([source], settingsOf(given, side));
    [opened[side], sources[side]] = [read, [source]];
    const profile = given.get("profile") === true ? await profileSide([source], read) : null;
    if (profile?.kind === "columns") Object.assign(profiles, { [side]: profile.columns });
  }
  const versions = environment === CURRENT ? {} : { environment };
  const sign = (sides: typeof opened) => signPlainly({ ...sides, ...versions }, new InferSigner());
  const { problems } = signSides({ ...opened, ...versions }, new InferSigner(), { comparison: await comparisonOf(given), profiles });
  return tryFixes(problems, { sides: { ...opened, ...versions }, sources, sign });
}

/** Everything that is said of what is unusual about a case: its problems with their fixes, or why it cannot be read, and how it could be. */
export async function problemWords(given: Case): Promise<readonly string[]> {
  const fixture = problemFixtures().find(({ name }) => name === given.get("fixture"));
  try {
    const problems =
      fixture === undefined ? await problemsOf(given) : (await signFixture(fixture, given.get("part") as Part)).result.problems;
    return problems.flatMap(problemLines);
  } catch (thrown) {
    const error = errorToData(thrown);
    return [
      `${error.tag}: ${textOf(error.message)}`,
      ...failureFixes(error).flatMap((fix) => [
        `  ${fixLabel(fix)}: ${fixConsequence(fix)}`,
        ...changeOf(fix).map((line) => `    ${line}`),
      ]),
    ];
  }
}
