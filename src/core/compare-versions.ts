import type { ByteSource } from "./bytes/byte-source.ts";
import { checkParams, checkSide } from "./check/check-side.ts";
import { defined } from "./defined.ts";
import { diffSignatures, typeText } from "./diff/diff-signatures.ts";
import type { ColumnVerdict, VerdictChange, VersionChange } from "./diff/version-changes.ts";
import type { Environment } from "./environment/environment.ts";
import type { Text } from "./errors.ts";
import { DATA_SIDES } from "./mlflow/parts.ts";
import type { ModelSignature, Schema } from "./mlflow/types.ts";
import type { ColumnName, PythonValue } from "./python/value.ts";
import type { ReadContext } from "./readers/reader.ts";
import type { ReadSettings } from "./readers/settings.ts";
import { unlessRefused } from "./readers/unless-refused.ts";
import type { ReadSide, ReadSides } from "./sign.ts";
import type { DataSide, SigningResult } from "./signers/signer.ts";
import type { CheckedData } from "./validation/reports/check-report.ts";
import type { Verdict } from "./validation/verdict.ts";

/** Two pairs of versions, the present one first. */
export interface Versions {
  readonly from: Environment;
  readonly to: Environment;
}

function failureOf({ sides }: SigningResult, side: DataSide): Text | null {
  return sides[side]?.failure?.error.message ?? null;
}

const isSameText = (left: Text | null, right: Text | null): boolean => JSON.stringify(left) === JSON.stringify(right);

/** What two pairs of versions infer differently for the same files. */
export function compareSigned(before: SigningResult, after: SigningResult): readonly VersionChange[] {
  const failures = DATA_SIDES.flatMap((side): readonly VersionChange[] => {
    const [was, is] = [failureOf(before, side), failureOf(after, side)];
    return isSameText(was, is) ? [] : [{ kind: "failure", side, before: was, after: is }];
  });
  const differences = diffSignatures(before.signature, after.signature);
  return [...failures, ...differences.map((difference) => ({ kind: "signature", difference }) as const)];
}

/** The words for each column of which a verdict says something by itself; `null` stands for the data as a whole. */
function columnVerdicts({
  kind,
  refusals,
  undecided,
}: Verdict): ReadonlyMap<ColumnName | null, { readonly is: ColumnVerdict; readonly why?: Text }> {
  const found = new Map<ColumnName | null, { readonly is: ColumnVerdict; readonly why?: Text }>();
  for (const { column = null, message } of undecided) found.set(column, { is: "undecided", why: message });
  for (const { column = null, message } of refusals) found.set(column, { is: "refused", why: message });
  if (found.size === 0 && kind !== "accepted") found.set(null, { is: kind });
  return found;
}

function typeOf(schema: Schema | null, column: ColumnName): string | undefined {
  const spec = schema?.specs.find(({ name }) => name === column);
  return spec === undefined ? undefined : spec.kind === "tensor" ? spec.dtype : typeText(spec.type);
}

/** What two verdicts on the same data say differently, column by column. `inferred` is the schema that the versions before give the data. */
function verdictChanges(data: CheckedData, was: Verdict, is: Verdict, inferred: Schema | null): readonly VerdictChange[] {
  const [before, after] = [columnVerdicts(was), columnVerdicts(is)];
  return [...new Set([...before.keys(), ...after.keys()])].flatMap((column): readonly VerdictChange[] => {
    // Of the data as a whole each verdict says something, also where it names columns alone.
    const saidOf = (found: typeof before, { kind }: Verdict) => found.get(column) ?? (column === null ? { is: kind } : undefined);
    const [one, other] = [saidOf(before, was), saidOf(after, is)];
    // Where MLflow stops at the data as a whole, it says nothing of a column.
    if ((one === undefined && before.has(null)) || (other === undefined && after.has(null)) || one?.is === other?.is) return [];
    const named = column === null ? {} : { column, declared: typeOf(data.schema, column), inferred: typeOf(inferred, column) };
    return [
      {
        kind: "verdict",
        side: data.side,
        name: data.name,
        via: was.via,
        before: one?.is ?? "accepted",
        after: other?.is ?? "accepted",
        ...defined({ ...named, reason: one?.why ?? other?.why }),
      },
    ];
  });
}

/** What is checked against a signature in both pairs of versions: a side's files, or parameters. */
export type ComparedData =
  | {
      readonly side: DataSide;
      readonly sources: readonly ByteSource[];
      readonly settings: ReadSettings;
      /** What was read before with these settings; absent: the files are read. */
      readonly opened?: ReadSide;
      /** What the versions before infer for it. */
      readonly inferred: Schema | null;
    }
  | { readonly side: "params"; readonly params: PythonValue };

async function checkedIn(
  environment: Environment,
  data: ComparedData,
  declared: ModelSignature,
  context: ReadContext,
): Promise<CheckedData | null> {
  const signature = { ...declared, environment };
  if (signature[data.side] === null) return null;
  if (data.side === "params") return checkParams("params", data.params, signature);
  const { side, sources, settings, opened } = data;
  // What a pair of versions cannot read is said of the signature already.
  return unlessRefused(checkSide({ side, sources, settings, signature, advises: false, ...defined({ opened }) }, context));
}

/**
 * What two pairs of versions say differently of data under one signature, way by way and column by column.
 * Files are read again only where what was counted does not settle a verdict. Rejects only where it is cancelled.
 */
export async function compareVerdicts(
  data: ComparedData,
  signature: ModelSignature,
  { from, to }: Versions,
  context: ReadContext = {},
): Promise<readonly VersionChange[]> {
  const was = await checkedIn(from, data, signature, context);
  const is = await checkedIn(to, data, signature, context);
  if (was === null || is === null) return [];
  const inferred = data.side === "params" ? null : data.inferred;
  return was.verdicts.flatMap((verdict) => {
    const other = is.verdicts.find(({ via }) => via === verdict.via);
    return other === undefined ? [] : verdictChanges(was, verdict, other, inferred);
  });
}

/** Files and parameters that were read, with how they are signed, and the signature that they are checked against. */
export interface VersionsRequest {
  readonly sides: ReadSides;
  readonly sources: Readonly<Partial<Record<DataSide, readonly ByteSource[]>>>;
  /** Signs without looking for problems; null if the signature is not compared, as of a user's own signer. */
  readonly sign: ((sides: ReadSides) => SigningResult) | null;
  readonly signature: ModelSignature | null;
}

/** What is known of the data once it was signed by the versions before. */
function comparedData({ sides, sources }: VersionsRequest, before: SigningResult | null): readonly ComparedData[] {
  const files = DATA_SIDES.flatMap((side): readonly ComparedData[] => {
    const opened = sides[side];
    if (opened === undefined) return [];
    const inferred = before?.sides[side]?.schema ?? null;
    return [{ side, sources: sources[side] ?? [], settings: opened.settings, opened, inferred }];
  });
  return sides.params === undefined ? files : [...files, { side: "params", params: sides.params }];
}

/** Everything that another pair of versions answers differently: what is inferred, and what is said of the data under the signature. */
export async function compareVersions(
  request: VersionsRequest,
  versions: Versions,
  context: ReadContext = {},
): Promise<readonly VersionChange[]> {
  const { sides, sign, signature } = request;
  const signedIn = (environment: Environment) => (sign === null ? null : sign({ ...sides, environment }));
  const [before, after] = [signedIn(versions.from), signedIn(versions.to)];
  const changes = before === null || after === null ? [] : [...compareSigned(before, after)];
  if (signature === null) return changes;
  for (const data of comparedData(request, before)) changes.push(...(await compareVerdicts(data, signature, versions, context)));
  return changes;
}
