import type { ChosenSigner } from "../state/chosen-signer.ts";

const KEY = "signet-signer";

/** What is kept in this browser: a choice and the texts that it names, never data. `choice` is checked by whoever reads it. */
export interface RememberedSigner {
  readonly choice: unknown;
  readonly files: Readonly<Record<string, unknown>>;
}

/** Storage may be forbidden or full; the choice then lasts as long as the page. Returns whether it was kept. */
export function remember({ choice, files }: ChosenSigner): boolean {
  try {
    localStorage.setItem(KEY, JSON.stringify({ choice, files: Object.fromEntries(files) } satisfies RememberedSigner));
    return true;
  } catch {
    return false;
  }
}

export function forgetRemembered(): void {
  try {
    localStorage.removeItem(KEY);
  } catch {
    // Nothing was kept then.
  }
}

/** What was kept, as text; null where nothing was. */
export function rememberedText(): string | null {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}
