import type { CheckRequest } from "./check-files.ts";

/** A check whose verdict is to be advised on. */
export type AdvisedRequest = CheckRequest & { readonly format?: string };
