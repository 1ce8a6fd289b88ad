import { readdir, stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import type { ByteSource } from "../core/bytes/byte-source.ts";
import { adopted, measuredNotes } from "../core/environment/adopt.ts";
import type { Environment } from "../core/environment/environment.ts";
import { isVersionFile } from "../core/environment/version-files.ts";
import { SignetError, text } from "../core/errors.ts";
import { type FoundModel, loadModel } from "../core/load-model.ts";
import { environmentOption } from "./arguments.ts";
import { sourceFromFile } from "./node-source.ts";

/** The MLmodel of a folder, with the files next to it that say what is installed. */
async function modelSources(folder: string): Promise<readonly ByteSource[]> {
  const names = (await readdir(folder)).filter((name) => name === "MLmodel" || isVersionFile(name));
  if (!names.includes("MLmodel"))
    throw new SignetError("InvalidModel", text`${folder} has no file called MLmodel.`, { remedy: "Name the model's folder." });
  return Promise.all(names.map((name) => sourceFromFile(join(folder, name))));
}

/** The model of a folder, an MLmodel, a zip or a signature's text. Rejects with `InvalidModel` where there is none. */
export async function modelAt(path: string): Promise<FoundModel> {
  const found = await stat(path).catch(() => null);
  if (found === null) throw new SignetError("InvalidModel", text`There is no model at ${path}.`, { remedy: "Check the path." });
  if (found.isDirectory()) return loadModel(await modelSources(path));
  return loadModel(basename(path) === "MLmodel" ? await modelSources(dirname(path)) : [await sourceFromFile(path)]);
}

/** The environment of a command, and what is to be said of it. */
export interface CommandEnvironment {
  /** Absent where the current one is meant. */
  readonly environment?: Environment;
  readonly notes: readonly string[];
}

/** The environment that `--environment` asks for, or else the one that the given model names. Throws `WrongUse` for an option that is none. */
export function commandEnvironment(option: string | undefined, model: FoundModel | null): CommandEnvironment {
  const asked = environmentOption(option);
  if (asked !== undefined) return { environment: asked, notes: measuredNotes(asked) };
  if (model === null) return { notes: [] };
  const { by, ...named } = model.named;
  const { environment, isNamed, notes } = adopted(named, by);
  return isNamed ? { environment, notes } : { notes };
}
