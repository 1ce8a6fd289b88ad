import { useMemo } from "react";
import { editsToward } from "../../core/edit/edits-toward.ts";
import type { ColumnName } from "../../core/python/value.ts";
import type { CheckedData } from "../../core/validation/reports/check-report.ts";
import { useActions, useCheckActions, usePage, useSelector } from "../shared/use-page.ts";
import type { Actions } from "../store/page-actions.ts";
import { nameOfSet } from "../store/routing/check-plan.ts";
import { isMade } from "../store/selectors/exports.ts";
import { checkedSignature, editedSignature, isReadOnly, shownState } from "../store/selectors/selectors.ts";
import type { State } from "../store/state/shown-state.ts";
import { answerOf } from "../store/state/side-state.ts";
import { columnName } from "../store/text/format.ts";
import type { Against } from "./against.ts";
import type { FirstRowsOf } from "./SampleRequest.tsx";

/** Where the signature comes from, in a few words. */
function originOf({ sides, params, model, given }: Pick<State, "sides" | "params" | "model" | "given">): string {
  if (model !== null && !isMade({ sides, params })) return model.origin;
  const files = [sides.inputs, sides.outputs].flatMap((side) => {
    const answer = answerOf(side);
    return answer === null ? [] : [nameOfSet(answer.files)];
  });
  const made = files.length === 0 ? ["params"] : files;
  return [...made, ...(model !== null && given.length > 0 ? [model.origin] : [])].join(" and ");
}

/** The signature that data is checked against, with how its columns are shown; null while there is none. */
export function useAgainst(): Against | null {
  const signature = useSelector(checkedSignature);
  const { select, point, showParam } = useActions();
  const check = useCheckActions();
  const { model, ...page } = useSelector(shownState);
  const name = originOf({ model, ...page });
  const { store } = usePage();
  return useMemo(() => {
    if (signature === null) return null;
    const show = (side: CheckedData["side"], column: ColumnName, choose: Actions["select"]) => {
      if (side === "params") return showParam(columnName(column));
      const index = signature[side]?.specs.findIndex((spec, position) => columnName(spec.name ?? BigInt(position)) === columnName(column));
      if (index !== undefined && index >= 0) choose({ side, index });
    };
    return {
      signature,
      model,
      name,
      applied(side, { schema, python }) {
        const state = store.getState();
        if (isReadOnly(state) || side === "params" || schema === undefined || python !== undefined) return null;
        const steps = editsToward(side, editedSignature(state)[side].rows, schema);
        if (steps === null || steps.length === 0) return null;
        return () => {
          for (const edit of steps) store.dispatch({ kind: "edited", edit });
        };
      },
      markColumn: (side, column) => show(side, column, point),
      openColumn(side, column) {
        show(side, column, select);
        check.show(false);
      },
    } satisfies Against;
  }, [signature, model, name, store, select, point, showParam, check]);
}

/** Options by which a cell is another number or another date than it is without them. */
const VALUE_OPTIONS = new Set(["decimal", "thousands", "dayfirst", "date_format"]);
/** So many rows make a sample. */
const SAMPLE_ROWS = 3;
const MOST_COLUMNS = 100_000;

/** The first rows of the inputs; null if they cannot be had. */
export function useFirstRows(): FirstRowsOf | null {
  const { rows } = usePage();
  const { inputs } = useSelector(shownState).sides;
  const files = inputs.phase === "ready" && inputs.summary.hasRows === true ? inputs.files : null;
  const rename = inputs.phase === "ready" ? inputs.preprocessing.rename : undefined;
  const options = inputs.phase === "ready" ? inputs.settings.options : null;
  return useMemo(() => {
    if (files === null) return null;
    return {
      name: nameOfSet(files),
      readWith: [...(options?.keys() ?? [])].filter((name) => VALUE_OPTIONS.has(name)),
      async read() {
        const query = { firstRow: 0, rowCount: SAMPLE_ROWS, firstColumn: 0, columnCount: MOST_COLUMNS, isWhole: true };
        const answer = await rows("inputs", query);
        if (answer.kind !== "rows") return null;
        return {
          columns: answer.columns.map((name) => rename?.get(name) ?? name),
          rows: answer.rows.map((row) => row.map(({ text, as }) => (as === "missing" ? null : text.data))),
        };
      },
    };
  }, [files, rows, rename, options]);
}
