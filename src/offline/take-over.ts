/** What the page sends to the service worker of a new build: it is to answer from now on. */
export const TAKE_OVER = "take-over";
