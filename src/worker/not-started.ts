import { SignetError } from "../core/errors.ts";

/** The browser refuses to start a worker by an error that says nothing, so the advice names what forbids it. `purpose`: "reads files". */
export const notStarted = (purpose: string) =>
  new SignetError("Unavailable", `The browser does not start the worker that ${purpose}.`, {
    remedy: "Ask whoever runs the site to allow worker-src blob: in its Content-Security-Policy header, or open signet.html from a disk.",
  });
