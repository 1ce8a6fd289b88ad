import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { type Text, text } from "../../core/errors.ts";
import type { LogLevel, State } from "../state/state.ts";
import type { Taker } from "../state/takers.ts";
import { type ChosenSigner, choiceName, chosenFrom, INFER, isDefault, MLMODEL } from "./chosen-signer.ts";
import { type DroppedSigner, splitDrop } from "./dropped-signer.ts";
import { forgetRemembered, remember, rememberedText } from "./remembered.ts";

/** A panel that is open, and the text that it began with; another `id` is another beginning. */
export interface OpenPanel {
  readonly id: number;
  readonly text: string | null;
}

export interface SignerControls {
  readonly panel: OpenPanel | null;
  /** Texts of dropped modules, and of the MLmodel, by the names that a config gives them. */
  readonly atHand: ReadonlyMap<string, string>;
  readonly isRemembered: boolean;
  open(): void;
  close(): void;
  /** Takes a signer from now on, and keeps it in this browser. */
  take(choice: ChosenSigner["choice"]): void;
  takeDefault(): void;
  forget(): void;
  /** Takes the files that choose a signer. */
  readonly drop: Taker;
}

/** A config that names a dropped module, for the editor. */
const moduleConfig = (name: string) => `signer:\n  KIND: CustomSigner\n  file: ${JSON.stringify(name)}\n`;

/** Keeps whoever signs in this browser, chosen or come back by an undo, but for the one that `begin` sets. */
function useRemembering(signer: ChosenSigner, choose: (signer: ChosenSigner) => void) {
  const [isRemembered, setRemembered] = useState(false);
  const kept = useRef(signer);
  useEffect(() => {
    if (signer === kept.current) return;
    kept.current = signer;
    if (isDefault(signer)) forgetRemembered();
    setRemembered(!isDefault(signer) && remember(signer));
  }, [signer]);
  const begin = useCallback(
    (remembered: ChosenSigner) => {
      kept.current = remembered;
      setRemembered(true);
      choose(remembered);
    },
    [choose],
  );
  const forget = useCallback(() => {
    forgetRemembered();
    setRemembered(false);
  }, []);
  return { isRemembered, begin, forget };
}

/**
 * What the page knows of signers beside the one in use: the panel, dropped modules, and what this browser remembers, with which it begins;
 * that is no step that could be undone, as a choice is.
 */
export function useSigner(
  { signer, model }: Pick<State, "signer" | "model">,
  { begin: beginWith, choose }: Readonly<Record<"begin" | "choose", (signer: ChosenSigner) => void>>,
  log: (level: LogLevel, message: Text) => void,
): SignerControls {
  const [panel, setPanel] = useState<OpenPanel | null>(null);
  const [modules, setModules] = useState<ReadonlyMap<string, string>>(new Map());
  const { isRemembered, begin: beginRemembered, forget } = useRemembering(signer, beginWith);

  useEffect(() => {
    const kept = rememberedText();
    if (kept === null) return;
    void import("./config-tools.ts").then(({ readRemembered }) => {
      const found = readRemembered(kept);
      if (found === null) {
        forgetRemembered();
        log("warning", text`The signer that this browser remembered is no config any more, and was forgotten.`);
        return;
      }
      setModules(found.files);
      beginRemembered(found);
      log("info", text`${choiceName(found.choice)} signs, as this browser remembers.`);
    });
  }, [beginRemembered, log]);

  const source = model?.source;
  const atHand = useMemo(
    () => new Map([...signer.files, ...modules, ...(typeof source === "string" ? [[MLMODEL, source] as const] : [])]),
    [modules, signer.files, source],
  );
  const latest = useRef(atHand);
  latest.current = atHand;

  const openWith = useCallback((written: string | null) => setPanel((before) => ({ id: (before?.id ?? 0) + 1, text: written })), []);

  const begin = useCallback(
    ({ kind, name, text: written }: DroppedSigner) => {
      log(
        "info",
        kind === "module"
          ? text`${name} is a signer of your own: look at what it changes, and take it.`
          : text`${name} is a signer's config: look at what it changes, and take it.`,
      );
      if (kind === "module") setModules((before) => new Map([...before, [name, written]]));
    },
    [log],
  );

  return {
    panel,
    atHand,
    isRemembered,
    open: useCallback(() => openWith(null), [openWith]),
    close: useCallback(() => setPanel(null), []),
    take: useCallback(
      (choice) => {
        const chosen = chosenFrom(choice, latest.current);
        choose(chosen);
        setPanel(null);
        log("info", text`${choiceName(choice)} signs from now on.`);
      },
      [choose, log],
    ),
    takeDefault: useCallback(() => {
      choose(INFER);
      log("info", text`InferSigner signs from now on.`);
    }, [choose, log]),
    forget,
    drop: useCallback<Taker>(
      async (files, on) => {
        try {
          const { signers, data } = await splitDrop(files, on);
          for (const one of signers) begin(one);
          const config = signers.findLast(({ kind }) => kind === "config") ?? signers.at(-1);
          if (config !== undefined) openWith(config.kind === "config" ? config.text : moduleConfig(config.name));
          return data;
        } catch {
          log("error", text`A dropped file cannot be read.`);
          return [];
        }
      },
      [begin, log, openWith],
    ),
  };
}
