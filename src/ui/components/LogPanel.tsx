import { useState } from "react";
import { renderText } from "../../core/errors.ts";
import type { LogEntry } from "../state/state.ts";

/** What happened, with time and level. Values from files are left out unless asked for. */
export function LogPanel({ log }: { readonly log: readonly LogEntry[] }) {
  const [values, setValues] = useState(false);
  return (
    <details className="log">
      <summary>Log ({log.length})</summary>
      <section aria-label="Log">
        <label>
          <input type="checkbox" checked={values} onChange={(event) => setValues(event.target.checked)} /> Show values from files
        </label>
        <ol>
          {log.map(({ id, time, level, message }) => (
            <li key={id} className={level}>
              <time dateTime={time.toISOString()}>{time.toLocaleTimeString("en-GB")}</time> <strong>{level}</strong>{" "}
              {renderText(message, { values })}
            </li>
          ))}
        </ol>
      </section>
    </details>
  );
}
