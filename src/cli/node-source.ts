import { readdir, stat } from "node:fs/promises";
import { join, relative } from "node:path";
import picomatch from "picomatch";
import type { ByteSource, SourceFolder } from "../core/bytes/byte-source.ts";
import { SignetError, text } from "../core/errors.ts";
import { DELTA_LOG, DELTA_LOG_FILE, folderFiles, icebergMetadata, isHiddenName } from "../worker/folder-files.ts";
import { sourceFromDisk } from "./disk-source.ts";

/** A file of the disk as a source. Throws `UnreadableFile` if it is not there or is not a file. */
export async function sourceFromFile(path: string): Promise<ByteSource> {
  const found = await stat(path).catch(() => null);
  if (found === null || !found.isFile())
    throw new SignetError("UnreadableFile", text`There is no file at ${path}.`, {
      pythonError: "FileNotFoundError",
      remedy: "Check the path.",
    });
  return sourceFromDisk({ path, byteLength: found.size, modifiedMs: found.mtimeMs });
}

/** The paths below a folder, relative to it with slashes; of hidden directories only their names, with a slash. */
async function pathsIn(folder: string, below = folder): Promise<readonly string[]> {
  const entries = await readdir(below, { withFileTypes: true });
  const nested = await Promise.all(
    entries.map(async (entry) => {
      const path = join(below, entry.name);
      const name = relative(folder, path).replaceAll("\\", "/");
      // A link is what it points to.
      const isFolder = entry.isSymbolicLink() ? ((await stat(path).catch(() => null))?.isDirectory() ?? false) : entry.isDirectory();
      if (!isFolder) return [name];
      return isHiddenName(entry.name) ? [`${name}/`] : pathsIn(folder, path);
    }),
  );
  return nested.flat();
}

/** The files that describe the table that a folder is, if it is one. */
async function lakeLogPaths(folder: string, paths: readonly string[]): Promise<readonly string[]> {
  if (!paths.includes(`${DELTA_LOG}/`)) return icebergMetadata(paths);
  const names = await readdir(join(folder, DELTA_LOG));
  return names.filter((name) => DELTA_LOG_FILE.test(name)).map((name) => `${DELTA_LOG}/${name}`);
}

/** Files that are asked for their size at a time: more would only take memory. */
const STATS_AT_ONCE = 64;

/** Files of the disk, in their order. */
async function sourcesFromFiles(paths: readonly string[], folder?: SourceFolder): Promise<readonly ByteSource[]> {
  const sources = new Array<ByteSource>(paths.length);
  let next = 0;
  const lane = async () => {
    for (let at = next++; at < paths.length; at = next++) {
      const source = await sourceFromFile(paths[at] ?? "");
      sources[at] = folder === undefined ? source : { ...source, folder };
    }
  };
  await Promise.all(Array.from({ length: STATS_AT_ONCE }, lane));
  return sources;
}

async function sourcesFromFolder(given: string): Promise<readonly ByteSource[]> {
  const path = given.length > 1 ? given.replace(/[/\\]+$/, "") : given;
  const paths = await pathsIn(path);
  const logPaths = await lakeLogPaths(path, paths);
  const isLog = new Set(logPaths);
  const { used, hidden, skipped } = folderFiles(
    paths.filter((name) => !isLog.has(name)),
    { oneKind: true },
  );
  if (used.length === 0 && logPaths.length === 0)
    throw new SignetError("UnreadableFile", text`The folder ${path} has no data files.`, {
      place: { file: path },
      pythonError: "FileNotFoundError",
      remedy: "Name a folder with CSV, Parquet, Feather, Arrow, JSON or NumPy files whose names do not begin with _ or a dot.",
    });
  const log = await Promise.all(logPaths.map((name) => sourceFromFile(`${path}/${name}`)));
  const folder = { path, hidden, skipped, ...(log.length === 0 ? {} : { log }) };
  // A table without data files is one all the same.
  if (used.length === 0) return log.slice(0, 1).map((source) => ({ ...source, folder }));
  return sourcesFromFiles(
    used.map((name) => `${path}/${name}`),
    folder,
  );
}

/** The files that a pattern names, as those of the folder that it begins with: all others of the folder are not part of the data. */
async function sourcesFromPattern(pattern: string): Promise<readonly ByteSource[]> {
  const base = picomatch.scan(pattern).base.replace(/\/+$/, "");
  const root = base === "" ? "." : base;
  const isMatch = picomatch(pattern);
  const below = (await stat(root).catch(() => null))?.isDirectory() === true ? await pathsIn(root) : [];
  const hidden = below.filter((name) => name.split("/").some(isHiddenName));
  const isHidden = new Set(hidden);
  const visible = below.filter((name) => !isHidden.has(name)).sort();
  const isNamed = (name: string) => isMatch(base === "" ? name : `${base}/${name}`);
  const used = visible.filter(isNamed);
  if (used.length === 0)
    throw new SignetError("UnreadableFile", text`No file matches ${pattern}.`, {
      pythonError: "FileNotFoundError",
      remedy: "Check the pattern: ** stands for any folders, * for any name.",
    });
  const folder = { path: root, hidden, skipped: visible.filter((name) => !isNamed(name)) };
  return sourcesFromFiles(
    used.map((name) => `${root}/${name}`),
    folder,
  );
}

/**
 * A file, the files of a folder as one data set (those that pandas and pyarrow read, all of one kind), or the files that a pattern such as
 * `data/**\/*.parquet` names. Throws `UnreadableFile`.
 */
export async function sourcesFromPath(path: string): Promise<readonly ByteSource[]> {
  const found = await stat(path).catch(() => null);
  if (found?.isDirectory() === true) return sourcesFromFolder(path);
  return found === null && picomatch.scan(path).isGlob ? sourcesFromPattern(path) : [await sourceFromFile(path)];
}

/** The sources of several paths, in their order. */
export const sourcesFromPaths = async (paths: readonly string[]): Promise<readonly ByteSource[]> =>
  (await Promise.all(paths.map(sourcesFromPath))).flat();
