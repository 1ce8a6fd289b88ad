import type { DataSide } from "../../worker/protocol.ts";
import type { Actions } from "../store/page-actions.ts";
import { castingOf } from "../store/selectors/casting.ts";
import type { ReadySide } from "../store/state/side-state.ts";
import { useEdits } from "./use-page.ts";

/** Casts columns; reads again only if the evidence is not enough. Returns the columns that the table does not have. */
export function useCast(actions: Actions): (side: DataSide, current: ReadySide, casts: ReadonlyMap<string, string>) => readonly string[] {
  const inferred = useEdits()?.inferred;
  return (side, current, casts) => {
    const { asked, preprocessing, summary } = current;
    const casting = castingOf(casts, { specs: inferred?.sides[side]?.specs ?? [], format: summary.format, asked, preprocessing });
    if (casting.options === null) actions.preprocess(side, casting.preprocessing);
    else actions.readAgain(side, casting.options, casting.preprocessing);
    return casting.absent;
  };
}
