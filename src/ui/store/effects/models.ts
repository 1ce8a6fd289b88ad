import { adopted } from "../../../core/environment/adopt.ts";
import { type NamedVersions, versionsIn } from "../../../core/environment/named-versions.ts";
import { errorToData, type Text, text } from "../../../core/errors.ts";
import type { LogLevel } from "../../../core/signers/log.ts";
import type { SignetClient } from "../../../worker/client.ts";
import type { FilePart } from "../../../worker/protocol.ts";
import { workOf } from "../selectors/selectors.ts";
import { failureLine } from "../state/failure-line.ts";
import type { PageStore } from "../store.ts";

/** Loads models, and answers as the versions that they, lists of packages and messages name; the log says which, or why not. */
export class ModelsEffect {
  private readonly store: PageStore;
  private readonly client: SignetClient;

  constructor(store: PageStore, client: SignetClient) {
    this.store = store;
    this.client = client;
  }

  /** Resolves once the model is on the page, or the reason why it is not one. */
  async load(files: readonly FilePart[]): Promise<void> {
    try {
      const found = await this.client.loadModel(files);
      if (found === null) return;
      const { by, ...named } = found.named;
      const notes = this.notesOn(named, by);
      this.store.dispatch({ kind: "model-given", found });
      this.log("info", text`Loaded ${files[0]?.name ?? "a model"}.`);
      for (const note of notes) this.log("info", [note]);
    } catch (thrown) {
      const error = errorToData(thrown);
      this.store.dispatch({ kind: "model-refused", error });
      this.store.dispatch(failureLine(error));
    }
  }

  /** Answers as the versions that files name. Resolves once they are read. */
  async readVersions(files: readonly FilePart[]): Promise<void> {
    const by = files.map(({ name }) => (name.startsWith("pasted.") ? "the pasted text" : name));
    const texts = await Promise.all(files.map(({ blob }) => blob.text()));
    const named = versionsIn(texts.join("\n"));
    if (named.mlflow === undefined && named.pandas === undefined)
      this.log("warning", text`${by.join(", ")}: neither MLflow nor pandas is pinned here, so the versions stay.`);
    else this.nameVersions(named, by);
  }

  nameVersions(named: NamedVersions, by: readonly string[]): void {
    const notes = this.notesOn(named, by);
    this.store.dispatch({ kind: "versions-named", named, by });
    for (const note of notes) this.log("info", [note]);
  }

  private notesOn(named: NamedVersions, by: readonly string[]): readonly string[] {
    return adopted(named, by, workOf(this.store.getState()).environment.environment).notes;
  }

  private log(level: LogLevel, message: Text): void {
    this.store.dispatch({ kind: "logged", level, message, time: new Date() });
  }
}
