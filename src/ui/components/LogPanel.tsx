import { useState } from "react";
import { renderText } from "../../core/errors.ts";
import { clock } from "../state/format.ts";
import type { LogEntry } from "../state/state.ts";

function Entry({ entry: { time, level, message }, values }: { readonly entry: LogEntry; readonly values: boolean }) {
  return (
    <>
      <time dateTime={time.toISOString()}>{clock(time)}</time> <strong className={level}>{level}</strong> {renderText(message, { values })}
    </>
  );
}

/** What happened, with time and level; the newest line is always in sight. Values from files are left out unless asked for. */
export function LogPanel({ log }: { readonly log: readonly LogEntry[] }) {
  const [isOpen, setOpen] = useState(false);
  const [values, setValues] = useState(false);
  const newest = log.at(-1);
  return (
    <section className="log" aria-label="Log">
      <div className="log-head">
        <button type="button" className="small" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          Log ({log.length})
        </button>
        {isOpen ? (
          <label>
            <input type="checkbox" checked={values} onChange={(event) => setValues(event.target.checked)} /> Show values from files
          </label>
        ) : (
          newest !== undefined && (
            <span className="newest">
              <Entry entry={newest} values={values} />
            </span>
          )
        )}
      </div>
      {isOpen && (
        // It scrolls, so keyboards must reach it.
        <section className="log-lines" tabIndex={0} aria-label="Log lines">
          <ol>
            {log.map((entry) => (
              <li key={entry.id}>
                <Entry entry={entry} values={values} />
              </li>
            ))}
          </ol>
        </section>
      )}
    </section>
  );
}
