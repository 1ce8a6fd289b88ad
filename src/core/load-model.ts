import { type ByteSource, sourceFromBytes } from "./bytes/byte-source.ts";
import { joinBytes } from "./bytes/join-bytes.ts";
import { type ZipEntry, zipEntries, zipEntryStream } from "./bytes/zip.ts";
import { must } from "./defined.ts";
import { type NamedVersions, versionsIn } from "./environment/named-versions.ts";
import { environmentOfModel } from "./environment/parse.ts";
import { isVersionFile } from "./environment/version-files.ts";
import { SignetError, text } from "./errors.ts";
import { isModelText, type LoadedModel, loadModelText } from "./mlflow/load-model.ts";

/** An MLmodel is text of a few kilobytes; those with long signatures stay far below. */
const MAX_MODEL_BYTES = 16 << 20;

/** A model as it was found in a folder or archive. */
export interface FoundModel {
  readonly model: LoadedModel;
  /** The example of inputs next to the MLmodel, which may be offered as inputs. */
  readonly inputExample: ByteSource | null;
  /** The versions that the model names, and the files that name them. */
  readonly named: NamedVersions & { readonly by: readonly string[] };
}

const isModelFile = (name: string) => /(^|\/)MLmodel$/.test(name);

const nameOf = (path: string) => must(path.split("/").at(-1));

/** The MLmodel nearest to the top, and the JSON files next to it. */
function nearest<File extends { readonly name: string }>(
  files: readonly File[],
): { readonly mlmodel: File; readonly neighbours: ReadonlyMap<string, File> } | null {
  const depth = ({ name }: File) => name.split("/").length;
  const [mlmodel] = files.filter(({ name }) => isModelFile(name)).sort((left, right) => depth(left) - depth(right));
  if (mlmodel === undefined) return null;
  const folder = mlmodel.name.slice(0, -"MLmodel".length);
  const neighbours = files.filter(({ name }) => name.startsWith(folder) && !name.slice(folder.length).includes("/"));
  return { mlmodel, neighbours: new Map(neighbours.map((file) => [file.name.slice(folder.length), file])) };
}

/** The block of an MLmodel that says where its example is. Source: `mlflow/models/utils.py _Example`. */
const EXAMPLE_PATH = /^saved_input_example_info:\s*\n(?:[ \t]+.*\n)*?[ \t]+artifact_path:[ \t]*['"]?([^\s'"]+)/m;

/** The example of inputs: what the MLmodel names, else the file of MLflow's usual name, else the request that was made of it. */
function exampleOf<File>(mlmodel: string, neighbours: ReadonlyMap<string, File>): File | null {
  const names = [EXAMPLE_PATH.exec(mlmodel)?.[1] ?? "", "input_example.json", "serving_input_example.json"];
  return names.map((name) => neighbours.get(name)).find((file) => file !== undefined) ?? null;
}

async function textOf(source: ByteSource): Promise<string> {
  if (source.byteLength > MAX_MODEL_BYTES)
    throw new SignetError("InvalidModel", text`${source.name} is too long for a model's description.`, {
      remedy: "Drop the file called MLmodel.",
    });
  return new TextDecoder().decode(await source.slice(0, source.byteLength));
}

async function unpacked(source: ByteSource, entry: ZipEntry): Promise<ByteSource> {
  let bytes = new Uint8Array();
  for await (const chunk of zipEntryStream(source, entry)) {
    bytes = joinBytes(bytes, chunk);
    if (bytes.byteLength > MAX_MODEL_BYTES)
      throw new SignetError("InvalidModel", text`${entry.name} is too long for a model's description.`, {
        remedy: "Drop the model's files one by one.",
      });
  }
  return sourceFromBytes(bytes, nameOf(entry.name));
}

const noModel = (name: string) =>
  new SignetError("InvalidModel", text`${name} has no file called MLmodel.`, {
    remedy: "Drop the model's folder, or the MLmodel in it.",
  });

/** The versions that a model's own text names, completed by the files next to it: what is installed with it, `requirements.txt` first. */
async function namedBy(model: LoadedModel, name: string, files: readonly ByteSource[]): Promise<FoundModel["named"]> {
  const { mlflow } = model.environment ?? {};
  let named: FoundModel["named"] = mlflow === undefined ? { by: [] } : { mlflow, by: [nameOf(name)] };
  const rank = (file: ByteSource) => Number(!/requirements/.test(file.name));
  for (const file of [...files].sort((left, right) => rank(left) - rank(right))) {
    const found = versionsIn(await textOf(file));
    const isNews = Object.keys(found).some((library) => !(library in named));
    if (isNews) named = { ...found, ...named, by: [...named.by, nameOf(file.name)] };
  }
  return named;
}

/** A model with the versions that it and the files next to it name. */
async function withVersions(
  model: LoadedModel,
  name: string,
  inputExample: ByteSource | null,
  files: readonly ByteSource[],
): Promise<FoundModel> {
  const named = await namedBy(model, name, files);
  const environment = named.mlflow === undefined ? null : environmentOfModel(named.mlflow, named.pandas);
  return { model: { ...model, environment }, inputExample, named };
}

/** The model of a zip; null where it has none. */
async function fromZip(source: ByteSource): Promise<FoundModel | null> {
  const found = nearest(await zipEntries(source));
  if (found === null) return null;
  const mlmodel = await textOf(await unpacked(source, found.mlmodel));
  const example = exampleOf(mlmodel, found.neighbours);
  const entries = [...found.neighbours.values()].filter(({ name }) => isVersionFile(name));
  const files = await Promise.all(entries.map((entry) => unpacked(source, entry)));
  return withVersions(loadModelText(mlmodel), found.mlmodel.name, example === null ? null : await unpacked(source, example), files);
}

async function isZip(source: ByteSource): Promise<boolean> {
  const head = await source.slice(0, 4);
  return head[0] === 0x50 && head[1] === 0x4b;
}

/** So much of a text shows whether it is a model. */
const HEAD_BYTES = 4096;

/**
 * The model among what was dropped; null where nothing says that it is one, as of data.
 * Rejects with `InvalidModel` and the reason if something claims to be a model and is not.
 */
export async function findModel(sources: readonly ByteSource[]): Promise<FoundModel | null> {
  const [only, second] = sources;
  if (only === undefined) return null;
  if (second !== undefined) return nearest(sources) === null ? null : loadModel(sources);
  if (await isZip(only)) return fromZip(only);
  const head = new TextDecoder().decode(await only.slice(0, Math.min(HEAD_BYTES, only.byteLength)));
  return isModelText(head, only.name) ? loadModel(sources) : null;
}

/**
 * A model from what was dropped: its MLmodel, a signature's text, its folder's files (by their paths), or a zip of them; a file that says what
 * is installed may lie next to it. Rejects with `InvalidModel` and the reason if there is none.
 */
export async function loadModel(sources: readonly ByteSource[]): Promise<FoundModel> {
  const found = nearest(sources);
  if (found !== null && sources.length > 1) {
    const mlmodel = await textOf(found.mlmodel);
    const files = [...found.neighbours.values()].filter(({ name }) => isVersionFile(name));
    return withVersions(loadModelText(mlmodel), found.mlmodel.name, exampleOf(mlmodel, found.neighbours), files);
  }
  const files = sources.filter(({ name }) => isVersionFile(name));
  const [only, second] = sources.filter((source) => !files.includes(source));
  if (only === undefined) throw noModel("Nothing");
  if (second !== undefined) throw noModel("The folder");
  if (!(await isZip(only))) return withVersions(loadModelText(await textOf(only)), only.name, null, files);
  const zipped = await fromZip(only);
  if (zipped === null) throw noModel(only.name);
  return zipped;
}
