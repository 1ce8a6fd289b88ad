import { Menu } from "../../kit/Menu.tsx";
import { Words } from "../../kit/Message.tsx";
import { useActions, useSelector } from "../../shared/use-page.ts";
import { safeFixes } from "../../store/selectors/safe-fixes.ts";
import { shownState } from "../../store/selectors/selectors.ts";
import { columnName, count } from "../../store/text/format.ts";
import { useFocusAfterFix } from "./use-focus-after-fix.ts";

/** Applies every fix that loses no value, after showing what each does; one undo takes all of them back. */
export function SafeFixes() {
  const { applyFixes } = useActions();
  const fixes = useSelector(safeFixes);
  const state = useSelector(shownState);
  const onTaken = useFocusAfterFix(state);
  if (fixes.length < 2) return null;
  return (
    <Menu className="small safe-fixes" align="end" label={`Apply the ${count(fixes.length)} safe fixes…`}>
      {(close) => (
        <>
          <ul className="menu-list safe-list">
            {fixes.map(({ problem, fix }) => (
              <li key={`${problem.side} ${problem.kind} ${fix.label}`}>
                <code>
                  {problem.columns
                    .slice(0, 3)
                    .map((name) => columnName(name ?? undefined))
                    .join(", ")}
                </code>
                {problem.columns.length > 3 && ` and ${count(problem.columns.length - 3)} more`}: <Words>{fix.label}</Words>
                {fix.tried !== undefined && fix.tried.result !== "" && <span className="quiet"> → {fix.tried.result}</span>}
                {fix.tried !== undefined && fix.tried.effects !== "" && (
                  <span className="quiet">
                    . <Words>{fix.tried.effects}</Words>
                  </span>
                )}
              </li>
            ))}
          </ul>
          <p className="quiet">None of them loses a value. One undo takes all of them back.</p>
          <button
            type="button"
            className="small primary"
            disabled={state.isSigning || !state.areFixesTried}
            onClick={() => {
              onTaken();
              applyFixes(fixes);
              close();
            }}
          >
            Apply
          </button>
        </>
      )}
    </Menu>
  );
}
