import { useMemo, useRef, useState } from "react";
import { recogniseError } from "../../core/validation/error-message.ts";
import type { DroppedModel, FilePart } from "../../worker/protocol.ts";
import { modelLikeness } from "../model/model-files.ts";
import { type Place, type Role, splitHeldOut } from "../state/file-roles.ts";
import type { State } from "../state/state.ts";
import type { Actions } from "../state/use-signet.ts";
import { dropRoute, type SignChoice } from "./drop-route.ts";
import type { CheckActions } from "./use-check.ts";

/** Who can look into a zip. */
export interface ModelLoader {
  loadModel(files: readonly FilePart[], isSure: boolean): Promise<DroppedModel | null>;
}

/** What was dropped, sent to where it belongs; `asked` are the files that the user has to say more about. */
export interface Drops {
  readonly drop: (files: readonly FilePart[], on: Place | null) => void;
  readonly asked: readonly FilePart[] | null;
  readonly answer: (answer: SignChoice | "check" | "leave") => void;
}

/** Text longer than this is data, not a message. */
const MESSAGE_BYTES = 200_000;

async function isModel([file, second]: readonly FilePart[], loader: ModelLoader): Promise<boolean> {
  if (file === undefined || second !== undefined) return false;
  const likeness = await modelLikeness(file);
  if (likeness !== "perhaps") return likeness === "yes";
  // What claims to be a model and is none is loaded all the same, so that the reason is told.
  return loader.loadModel([file], false).then(
    (found) => found !== null,
    () => true,
  );
}

/** An error message that was pasted or dropped as text; null where the files are something else. */
async function errorText([file, second]: readonly FilePart[]): Promise<string | null> {
  if (file === undefined || second !== undefined || file.blob.size > MESSAGE_BYTES || !/^pasted\.|\.(txt|log)$/i.test(file.name))
    return null;
  const source = await file.blob.text();
  return recogniseError(source) === null ? null : source;
}

/**
 * Where everything goes that is dropped, chosen or pasted: a model is loaded wherever it fell; data goes to the place it fell on, or by
 * what the page holds.
 */
export function useDrops(state: State, actions: Actions, checkActions: CheckActions, loader: ModelLoader): Drops {
  const [asked, setAsked] = useState<readonly FilePart[] | null>(null);
  const latest = useRef({ state, asked });
  latest.current = { state, asked };
  const { drop, answer } = useMemo(() => {
    const toPlace = (files: readonly FilePart[], on: Role | null) => actions.drop(files, on);
    const route = async (files: readonly FilePart[], on: Place | null) => {
      if (on === "params" || on === "mlmodel") return toPlace(files, on);
      if (await isModel(files, loader)) return toPlace(files, "mlmodel");
      const message = on === "inputs" || on === "outputs" ? null : await errorText(files);
      if (message !== null) {
        checkActions.type(message);
        return checkActions.show(true);
      }
      if (on === "check") return checkActions.add(files);
      if (on !== null) return toPlace(files, on);
      switch (dropRoute(files, latest.current.state)) {
        case "sign": {
          const { made, heldOut } = splitHeldOut(files);
          toPlace(made, null);
          if (heldOut.length === 0) return;
          // What was kept back is held against the signature, not read as parts of the same data. The signature stays in sight.
          checkActions.add(heldOut);
          return checkActions.show(false);
        }
        case "check":
          return checkActions.add(files);
        case "ask":
          return setAsked(files);
      }
    };
    return {
      drop: (files: readonly FilePart[], on: Place | null) => {
        if (files.length > 0) void route(files, on);
      },
      answer(given: SignChoice | "check" | "leave") {
        const files = latest.current.asked ?? [];
        setAsked(null);
        if (given === "check") checkActions.add(files);
        else if (given !== "leave" && given.way === "add" && given.side !== null) actions.addParts(given.side, files);
        else if (given !== "leave") actions.drop(files, given.side);
      },
    };
  }, [actions, checkActions, loader]);
  return { drop, asked, answer };
}
