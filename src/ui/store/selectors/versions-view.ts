import { changeSentence, type VersionChange } from "../../../core/diff/version-changes.ts";
import { environmentName } from "../../../core/environment/environment.ts";
import { PROFILES, type Profile } from "../../../core/environment/profiles.ts";
import { renderText } from "../../../core/errors.ts";
import { loadFailure } from "../../../core/exporters/losses.ts";
import { DATA_SIDES } from "../../../core/mlflow/parts.ts";
import { type SpecKey, specKeys } from "../../../core/mlflow/spec-keys.ts";
import type { ModelSignature } from "../../../core/mlflow/types.ts";
import { appendTo } from "../../../core/multimap.ts";
import type { SigningResult } from "../../../core/signers/signer.ts";
import type { Way } from "../../../core/validation/verdict.ts";
import type { DataSide } from "../../../worker/protocol.ts";
import type { Comparison } from "../state/comparison.ts";
import type { MarksOf, RowMark } from "../state/row.ts";

/** The profiles that were compared, with what each answers differently. */
const comparedProfiles = ({ changes }: Comparison): readonly { readonly profile: Profile; readonly changes: readonly VersionChange[] }[] =>
  PROFILES.flatMap((profile) => {
    const found = changes.get(profile.id);
    return found === undefined ? [] : [{ profile, changes: found }];
  });

/** The key of the row that a change is about; null where it is about a whole side. */
function keyIn(change: VersionChange): SpecKey | null {
  if (change.kind === "signature") return change.difference.key === "" ? null : change.difference.key;
  if (change.kind === "failure" || change.column === undefined) return null;
  return specKeys([{ name: change.column }])[0] ?? null;
}

const sideIn = (change: VersionChange) => (change.kind === "signature" ? change.difference.side : change.side);

/** A change as a mark quotes it: without values of cells. */
const said = (change: VersionChange, comparison: Comparison, { environment }: Profile): string =>
  renderText(changeSentence(change, comparison.from, environment), { values: false });

const NONE: readonly RowMark[] = [];

/** Columns that another profile's versions would answer differently, as marks of their rows; one mark for all profiles. */
export function versionMarks(comparison: Comparison | null, { sides }: Pick<SigningResult, "sides">): MarksOf {
  if (comparison === null) return () => NONE;
  const labels = new Map<string, string[]>();
  for (const { profile, changes } of comparedProfiles(comparison))
    for (const change of changes) {
      const key = keyIn(change);
      if (key !== null) appendTo(labels, `${sideIn(change)} ${key}`, said(change, comparison, profile));
    }
  const marks = new Map<DataSide, ReadonlyMap<number, readonly RowMark[]>>();
  for (const side of DATA_SIDES) {
    const found = specKeys(sides[side]?.specs ?? []).flatMap((key, index) => {
      const label = labels.get(`${side} ${key}`);
      return label === undefined ? [] : [[index, [{ kind: "versions", label: label.join(" ") }]] as const];
    });
    marks.set(side, new Map<number, readonly RowMark[]>(found));
  }
  return ({ side, index, path }) => (path.length === 0 ? (marks.get(side)?.get(index) ?? NONE) : NONE);
}

/** Which profiles would answer a way in differently; empty where none would. */
export function profilesDiffering(comparison: Comparison | null, via: Way): readonly Profile[] {
  if (comparison === null) return [];
  return comparedProfiles(comparison).flatMap(({ profile, changes }) =>
    changes.some((change) => change.kind === "verdict" && change.via === via) ? [profile] : [],
  );
}

/** How many changes there are in all profiles; null until all were compared. */
export function changeTotal(comparison: Comparison | null): number | null {
  if (comparison === null) return null;
  const compared = comparedProfiles(comparison);
  return compared.length === 0 ? null : compared.reduce((sum, { changes }) => sum + changes.length, 0);
}

/** Sentences on the profiles whose MLflow does not load what is exported now. */
export function unloadableIn(signature: ModelSignature): readonly string[] {
  return PROFILES.flatMap(({ environment }) => {
    const failure = loadFailure(signature, environment);
    return failure === null ? [] : [`${environmentName(environment)} does not load it: ${failure}.`];
  });
}
