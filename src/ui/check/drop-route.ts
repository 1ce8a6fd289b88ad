import type { DataSide, FilePart } from "../../worker/protocol.ts";
import { isSigned } from "../model/declared-result.ts";
import { roleByName } from "../state/file-roles.ts";
import type { State } from "../state/state.ts";

/** What becomes of data that was dropped on no place in particular: it is signed, it is checked, or the user is asked. */
export type DropRoute = "sign" | "check" | "ask";

type Page = Pick<State, "sides" | "model">;

/**
 * A loaded signature is there to hold data against. Where files have been signed, data whose name says a side that is empty is meant for
 * it; everything else could be meant in several ways, so the page asks.
 */
export function dropRoute(files: readonly FilePart[], page: Page): DropRoute {
  const { sides, model } = page;
  if (sides.inputs.phase === "empty" && sides.outputs.phase === "empty") return isSigned(model?.signature) ? "check" : "sign";
  const isForFreePlace = (name: string) => {
    const role = roleByName(name);
    // Beside outputs alone, files without a telling name are the inputs: there is nothing yet to hold such data against.
    return role === "params" || role === "mlmodel" || sides[role ?? "inputs"].phase === "empty";
  };
  return files.every(({ name }) => isForFreePlace(name)) ? "sign" : "ask";
}

/** Something that files may be meant for, beside being checked: to be read as a side, in place of what it has, or as parts more. */
export interface SignChoice {
  readonly way: "read" | "add";
  /** Null: each file by its name. */
  readonly side: DataSide | null;
  readonly label: string;
}

/** What there is to choose from for files that could be meant in several ways: the sides that their names allow. */
export function signChoices(files: readonly FilePart[], { sides }: Pick<State, "sides">): readonly SignChoice[] {
  const named = new Set(files.map(({ name }) => roleByName(name)).filter((role) => role === "inputs" || role === "outputs"));
  if (named.size > 1) return [{ way: "read", side: null, label: "Replace inputs and outputs" }];
  const possible: readonly DataSide[] = named.size === 1 ? [...named] : ["inputs", "outputs"];
  return possible.flatMap((side): readonly SignChoice[] =>
    sides[side].phase === "empty"
      ? [{ way: "read", side, label: `Read as ${side}` }]
      : [
          { way: "read", side, label: `Replace ${side}` },
          { way: "add", side, label: `Add to ${side}` },
        ],
  );
}
