import type { DataSide, FilePart } from "../../../worker/protocol.ts";
import { isSigned } from "../selectors/declared-result.ts";
import type { State } from "../state/shown-state.ts";
import type { SideState } from "../state/side-state.ts";
import type { DropQuestion } from "../state/state.ts";
import type { DroppedSigner } from "./dropped-signer.ts";
import { assignRoles, type Place, type Role, roleByName, splitHeldOut } from "./file-roles.ts";

/** What was dropped, once its first bytes were read: each file is of one kind. */
export interface SniffedDrop {
  readonly signers: readonly DroppedSigner[];
  /** Reviews, by their text. */
  readonly reviews: readonly string[];
  /** Files that say which versions are installed, except those in a model's folder. */
  readonly versions: readonly FilePart[];
  readonly data: readonly FilePart[];
  /** The file among the data that is a model or a signature by its content, whatever its name. */
  readonly model: FilePart | null;
  /** The data as an error message, if it is one. */
  readonly message: string | null;
  /** The column names of each file of the data, null if its first line does not have them; empty if there are many files. */
  readonly headers: readonly (readonly string[] | null)[];
}

/** Something to be done with dropped files. */
export type DropRoute =
  | { readonly kind: "signers"; readonly signers: readonly DroppedSigner[] }
  | { readonly kind: "review"; readonly source: string }
  | { readonly kind: "message"; readonly text: string }
  | { readonly kind: "versions"; readonly files: readonly FilePart[] }
  | { readonly kind: "read"; readonly role: Role; readonly files: readonly FilePart[] }
  /** Two files whose names say nothing, told apart by their columns. */
  | { readonly kind: "pair"; readonly inputs: FilePart; readonly outputs: FilePart }
  /** A model is loaded, then the rest goes where it would if it had been dropped after the model. */
  | { readonly kind: "model"; readonly files: readonly FilePart[]; readonly rest: readonly FilePart[] }
  /** `isQuiet`: the signature stays in sight while they are checked. */
  | { readonly kind: "check"; readonly files: readonly FilePart[]; readonly isQuiet: boolean }
  | ({ readonly kind: "ask" } & DropQuestion);

/** The state of the page that decides where files go. */
export interface DropPage extends Pick<State, "model" | "result"> {
  readonly sides: Readonly<Record<DataSide, Pick<SideState, "phase">>>;
}

/** Whether a side can be filled without a question: a file that could not be read is simply replaced. */
const isFree = ({ phase }: Pick<SideState, "phase">): boolean => phase === "empty" || phase === "failed";

/** The routes of data that was dropped on no particular place. */
export type DataRoute = "sign" | "check" | "ask";

/**
 * If a signature was loaded, data is checked against it. If files were signed, data named like an empty side goes there. Other data could be
 * meant in several ways, so the page asks.
 */
export function dataRoute(files: readonly { readonly name: string }[], { sides, model }: DropPage): DataRoute {
  if (isFree(sides.inputs) && isFree(sides.outputs)) return isSigned(model?.signature) ? "check" : "sign";
  const isForFreePlace = (name: string) => {
    const role = roleByName(name);
    // If there are only outputs, files whose names say nothing are the inputs: there is nothing yet to check them against.
    return role === "params" || role === "mlmodel" || isFree(sides[role ?? "inputs"]);
  };
  return files.every(({ name }) => isForFreePlace(name)) ? "sign" : "ask";
}

/** Whether a file with these columns is likely the outputs: they are empty, and the inputs have none of the columns. */
function areLikelyOutputs([columns = null, second]: SniffedDrop["headers"], { sides, result }: DropPage): boolean {
  const inputs = result?.sides.inputs?.specs;
  if (columns === null || second !== undefined || inputs === undefined || isFree(sides.inputs) || !isFree(sides.outputs)) return false;
  const names = new Set(inputs.map(({ name }) => name));
  return !names.has(undefined) && columns.every((column) => !names.has(column));
}

const modelRead = (model: FilePart): DropRoute => ({ kind: "read", role: "mlmodel", files: [model] });

const withoutModel = (sniffed: SniffedDrop): SniffedDrop => ({
  ...sniffed,
  data: sniffed.data.filter((file) => file !== sniffed.model),
  headers: [],
  model: null,
});

/**
 * Two tables whose names say nothing and that have no column in common are inputs and outputs, not parts of one table: a model has more
 * inputs than outputs. Null if the names or the columns do not tell them apart.
 */
function pairRoute({ data: files, headers }: Pick<SniffedDrop, "data" | "headers">): DropRoute | null {
  const [first, second, third] = files;
  const [left, right] = headers;
  if (first === undefined || second === undefined || third !== undefined || !left || !right || left.length === right.length) return null;
  const names = new Set(left);
  if (roleByName(first.name) !== null || roleByName(second.name) !== null || right.some((name) => names.has(name))) return null;
  const [inputs, outputs] = left.length > right.length ? [first, second] : [second, first];
  return { kind: "pair", inputs, outputs };
}

/** Files for the sides that their names say, or, of two on an empty page, their columns. */
function readRoutes(
  sniffed: Pick<SniffedDrop, "data" | "headers">,
  on: DataSide | null,
  { sides }: Pick<DropPage, "sides">,
): readonly DropRoute[] {
  const pair = isFree(sides.inputs) && isFree(sides.outputs) ? pairRoute(sniffed) : null;
  if (pair !== null) return [pair];
  const free = !isFree(sides.inputs) && isFree(sides.outputs) ? "outputs" : "inputs";
  return [...assignRoles(sniffed.data, on, free)].map(([role, share]) => ({ kind: "read", role, files: share }));
}

/** A model and what is to be checked against it; null without a model, or with outputs, which sign it again. */
function modelRoute(files: readonly FilePart[], found: FilePart | null): DropRoute | null {
  const roles = assignRoles(
    files.filter((file) => file !== found),
    null,
  );
  const model = found === null ? roles.get("mlmodel") : [found];
  const rest = [...roles].flatMap(([role, share]) => (role === "mlmodel" ? [] : share));
  return model === undefined || rest.length === 0 || roles.has("outputs") ? null : { kind: "model", files: model, rest };
}

function dataRoutes(sniffed: SniffedDrop, page: DropPage): readonly DropRoute[] {
  const { data: files, headers, model } = sniffed;
  const withModel = modelRoute(files, model);
  if (withModel !== null) return [withModel];
  if (model !== null) return [modelRead(model), ...dataRoutes(withoutModel(sniffed), page)];
  const route = dataRoute(files, page);
  if (route === "ask") return [{ kind: "ask", files, areOutputs: areLikelyOutputs(headers, page) }];
  if (route === "check") return [{ kind: "check", files, isQuiet: false }];
  // Held-out data is checked, not read as parts of the same data set.
  const { made, heldOut } = splitHeldOut(files);
  const checked: readonly DropRoute[] = heldOut.length === 0 ? [] : [{ kind: "check", files: heldOut, isQuiet: true }];
  return [...readRoutes({ data: made, headers: heldOut.length === 0 ? headers : [] }, null, page), ...checked];
}

/** Where dropped, chosen or pasted files go: to the place where they were dropped (`on`), or by their kind and the state of the page. */
export function routeDrop(sniffed: SniffedDrop, on: Place | null, page: DropPage): readonly DropRoute[] {
  const { versions } = sniffed;
  const routes = routesOf(sniffed, on, page);
  if (versions.length === 0) return routes;
  // A model takes the versions that are dropped with it.
  const isModel = (route: DropRoute) => route.kind === "model" || (route.kind === "read" && route.role === "mlmodel");
  if (!routes.some(isModel)) return [{ kind: "versions", files: versions }, ...routes];
  return routes.map((route) => (isModel(route) && "files" in route ? { ...route, files: [...route.files, ...versions] } : route));
}

function routesOf(sniffed: SniffedDrop, on: Place | null, page: DropPage): readonly DropRoute[] {
  const { signers, reviews, data, model, message } = sniffed;
  const first: readonly DropRoute[] = [
    ...(signers.length === 0 ? [] : [{ kind: "signers", signers } as const]),
    ...reviews.map((source) => ({ kind: "review", source }) as const),
  ];
  if (data.length === 0) return first;
  if (on === "params" || on === "mlmodel") return [...first, { kind: "read", role: on, files: data }];
  if (model !== null && data.length === 1) return [...first, modelRead(model)];
  if (message !== null && on !== "inputs" && on !== "outputs") return [...first, { kind: "message", text: message }];
  const rest = model === null ? sniffed : withoutModel(sniffed);
  if (on === "check")
    return [...first, model === null ? { kind: "check", files: data, isQuiet: false } : { kind: "model", files: [model], rest: rest.data }];
  if (on === null) return [...first, ...dataRoutes(sniffed, page)];
  return [...first, ...(model === null ? [] : [modelRead(model)]), ...readRoutes(rest, on, page)];
}

/**
 * The dropped files that could take the place of data on the page, and so must be data themselves. On a page without data a file that is not
 * shows why in its place; where files are checked, in its row.
 */
export function mayReplace({ data, model, message }: SniffedDrop, on: Place | null, { sides }: DropPage): readonly FilePart[] {
  if ((on !== null && on !== "inputs" && on !== "outputs") || message !== null || (isFree(sides.inputs) && isFree(sides.outputs)))
    return [];
  const isData = ({ name }: FilePart) => on !== null || !["params", "mlmodel"].includes(roleByName(name) ?? "");
  // The files of a folder were chosen by their names.
  return data.filter((file) => file !== model && file.folder === undefined && isData(file));
}

/** A use of files besides checking them: to be read as a side, in place of its files, or as more parts of it. */
export interface SignChoice {
  readonly way: "read" | "add";
  /** Null: each file by its name. */
  readonly side: DataSide | null;
  readonly label: string;
}

/** The choices for files that could be meant in several ways: the sides that their names allow. */
export function signChoices(files: readonly { readonly name: string }[], { sides }: Pick<DropPage, "sides">): readonly SignChoice[] {
  const named = new Set(files.map(({ name }) => roleByName(name)).filter((role) => role === "inputs" || role === "outputs"));
  if (named.size > 1) return [{ way: "read", side: null, label: "Replace inputs and outputs" }];
  const possible: readonly DataSide[] = named.size === 1 ? [...named] : ["inputs", "outputs"];
  return possible.flatMap((side): readonly SignChoice[] =>
    isFree(sides[side])
      ? [{ way: "read", side, label: `Read as ${side}` }]
      : [
          { way: "read", side, label: `Replace ${side}` },
          { way: "add", side, label: `Add to ${side}` },
        ],
  );
}
