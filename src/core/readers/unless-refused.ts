import { isSignetError } from "../errors.ts";

/** What reading resolves to, or null where a tagged error refuses it. Rejects with anything else, and where it was cancelled. */
export async function unlessRefused<Value>(promise: Promise<Value>): Promise<Value | null> {
  try {
    return await promise;
  } catch (error) {
    if (isSignetError(error) && error.tag !== "Aborted") return null;
    throw error;
  }
}
