import type { CallOptions, SignetClient } from "../../../worker/client.ts";

/** What the page asks of whoever checks data against a signature: the worker, or in a test something that answers at once. */
export type Checker = Pick<SignetClient, "check" | "checkRequest" | "selfCheck">;

/** How a long check is followed and stopped. */
export type CheckOptions = CallOptions;
