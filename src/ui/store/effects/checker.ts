import type { CallOptions, SignetClient } from "../../../worker/client.ts";

/** The functions that check data against a signature: the worker's, or in a test others that answer at once. */
export type Checker = Pick<SignetClient, "check" | "checkRequest" | "selfCheck" | "forgetCheck">;

/** How a long check is followed and stopped. */
export type CheckOptions = CallOptions;
