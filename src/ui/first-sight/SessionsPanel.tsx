import { useSharing } from "../shared/use-page.ts";

/** What was worked on in this browser before: opened again, deleted, or all forgotten. No cell value is kept. */
export function SessionsPanel() {
  const sharing = useSharing();
  if (sharing === null || sharing.sessions.length === 0) return null;
  return (
    <section className="sessions" aria-label="Recent">
      <div className="schema-head">
        <h2>Recent</h2>
        <span className="quiet">Kept in this browser: signatures, edits and settings, never a cell.</span>
        <button type="button" className="small" onClick={sharing.forgetAll}>
          Forget everything
        </button>
      </div>
      <ul>
        {sharing.sessions.map(({ id, title, date }) => (
          <li key={id}>
            <button type="button" className="link" onClick={() => sharing.openSession(id)}>
              {title}
            </button>{" "}
            <time className="quiet" dateTime={date}>
              {date.slice(0, 16).replace("T", " ")} UTC
            </time>
            <button
              type="button"
              className="small"
              aria-label={`Delete ${title} of ${date.slice(0, 16)}`}
              onClick={() => sharing.forgetSession(id)}
            >
              Delete
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
