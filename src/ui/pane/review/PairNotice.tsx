import { useActions, usePage, useSelector } from "../../shared/use-page.ts";
import { tellingPair } from "../../store/selectors/selectors.ts";

/** Says which of two files was read as which side, if their names did not. */
export function PairNotice() {
  const pair = useSelector(tellingPair);
  const { move } = useActions();
  const { dispatch } = usePage();
  if (pair === null) return null;
  return (
    <div className="bar notes">
      <p>
        Read <strong className="file-name">{pair.inputs}</strong> as inputs and <strong className="file-name">{pair.outputs}</strong>, which
        has fewer columns, as outputs.
      </p>
      <button type="button" className="small" onClick={() => move("inputs")}>
        Swap
      </button>
      <button type="button" className="small" onClick={() => dispatch({ kind: "pair-told", pair: null })}>
        Dismiss
      </button>
    </div>
  );
}
