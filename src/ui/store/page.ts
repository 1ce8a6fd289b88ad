import { releasesIn } from "../../core/environment/named-versions.ts";
import { errorToData, type Text, text } from "../../core/errors.ts";
import { DATA_SIDES } from "../../core/mlflow/parts.ts";
import type { RowsQuery } from "../../core/readers/file-rows.ts";
import type { LogLevel } from "../../core/signers/log.ts";
import type { SignetClient } from "../../worker/client.ts";
import type { DataSide, FilePart } from "../../worker/protocol.ts";
import { CarryingEffect } from "./effects/carrying.ts";
import { CheckingEffect } from "./effects/checking.ts";
import { ComparingEffect } from "./effects/comparing.ts";
import { ExamplesEffect } from "./effects/examples.ts";
import { deleteSession, forgetEverything, leaveAddress, leaveSession, listSessions, readSession } from "./effects/kept-sessions.ts";
import { loadReviewTools } from "./effects/load-review-tools.ts";
import { ModelsEffect } from "./effects/models.ts";
import { newId } from "./effects/new-id.ts";
import { ProfilingEffect } from "./effects/profiling.ts";
import { ReadingEffect } from "./effects/reading.ts";
import { RememberingEffect } from "./effects/remembering.ts";
import { RowsEffect } from "./effects/rows.ts";
import { SessionsEffect } from "./effects/sessions.ts";
import { SigningEffect } from "./effects/signing.ts";
import { startWorker } from "./effects/start-worker.ts";
import { fileFromText } from "./routing/dropped-files.ts";
import { type DroppedSigner, moduleConfig } from "./routing/dropped-signer.ts";
import type { Place, Role } from "./routing/file-roles.ts";
import { type DropPage, type DropRoute, mayReplace, routeDrop, type SignChoice, type SniffedDrop } from "./routing/route-drop.ts";
import { sniffDrop } from "./routing/sniff-drop.ts";
import { EXAMPLES } from "./sample-files.ts";
import { isLive, shownState, signerFiles } from "./selectors/selectors.ts";
import type { PageAction } from "./state/action.ts";
import { type ChosenSigner, choiceName, chosenFrom, INFER } from "./state/chosen-signer.ts";
import { defectLines } from "./state/failure-line.ts";
import type { DropQuestion, OpenedReview } from "./state/state.ts";
import type { ChosenFix } from "./state/work.ts";
import { createPageStore, type PageStore } from "./store.ts";

/**
 * The page without its looks: the store, what follows from it by itself (reading, signing, checking, profiling, sessions), and what a user can
 * do that is more than one action. Every function is stable.
 */
export class Page {
  readonly store: PageStore;
  readonly client: SignetClient;
  readonly reading: ReadingEffect;
  readonly signing: SigningEffect;
  readonly checking: CheckingEffect;
  private readonly profiling: ProfilingEffect;
  private readonly comparing: ComparingEffect;
  private readonly rowReading: RowsEffect;
  private readonly models: ModelsEffect;
  private readonly sessions: SessionsEffect;
  private readonly remembering: RememberingEffect;
  /** All of them, in the order in which they follow the store. */
  private readonly effects: readonly { follow(): void }[];

  /** `client` reads, signs and checks; it is the worker's. */
  constructor(client: SignetClient) {
    this.store = createPageStore(newId());
    this.client = client;
    this.signing = new SigningEffect(this.store, this.client);
    this.reading = new ReadingEffect(this.store, this.client, this.signing.signEarly);
    this.checking = new CheckingEffect(this.store, this.client);
    this.profiling = new ProfilingEffect(this.store, this.client, this.signing.findProblems);
    this.comparing = new ComparingEffect(this.store, this.client);
    this.models = new ModelsEffect(this.store, this.client);
    this.sessions = new SessionsEffect(this.store);
    this.remembering = new RememberingEffect(this.store);
    this.rowReading = new RowsEffect(this.store, this.client);
    const [carrying, examples] = [new CarryingEffect(this.store), new ExamplesEffect(this.store, this.client)];
    const { reading, signing, checking, profiling, comparing, rowReading, sessions, remembering } = this;
    this.effects = [reading, signing, carrying, checking, profiling, comparing, examples, rowReading, sessions, remembering];
  }

  /**
   * Starts everything that goes on by itself; returns what ends it, for a page that is shown no more. The page can begin again, as long as the
   * client was given nothing else to read. The worker is started first: that costs more than reading a small file.
   */
  begin(): () => void {
    startWorker(this.client, this.dispatch);
    const follow = () => {
      for (const effect of this.effects) effect.follow();
    };
    const end = this.store.subscribe(follow);
    void this.remembering.begin();
    const endSessions = this.sessions.begin((link) => void this.openReview(link, "shared", { link }), this.openSession);
    follow();
    return () => {
      end();
      endSessions();
      for (const effect of [this.reading, this.checking, this.profiling, this.comparing, this.rowReading]) effect.end();
    };
  }

  readonly dispatch = (action: PageAction): void => this.store.dispatch(action);

  readonly log = (level: LogLevel, message: Text): void => this.dispatch({ kind: "logged", level, message, time: new Date() });

  /** Takes files that were dropped, chosen or pasted; `on` is the place that they fell on. */
  readonly drop = (files: readonly FilePart[], on: Place | null): void => {
    if (files.length === 0) return;
    void sniffDrop(files, on, this.client)
      .then((sniffed) => this.withoutForeign(sniffed, on))
      .then((sniffed) => {
        for (const route of routeDrop(sniffed, on, shownState(this.store.getState()))) this.follow(route);
      })
      .catch(() => this.log("error", text`${files.map(({ name }) => name).join(", ")} cannot be read.`));
  };

  /** Answers a question what dropped files are meant for. */
  readonly answerDrop = (question: DropQuestion, answer: SignChoice | "check" | "leave"): void => {
    const { files } = question;
    this.dispatch({ kind: "drop-answered", question });
    if (answer === "check") this.checking.add(files);
    else if (answer !== "leave" && answer.way === "add" && answer.side !== null)
      this.dispatch({ kind: "parts-added", side: answer.side, files });
    else if (answer !== "leave" && answer.side !== null) this.dispatch({ kind: "files-given", side: answer.side, files });
    else if (answer !== "leave") this.readByName(files);
  };

  /** Shows one of the examples. A model among its files comes first, so that the data is checked against it. */
  readonly tryExample = (id: string): void => {
    const example = EXAMPLES.find((one) => one.id === id);
    if (example === undefined) return;
    const files = example.files();
    const [first] = files;
    if (first?.name !== "MLmodel") this.readByName(files);
    else void this.models.load([first]).then(() => this.checking.add(files.slice(1)));
    if (example.params !== undefined) this.dispatch({ kind: "params-given", text: example.params });
  };

  /** Takes what is in the box of the check as data. */
  readonly checkTyped = (): void => {
    this.checking.add([fileFromText(this.store.getState().check.text)]);
    this.dispatch({ kind: "check", action: { kind: "typed", text: "" } });
  };

  /** Checks the files that were signed against the loaded model's signature instead. */
  readonly checkAgainstModel = (): void => {
    const { sides } = shownState(this.store.getState());
    for (const side of DATA_SIDES) {
      const current = sides[side];
      if (current.phase === "empty") continue;
      this.dispatch({ kind: "side-removed", side });
      this.checking.add(current.files, side);
    }
  };

  /** Reads a side's file again up to some rows. */
  readonly rows = (side: DataSide, query: RowsQuery) => this.client.rows(side, query);

  /** Uses a signer from now on, with those of the known files that it names, and applies fixes along with it. */
  readonly useSigner = (choice: ChosenSigner["choice"], fixes: readonly ChosenFix[] = []): void => {
    this.dispatch({ kind: "signer-chosen", signer: chosenFrom(choice, signerFiles(this.store.getState())), fixes });
    this.dispatch({ kind: "signer-panel", open: false, text: null });
    this.log("info", text`${choiceName(choice)} signs from now on.`);
  };

  readonly useDefaultSigner = (): void => {
    this.dispatch({ kind: "signer-chosen", signer: INFER });
    this.log("info", text`InferSigner signs from now on.`);
  };

  readonly forgetSigner = (): void => this.remembering.forget();

  /** Opens a link's address or fragment, or a review's JSON. */
  readonly openReview = async (
    source: string,
    origin: OpenedReview["origin"],
    { sessionId = newId(), link = null }: { readonly sessionId?: string; readonly link?: string | null } = {},
  ): Promise<void> => {
    try {
      const { reviewFromText } = await loadReviewTools();
      const review = await reviewFromText(source);
      this.dispatch({ kind: "review-opened", review, origin, sessionId, link });
    } catch (thrown) {
      const error = errorToData(thrown);
      this.dispatch({ kind: "review-refused", error });
      for (const line of defectLines(error, ["The link: "])) this.dispatch(line);
    }
  };

  readonly closeReview = (): void => {
    if (!isLive(this.store.getState())) leaveSession();
    this.dispatch({ kind: "review-closed", sessionId: newId() });
    leaveAddress();
  };

  readonly openSession = (id: string): void => {
    const kept = readSession(id);
    if (kept === null) return;
    const { params = "", isShared = false, link = null } = kept.session;
    // Params without the rest would be stored as the whole session, so they are set once it is open.
    void this.openReview(kept.fragment, isShared ? "shared" : "own", { sessionId: id, link }).then(() =>
      this.dispatch({ kind: "session-params", text: params }),
    );
  };

  readonly forgetSession = (id: string): void => {
    deleteSession(id);
    this.dispatch({ kind: "sessions-listed", list: listSessions() });
  };

  /** Forgets everything that is kept, and keeps nothing more until the page is loaded again. */
  readonly forgetAll = (): void => {
    this.dispatch({ kind: "everything-forgotten" });
    forgetEverything();
    leaveSession();
  };

  /** Refuses dropped files that are not data, if they could take the place of data that was read. */
  private async withoutForeign(sniffed: SniffedDrop, on: Place | null): Promise<SniffedDrop> {
    const asked = mayReplace(sniffed, on, shownState(this.store.getState()));
    if (asked.length === 0) return sniffed;
    const answers = await this.client.recognise(asked);
    const refused = new Map(asked.flatMap((file, index) => (answers[index] == null ? [] : [[file, answers[index]] as const])));
    if (refused.size === 0) return sniffed;
    this.dispatch({ kind: "files-refused", errors: [...refused.values()] });
    return { ...sniffed, data: sniffed.data.filter((file) => !refused.has(file)), headers: [] };
  }

  private follow(route: DropRoute): void {
    switch (route.kind) {
      case "signers":
        this.giveSigners(route.signers);
        break;
      case "review":
        void this.openReview(route.source, "shared");
        break;
      case "message":
        this.dispatch({ kind: "check", action: { kind: "typed", text: route.text } });
        this.dispatch({ kind: "check", action: { kind: "shown", isOpen: true } });
        this.models.nameVersions(releasesIn(route.text), ["the message"]);
        break;
      case "read":
        this.read(route.role, route.files);
        break;
      case "pair":
        this.dispatch({ kind: "files-given", side: "inputs", files: [route.inputs] });
        this.dispatch({ kind: "files-given", side: "outputs", files: [route.outputs] });
        this.dispatch({ kind: "pair-told", pair: { inputs: route.inputs.name, outputs: route.outputs.name } });
        break;
      case "versions":
        void this.models.readVersions(route.files);
        break;
      case "model":
        void this.models.load(route.files).then(() => this.routeData(route.rest, shownState(this.store.getState())));
        break;
      case "check":
        this.checking.add(route.files);
        if (route.isQuiet) this.dispatch({ kind: "check", action: { kind: "shown", isOpen: false } });
        break;
      case "ask":
        this.dispatch({ kind: "drop-asked", question: route });
        break;
    }
  }

  private readByName(files: readonly FilePart[]): void {
    this.routeData(files, { sides: { inputs: { phase: "empty" }, outputs: { phase: "empty" } }, model: null, result: null });
  }

  /** Takes files that are data, as if they were dropped on this page. */
  private routeData(files: readonly FilePart[], page: DropPage): void {
    const sniffed = { signers: [], reviews: [], versions: [], data: files, model: null, message: null, headers: [] };
    for (const route of routeDrop(sniffed, null, page)) this.follow(route);
  }

  private read(role: Role, files: readonly FilePart[]): void {
    const [first] = files;
    if (first === undefined) return;
    if (role === "mlmodel") void this.models.load(files);
    else if (role !== "params") this.dispatch({ kind: "files-given", side: role, files });
    else
      first.blob.text().then(
        (params) => this.dispatch({ kind: "params-given", text: params }),
        () => this.log("error", text`${first.name} cannot be read.`),
      );
  }

  private giveSigners(signers: readonly DroppedSigner[]): void {
    for (const { kind, name, text: source } of signers) {
      const what = kind === "module" ? "a signer of your own" : "a signer's config";
      this.log("info", text`${name} is ${what}. See what it changes, then use it.`);
      if (kind === "module") this.dispatch({ kind: "module-given", name, text: source });
    }
    const config = signers.findLast(({ kind }) => kind === "config") ?? signers.at(-1);
    if (config === undefined) return;
    this.dispatch({ kind: "signer-panel", open: true, text: config.kind === "config" ? config.text : moduleConfig(config.name) });
  }
}
