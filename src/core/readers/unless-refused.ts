import { isSignetError } from "../errors.ts";

/** Whether an error is a tagged one that refuses what is read, rather than a cancellation or a defect. */
export const isRefusal = (error: unknown): boolean => isSignetError(error) && error.tag !== "Aborted";

/** What reading resolves to, or null where a tagged error refuses it. Rejects with anything else, and where it was cancelled. */
export async function unlessRefused<Value>(promise: Promise<Value>): Promise<Value | null> {
  try {
    return await promise;
  } catch (error) {
    if (isRefusal(error)) return null;
    throw error;
  }
}
