/** A session in this browser: its name and date. Its contents are stored separately, as a review's fragment. */
export interface Session {
  readonly id: string;
  readonly title: string;
  /** ISO 8601. */
  readonly date: string;
  /** The text of the params, if the signature has all of it. */
  readonly params?: string;
  /** Whether it is somebody else's review, which is only read and commented on. */
  readonly isShared?: true;
  /** The part of the address that its review was opened from. */
  readonly link?: string;
}

const LIST_KEY = "signet-sessions";
const ITEM_KEY = "signet-session-";
/** Only in this tab: the session that a reload continues. */
const CURRENT_KEY = "signet-session";
const AUTHOR_KEY = "signet-author";
const PROBE_KEY = "signet-probe";
const MOST_SESSIONS = 12;

function isSession(value: unknown): value is Session {
  if (typeof value !== "object" || value === null) return false;
  const isText = (key: string) => typeof Reflect.get(value, key) === "string";
  const isTextOrAbsent = (key: string) => !(key in value) || isText(key);
  const isSharedOrAbsent = !("isShared" in value) || value.isShared === true;
  return ["id", "title", "date"].every(isText) && ["params", "link"].every(isTextOrAbsent) && isSharedOrAbsent;
}

/** Storage may be forbidden, full, or written by others: then there are no sessions, and the page works on. */
function attempt<Value>(act: () => Value, otherwise: Value): Value {
  try {
    return act();
  } catch {
    return otherwise;
  }
}

/** Whether the browser stores anything for this site; a user, or a policy of the computer, may forbid it. */
export const canStore = (): boolean =>
  attempt(() => {
    localStorage.setItem(PROBE_KEY, "");
    localStorage.removeItem(PROBE_KEY);
    return true;
  }, false);

/** The sessions that are kept, the newest first. */
export function listSessions(): readonly Session[] {
  return attempt(() => {
    const list: unknown = JSON.parse(localStorage.getItem(LIST_KEY) ?? "[]");
    return Array.isArray(list) ? list.filter(isSession) : [];
  }, []);
}

/** A session with the fragment of its review; null if the session does not exist. */
export function readSession(id: string): { readonly fragment: string; readonly session: Session } | null {
  const fragment = attempt(() => localStorage.getItem(ITEM_KEY + id), null);
  const session = listSessions().find((one) => one.id === id);
  return fragment === null || session === undefined ? null : { fragment, session };
}

/** The session that this tab was at before it was loaded again. */
export const currentSession = (): string | null => attempt(() => sessionStorage.getItem(CURRENT_KEY), null);

/**
 * The session that goes on from a link: comments on its review, or what this tab made of a copy of it. Undefined if there is none: the link is
 * opened as it is.
 */
export const sessionOfLink = (link: string): Session | undefined =>
  listSessions().find((session) => session.link === link && (session.isShared === true || session.id === currentSession()));

/** The name that comments were last written under in this browser. */
export const keptAuthor = (): string => attempt(() => localStorage.getItem(AUTHOR_KEY), null) ?? "";

export const keepAuthor = (name: string): void => attempt(() => localStorage.setItem(AUTHOR_KEY, name), undefined);

/**
 * What became of a session that was to be stored: `made-room`, where the oldest ones gave way to it; `full`, where that did not help; `changed`,
 * where another tab has stored something else under its id.
 */
export type Kept = "kept" | "made-room" | "full" | "changed";

/**
 * Stores a session in place of its earlier contents, which must be `before` where they are known. If storage is full, the oldest sessions give
 * way; where that does not help, nothing changes.
 */
export function keepSession(session: Session, fragment: string, before?: string): Kept {
  const stored = attempt(() => localStorage.getItem(ITEM_KEY + session.id), null);
  if (before !== undefined && stored !== null && stored !== before && stored !== fragment) return "changed";

  let others = listSessions().filter(({ id }) => id !== session.id);
  for (const { id } of others.slice(MOST_SESSIONS - 1)) attempt(() => localStorage.removeItem(ITEM_KEY + id), undefined);
  others = others.slice(0, MOST_SESSIONS - 1);
  const store = () => {
    localStorage.setItem(ITEM_KEY + session.id, fragment);
    localStorage.setItem(LIST_KEY, JSON.stringify([session, ...others]));
    sessionStorage.setItem(CURRENT_KEY, session.id);
    return true;
  };
  const removed = new Map<string, string | null>();
  const list = attempt(() => localStorage.getItem(LIST_KEY), null);
  while (!attempt(store, false)) {
    const oldest = others.at(-1);
    if (oldest === undefined) {
      restore(new Map([...removed, [session.id, stored]]), list);
      return "full";
    }
    removed.set(
      oldest.id,
      attempt(() => localStorage.getItem(ITEM_KEY + oldest.id), null),
    );
    attempt(() => localStorage.removeItem(ITEM_KEY + oldest.id), undefined);
    others = others.slice(0, -1);
  }
  return removed.size > 0 ? "made-room" : "kept";
}

/** Puts back what gave way for nothing. */
function restore(contents: ReadonlyMap<string, string | null>, list: string | null): void {
  for (const [id, content] of contents)
    attempt(() => (content === null ? localStorage.removeItem(ITEM_KEY + id) : localStorage.setItem(ITEM_KEY + id, content)), undefined);
  attempt(() => (list === null ? localStorage.removeItem(LIST_KEY) : localStorage.setItem(LIST_KEY, list)), undefined);
}

/** Forgets one session. */
export function deleteSession(id: string): void {
  attempt(() => {
    localStorage.removeItem(ITEM_KEY + id);
    localStorage.setItem(LIST_KEY, JSON.stringify(listSessions().filter((session) => session.id !== id)));
    if (currentSession() === id) sessionStorage.removeItem(CURRENT_KEY);
  }, undefined);
}

/** A reload begins with an empty page. */
export const leaveSession = (): void => attempt(() => sessionStorage.removeItem(CURRENT_KEY), undefined);

/** The page's address names no review any more. */
export function leaveAddress(): void {
  if (location.hash !== "") history.replaceState(null, "", location.pathname + location.search);
}

/** Forgets all that Signet has kept in this browser, the choice of light and dark too. */
export function forgetEverything(): void {
  attempt(() => {
    for (const key of Object.keys(localStorage)) if (key.startsWith("signet-")) localStorage.removeItem(key);
    sessionStorage.removeItem(CURRENT_KEY);
  }, undefined);
}
