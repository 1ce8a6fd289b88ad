import { type ReactNode, useState } from "react";
import { Message } from "../kit/Message.tsx";
import { useCopy } from "../shared/use-copy.ts";
import { download } from "../store/output/download.ts";
import type { LogEntry, LogLevel } from "../store/state/shown-state.ts";
import { clock, count } from "../store/text/format.ts";
import { filterLog, LEVELS, logText, placeOf } from "./log-filter.ts";
import "./log.css";

/** Replaces values quoted from a file. */
const HIDDEN = "‹value›";

const LEVEL_WORDS: Readonly<Record<LogLevel, string>> = { info: "All levels", warning: "Warnings and errors", error: "Errors" };

function Entry({ entry, values }: { readonly entry: LogEntry; readonly values: boolean }) {
  const { time, level, message, side, column } = entry;
  const isNamed = message.some((part) => typeof part === "string" && part.includes(`\`${column}\``));
  // A message that names its column needs no second mention of it.
  const place = placeOf({ side, column: isNamed ? null : column });
  return (
    <>
      <time dateTime={time.toISOString()}>{clock(time)}</time> <strong className={level}>{level}</strong>{" "}
      {place !== "" && <span className="log-place">{place}: </span>}
      <Message text={values ? message : message.map((part) => (typeof part === "string" ? part : HIDDEN))} />
    </>
  );
}

/** The lines, with filters and buttons that export them. */
function OpenLog({ log, values }: { readonly log: readonly LogEntry[]; readonly values: boolean }) {
  const [least, setLeast] = useState<LogLevel>("info");
  const [words, setWords] = useState("");
  const { copied, copy } = useCopy();
  const shown = filterLog(log, { least, words, values });
  return (
    <>
      <div className="log-tools">
        <select
          aria-label="Levels of the log"
          value={least}
          onChange={(event) => setLeast(LEVELS.find((level) => level === event.target.value) ?? "info")}
        >
          {LEVELS.map((level) => (
            <option key={level} value={level}>
              {LEVEL_WORDS[level]}
            </option>
          ))}
        </select>
        <input
          type="text"
          aria-label="Find in the log"
          placeholder="find"
          spellCheck={false}
          value={words}
          onChange={(event) => setWords(event.target.value)}
        />
        <button type="button" onClick={() => void copy("log", logText(shown, values))}>
          {copied === "log" ? "Copied" : "Copy log"}
        </button>
        <button type="button" onClick={() => download("signet-log.jsonl", logText(shown, values))}>
          Download log
        </button>
        {copied === "refused" && <span className="failure">The browser refused the clipboard: download the log.</span>}
      </div>
      {/* It scrolls, so keyboards must reach it. */}
      <section className="log-lines" tabIndex={0} aria-label="Log lines">
        {shown.length === 0 ? (
          <p>{log.length === 0 ? "Nothing has happened yet." : `None of ${count(log.length)} lines match.`}</p>
        ) : (
          <ol>
            {shown.map((entry) => (
              <li key={entry.id}>
                <Entry entry={entry} values={values} />
              </li>
            ))}
          </ol>
        )}
      </section>
    </>
  );
}

/** What happened, with time and level; the newest line is always in sight. Values from files are left out unless asked for. */
export function LogPanel({ log, children }: { readonly log: readonly LogEntry[]; readonly children?: ReactNode }) {
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
          newest !== undefined &&
          newest.level !== "info" && (
            <span className="newest">
              <Entry entry={newest} values={values} />
            </span>
          )
        )}
        {children}
      </div>
      {isOpen && <OpenLog log={log} values={values} />}
    </section>
  );
}
