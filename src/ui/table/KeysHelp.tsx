import { useEffect, useState } from "react";
import { TABLE_KEYS } from "./table-keys.ts";
import type { TableSlots } from "./table-slots.ts";

const isTyping = (target: EventTarget | null) => target instanceof Element && target.matches("input, textarea, select, [contenteditable]");

/** The search box of the table that has the focus, else the first of the page. */
function findBox(target: EventTarget | null): HTMLInputElement | null {
  const own = target instanceof Element ? target.closest(".schema")?.querySelector<HTMLInputElement>("input[type=search]") : null;
  return own ?? document.querySelector<HTMLInputElement>("input[type=search]");
}

/** `/` finds a column and `?` lists the keys, as in the browser's own tools; not while something is being typed. */
export function KeysHelp({ keys = [] }: { readonly keys?: TableSlots["keys"] }) {
  const [isOpen, setOpen] = useState(false);
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.key === "Escape") setOpen(false);
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || isTyping(event.target)) return;
      if (event.key === "?") setOpen((was) => !was);
      const box = event.key === "/" ? findBox(event.target) : null;
      if (box === null) return;
      event.preventDefault();
      box.focus();
      box.select();
    };
    window.addEventListener("keydown", press);
    return () => window.removeEventListener("keydown", press);
  }, []);
  if (!isOpen) return null;
  return (
    <section className="keys-help" aria-label="Keys">
      <div className="schema-head">
        <h2>Keys</h2>
        <span className="grow" />
        <button type="button" className="small" onClick={() => setOpen(false)}>
          Close
        </button>
      </div>
      <dl>
        {[...TABLE_KEYS, ...keys].map(([pressed, does]) => (
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
