import { text } from "../../../core/errors.ts";
import { workOf } from "../selectors/selectors.ts";
import { type ChosenSigner, choiceName, isDefault } from "../state/chosen-signer.ts";
import type { PageStore } from "../store.ts";
import { loadSignerConfig } from "./load-signer-config.ts";
import { forgetRemembered, remember, rememberedText } from "./remembered.ts";

/** Remembers the signer in this browser whenever it changes, and begins with the remembered one. */
export class RememberingEffect {
  private kept: ChosenSigner;

  private readonly store: PageStore;

  constructor(store: PageStore) {
    this.store = store;
    this.kept = workOf(store.getState()).signer;
  }

  /** Begins with the signer that this browser remembers. */
  async begin(): Promise<void> {
    const kept = rememberedText();
    if (kept === null) return;
    const { readRemembered } = await loadSignerConfig();
    const found = readRemembered(kept);
    const time = new Date();
    if (found === null) {
      forgetRemembered();
      const message = text`The signer that this browser remembered is not a valid config any more. It was forgotten.`;
      this.store.dispatch({ kind: "logged", level: "warning", message, time });
      return;
    }
    this.kept = found;
    for (const [name, source] of found.files) this.store.dispatch({ kind: "module-given", name, text: source });
    this.store.dispatch({ kind: "remembering", isRemembered: true });
    this.store.dispatch({ kind: "signer-remembered", signer: found });
    this.store.dispatch({
      kind: "logged",
      level: "info",
      message: text`${choiceName(found.choice)} signs, as this browser remembers.`,
      time,
    });
  }

  follow(): void {
    const { signer } = workOf(this.store.getState());
    if (signer === this.kept) return;
    this.kept = signer;
    if (isDefault(signer)) forgetRemembered();
    this.store.dispatch({ kind: "remembering", isRemembered: !isDefault(signer) && remember(signer) });
  }

  forget(): void {
    forgetRemembered();
    this.store.dispatch({ kind: "remembering", isRemembered: false });
  }
}
