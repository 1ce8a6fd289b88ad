import { isVersionList } from "../../../core/environment/named-versions.ts";
import { isVersionFile } from "../../../core/environment/version-files.ts";
import { isReviewText } from "../../../core/review/review-text.ts";
import type { DroppedModel, FilePart } from "../../../worker/protocol.ts";
import { splitDrop } from "./dropped-signer.ts";
import { isInModel, type Place } from "./file-roles.ts";
import { headerNames } from "./header-names.ts";
import { loadMessageTools } from "./load-message-tools.ts";
import { modelLikeness } from "./model-files.ts";
import type { SniffedDrop } from "./route-drop.ts";

/** Loads the model among files; only this can decide whether a zip has one. */
export interface ModelLoader {
  loadModel(files: readonly FilePart[], isSure: boolean): Promise<DroppedModel | null>;
}

/** Text longer than this is data, not a message. */
const MESSAGE_BYTES = 200_000;
/** No review is longer, so longer files are not searched for one. */
const MOST_REVIEW_BYTES = 32e6;

async function isModel(file: FilePart, loader: ModelLoader): Promise<boolean> {
  const likeness = await modelLikeness(file);
  if (likeness !== "perhaps") return likeness === "yes";
  // A file that claims to be a model is loaded even if it is not one, so that the reason is shown.
  return loader.loadModel([file], false).then(
    (found) => found !== null,
    () => true,
  );
}

/** Names of files that may be a model or a signature; a folder's files are told by their names. */
const MODEL_NAME = /^[^/]*\.(zip|json|ya?ml|txt)$|^[^./]*$/i;

/** The file that is a model or a signature by its content. Several files are data if more than one of them looks like it. */
async function modelAmong(files: readonly FilePart[], loader: ModelLoader): Promise<FilePart | null> {
  const possible = files.length === 1 ? files : files.filter(({ name }) => MODEL_NAME.test(name));
  const judged = await Promise.all(possible.map(async (file) => ((await isModel(file, loader)) ? [file] : [])));
  const [model, second] = judged.flat();
  return model === undefined || second !== undefined ? null : model;
}

/** Column names are compared of so many files at most. */
const MOST_HEADERS = 2;

/** An error message that was pasted or dropped as text; null if the files are something else. */
async function messageOf([file, second]: readonly FilePart[]): Promise<string | null> {
  if (file === undefined || second !== undefined || file.blob.size > MESSAGE_BYTES || !/^pasted\.|\.(txt|log)$/i.test(file.name))
    return null;
  const source = await file.blob.text();
  const { recogniseError } = await loadMessageTools();
  return recogniseError(source) === null ? null : source;
}

/** Whether a file is a review, by how it begins; a pasted address has its fragment anywhere. */
async function isReview({ name, blob }: FilePart): Promise<boolean> {
  if (!/\.json$|^pasted\./i.test(name) || blob.size > MOST_REVIEW_BYTES) return false;
  return blob
    .slice(0, name.startsWith("pasted.") ? 2_000 : 64)
    .text()
    .then(isReviewText);
}

/** Whether a file says which versions are installed: by its name, or as text that was pasted. */
async function namesVersions({ name, blob }: FilePart): Promise<boolean> {
  if (isVersionFile(name)) return true;
  return /^pasted\.|\.(txt|log)$/i.test(name) && blob.size <= MESSAGE_BYTES && isVersionList(await blob.text());
}

/** Reads the beginning of dropped files to find out what they are. Rejects if one cannot be read. */
export async function sniffDrop(files: readonly FilePart[], on: Place | null, loader: ModelLoader): Promise<SniffedDrop> {
  const { signers, data: given } = await splitDrop(files, on);
  const isOwn = await Promise.all(
    given.map(async (file) => on !== "params" && on !== "check" && !isInModel(file, given) && (await namesVersions(file))),
  );
  const versions = given.filter((_, index) => isOwn[index]);
  const data = given.filter((_, index) => !isOwn[index]);
  const known = await Promise.all(data.map(async (file) => ({ file, isReview: await isReview(file) })));
  const reviews = await Promise.all(known.filter((one) => one.isReview).map(({ file }) => file.blob.text()));
  const rest = known.flatMap((one) => (one.isReview ? [] : [one.file]));
  const isFree = on !== "params" && on !== "mlmodel";
  return {
    signers,
    reviews,
    versions,
    data: rest,
    model: isFree ? await modelAmong(rest, loader) : null,
    message: isFree ? await messageOf(rest) : null,
    headers: rest.length > MOST_HEADERS ? [] : await Promise.all(rest.map(headerNames)),
  };
}
