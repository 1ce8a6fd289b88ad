import { useEffect } from "react";
import { SIGNET_VERSION } from "../../core/review/versions.ts";
import { DocsLink } from "../shared/DocsLink.tsx";
import { usePage, useSelector } from "../shared/use-page.ts";
import { EDIT_KEYS, isTyping, TABLE_KEYS } from "./table-keys.ts";

/** The search box of the table that has the focus, else the first of the page. */
function findBox(target: EventTarget | null): HTMLInputElement | null {
  const own = target instanceof Element ? target.closest(".schema")?.querySelector<HTMLInputElement>("input[type=search]") : null;
  return own ?? document.querySelector<HTMLInputElement>("input[type=search]");
}

/** `/` finds a column and `?` lists the keys, as in the browser's own tools; not while something is being typed. */
export function KeysHelp() {
  const { store, dispatch } = usePage();
  const isOpen = useSelector(({ view }) => view.isHelpOpen);
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const isShown = store.getState().view.isHelpOpen;
      if (event.key === "Escape" && isShown) dispatch({ kind: "help", isOpen: false });
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || isTyping(event.target)) return;
      if (event.key === "?") dispatch({ kind: "help", isOpen: !isShown });
      const box = event.key === "/" ? findBox(event.target) : null;
      if (box === null) return;
      event.preventDefault();
      box.focus();
      box.select();
    };
    window.addEventListener("keydown", press);
    return () => window.removeEventListener("keydown", press);
  }, [store, dispatch]);
  if (!isOpen) return null;
  return (
    <section className="keys-help" aria-label="Keys">
      <div className="schema-head">
        <h2>Keys</h2>
        <span className="grow" />
        <span className="quiet">Signet {SIGNET_VERSION}</span>
        <DocsLink>Guides</DocsLink>
        <button type="button" className="small" onClick={() => dispatch({ kind: "help", isOpen: false })}>
          Close
        </button>
      </div>
      <dl>
        {[...TABLE_KEYS, ...EDIT_KEYS].map(([pressed, does]) => (
          <div key={pressed}>
            <dt>
              {pressed.split(" ").map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
