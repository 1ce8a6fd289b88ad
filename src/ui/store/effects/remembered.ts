import type { ChosenSigner } from "../state/chosen-signer.ts";

const KEY = "signet-signer";

/** Keeps a choice in this browser, with the texts that it names and never data. Storage may be forbidden or full; the choice then lasts as long as the page. Returns whether it was kept. */
export function remember({ choice, files }: ChosenSigner): boolean {
  try {
    localStorage.setItem(KEY, JSON.stringify({ choice, files: Object.fromEntries(files) }));
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
