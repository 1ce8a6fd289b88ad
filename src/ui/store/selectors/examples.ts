import type { DataSide } from "../../../worker/protocol.ts";
import { answerOf } from "../state/side-state.ts";
import { columnName } from "../text/format.ts";
import { derive, type Selector } from "./derive.ts";
import { inferredResult, rowPlaces, sidesOf } from "./selectors.ts";

const examplesView = (side: DataSide): Selector<(index: number) => readonly string[]> =>
  derive(
    (state) => {
      const answer = answerOf(sidesOf(state)[side]);
      const known = state.examples[side];
      return [
        known !== null && known.summary === answer?.summary ? known.examples : null,
        answer?.preprocessing.rename,
        inferredResult(state).result?.sides[side]?.specs,
        rowPlaces(state),
      ];
    },
    (examples, rename, specs, { inferredIndex }) => {
      if (examples === null || specs === undefined) return () => [];
      const places = new Map(examples.names.map((name, index) => [columnName(rename?.get(name) ?? name), index]));
      return (index: number) => {
        const inferred = inferredIndex(side, index);
        if (inferred === undefined) return [];
        // Names may repeat; then places identify columns, as long as none was dropped.
        const place = specs.length === examples.names.length ? inferred : places.get(columnName(specs[inferred]?.name));
        return place === undefined ? [] : (examples.cells[place] ?? []);
      };
    },
  );

/** The first different cells of the row at a place of each side's table. */
export const examplesOf: Readonly<Record<DataSide, Selector<(index: number) => readonly string[]>>> = {
  inputs: examplesView("inputs"),
  outputs: examplesView("outputs"),
};
