import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { FixedSettings } from "../../src/core/problems/apply-fix.ts";
import { comparisonData } from "../../src/core/problems/context.ts";
import { jsonLoads } from "../../src/core/python/json-loads.ts";
import type { ColumnName, Dict, PythonValue } from "../../src/core/python/value.ts";
import { profileSide, type ReadSide, readSide, signPlainly, signSides } from "../../src/core/sign.ts";
import { InferSigner } from "../../src/core/signers/infer-signer.ts";
import type { DataSide, Severity, SigningResult } from "../../src/core/signers/signer.ts";
import { tryFixes } from "../../src/core/trial/try-fixes.ts";
import { fileSource } from "./sources.ts";

const folder = join(dirname(fileURLToPath(import.meta.url)), "..", "fixtures", "problems");

export const PARTS = ["raises", "neighbour"] as const;

export type Part = (typeof PARTS)[number];

/** A cause with files that raise it, and neighbouring ones that do not. */
export interface ProblemFixture {
  readonly name: string;
  readonly kind: string;
  readonly severity: Severity;
  readonly side: DataSide;
  readonly columns: readonly ColumnName[];
  /** The labels of its fixes, in their order. */
  readonly fixes: readonly string[];
  /** Reader options with which the files are read, by part. */
  readonly read: Readonly<Record<Part, ReadonlyMap<string, PythonValue>>>;
  readonly profile: boolean;
  /** Where the neighbour raises the same kind, with a lesser weight. */
  readonly neighbourSeverity?: Severity;
}

const dictOf = (value: PythonValue | undefined): Dict => (value instanceof Map ? value : new Map());
const listOf = (value: PythonValue | undefined): readonly PythonValue[] => (Array.isArray(value) ? value : []);

/** All of them, by the folders that there are. */
export function problemFixtures(): readonly ProblemFixture[] {
  return readdirSync(folder).map((name) => {
    const given = dictOf(jsonLoads(readFileSync(join(folder, name, "case.json"), "utf-8")));
    const raises = dictOf(given.get("read"));
    const neighbourSeverity = given.get("neighbourSeverity");
    return {
      name,
      kind: String(given.get("kind")),
      // The fixtures are the project's own.
      severity: given.get("severity") as Severity,
      side: (given.get("side") ?? "inputs") as DataSide,
      columns: listOf(given.get("columns")) as readonly ColumnName[],
      fixes: listOf(given.get("fixes")).map(String),
      read: { raises, neighbour: given.has("neighbourRead") ? dictOf(given.get("neighbourRead")) : raises },
      profile: given.get("profile") === true,
      ...(neighbourSeverity === undefined ? {} : { neighbourSeverity: neighbourSeverity as Severity }),
    };
  });
}

function sourceOf(name: string, part: Part, role: string) {
  const files = readdirSync(join(folder, name, part));
  const file = files.find((one) => one.startsWith(`${role}.`));
  return file === undefined || !existsSync(join(folder, name, part, file)) ? null : fileSource(join(folder, name, part, file));
}

/** Signs one part of a fixture, the fixture's side read with other settings if given. */
export async function signFixture(
  fixture: ProblemFixture,
  part: Part,
  fixed?: FixedSettings,
): Promise<{ readonly result: SigningResult; readonly side: ReadSide }> {
  const open = async (role: DataSide) => {
    const source = sourceOf(fixture.name, part, role);
    const settings = role === fixture.side && fixed !== undefined ? fixed : { options: fixture.read[part] };
    return source === null ? undefined : readSide([source], settings);
  };
  const [inputs, outputs] = [await open("inputs"), await open("outputs")];
  const other = sourceOf(fixture.name, part, "beside");
  const beside = other === null ? null : comparisonData(other.name, (await readSide([other], { options: fixture.read[part] })).dataset);
  const side = fixture.side === "inputs" || outputs === undefined ? (inputs ?? outputs) : outputs;
  if (side === undefined) throw new Error(`${fixture.name} has no file`);
  const source = sourceOf(fixture.name, part, fixture.side);
  const profile = fixture.profile && source !== null ? await profileSide([source], side) : null;
  const result = signSides({ ...(inputs && { inputs }), ...(outputs && { outputs }) }, new InferSigner(), {
    comparison: beside === null ? [] : [beside],
    profiles: profile?.kind === "columns" ? { [fixture.side]: profile.columns } : {},
  });
  const sourcesOf = (role: DataSide) => {
    const one = sourceOf(fixture.name, part, role);
    return one === null ? {} : { [role]: [one] };
  };
  const sides = { ...(inputs && { inputs }), ...(outputs && { outputs }) };
  const problems = await tryFixes(result.problems, {
    sides,
    sources: { ...sourcesOf("inputs"), ...sourcesOf("outputs") },
    sign: (changed) => signPlainly(changed, new InferSigner()),
  });
  return { result: { ...result, problems }, side };
}
