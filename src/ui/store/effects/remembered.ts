import type { ChosenSigner } from "../state/chosen-signer.ts";

const KEY = "signet-signer";

/** Stores a choice in this browser with the texts that it names, never data. Returns false if storage is forbidden or full: then the choice lasts as long as the page. */
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

/** The stored choice as text; null if there is none. */
export function rememberedText(): string | null {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}
