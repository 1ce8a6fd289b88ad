import type { ModelSignature } from "../../core/mlflow/types.ts";
import { unityCatalogConditions } from "../../core/mlflow/unity-catalog.ts";
import type { CheckActions } from "../store/page-actions.ts";
import type { CheckState } from "./check-state.ts";
import { catalogText, ownText } from "./check-words.ts";

/** Above the table: what a model with this signature says of its own data, and what Unity Catalog says of the signature. */
export function OwnData({
  signature,
  check,
  actions,
}: {
  readonly signature: ModelSignature;
  readonly check: CheckState;
  readonly actions: CheckActions;
}) {
  const own = check.rows.find(({ origin }) => origin === "own");
  const said = own === undefined ? null : ownText(own);
  const catalog = catalogText(unityCatalogConditions(signature));
  const isOpen = check.isOpen && own !== undefined && check.openedKey === own.key;
  return (
    <>
      {own !== undefined && said !== null && (
        <p className="own">
          own data:{" "}
          <button
            type="button"
            className={`link tone-${said.tone}`}
            aria-expanded={isOpen}
            onClick={() => actions.open(isOpen ? null : own.key)}
          >
            {said.mark} {said.text}
          </button>
        </p>
      )}
      <p className="catalog" title="Unity Catalog registers a model only with inputs and outputs in its signature.">
        Catalog: <span className={`tone-${catalog.tone}`}>{catalog.text}</span>
      </p>
    </>
  );
}
