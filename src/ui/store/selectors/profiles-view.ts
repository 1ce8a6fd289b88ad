import type { ColumnDescription } from "../../../core/profile/describe.ts";
import type { DataSide } from "../../../worker/protocol.ts";
import type { ProfileState } from "../state/profile-state.ts";
import { answerOf } from "../state/side-state.ts";
import { columnName } from "../text/format.ts";
import { derive, type Selector } from "./derive.ts";
import { inferredResult, rowPlaces, sidesOf } from "./selectors.ts";

/** One side's profile. */
export interface ProfileView {
  readonly state: ProfileState;
  /** Bytes that are read again for it. */
  readonly byteLength: number;
  /** The description of the row at this place of the table; null if there is none. */
  readonly of: (index: number) => ColumnDescription | null;
}

const profileView = (side: DataSide): Selector<ProfileView> =>
  derive(
    (state) => {
      const current = sidesOf(state)[side];
      const answer = answerOf(current);
      return [
        state.profiles[side],
        current.phase === "empty" ? null : current.files,
        answer?.summary ?? null,
        answer?.preprocessing.rename,
        inferredResult(state).result?.sides[side]?.specs,
        rowPlaces(state),
      ];
    },
    (profile, files, summary, rename, specs, { inferredIndex }) => {
      const { outcome } = profile;
      const byteLength = files?.reduce((sum, { blob }) => sum + blob.size, 0) ?? 0;
      if (outcome?.kind !== "columns" || specs === undefined || profile.summary !== summary)
        return { state: profile, byteLength, of: () => null };
      const places = new Map(outcome.names.map((name, index) => [columnName(rename?.get(name) ?? name ?? undefined), index]));
      const of = (index: number) => {
        // A row is found by its inferred name, however edits have moved or renamed it.
        const inferred = inferredIndex(side, index);
        if (inferred === undefined) return null;
        // Names may repeat; then places identify columns, as long as none was dropped.
        const place = specs.length === outcome.names.length ? inferred : places.get(columnName(specs[inferred]?.name));
        return place === undefined ? null : (outcome.columns[place] ?? null);
      };
      return { state: profile, byteLength, of };
    },
  );

/** The profile of each side, for the rows that are shown. */
export const profilesView: Readonly<Record<DataSide, Selector<ProfileView>>> = {
  inputs: profileView("inputs"),
  outputs: profileView("outputs"),
};
