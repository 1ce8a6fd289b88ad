import { errorToData, type Text } from "../../../core/errors.ts";
import type { SignetClient } from "../../../worker/client.ts";
import type { PageAction } from "../state/action.ts";
import { failureLine } from "../state/failure-line.ts";
import { canStore } from "./kept-sessions.ts";

const NOTHING_STORED: Text = [
  "This browser stores nothing for this site: sessions, edits and the signer are gone when the page is loaded again.",
];

/** Starts the worker, and logs what the browser or the site's policy does not let the page have. */
export function startWorker(client: SignetClient, dispatch: (action: PageAction) => void): void {
  client.start().catch((thrown: unknown) => dispatch(failureLine(errorToData(thrown))));
  if (!canStore()) dispatch({ kind: "logged", level: "warning", message: NOTHING_STORED, time: new Date() });
}
