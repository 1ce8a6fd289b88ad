import { must } from "../../defined.ts";
/** The program that wrote a file, and its version: a part that it does not say is 0. */
export interface Writer {
  readonly application: string;
  readonly version: readonly [major: number, minor: number, patch: number];
}

/** Source: `ApplicationVersionParser` in `parquet/metadata.cc`. */
export function writerOf(createdBy: string): Writer {
  const [, application = "", version = ""] = must(/^\s*(.*?)\s*(?: version \s*(.*))?$/s.exec(createdBy));
  const [, major, minor, patch] = /^(\d+)(?:\.(\d+)(?:\.(\d+))?)?/.exec(version) ?? [];
  return { application, version: [Number(major ?? 0), Number(minor ?? 0), Number(patch ?? 0)] };
}

/**
 * Whether a file was written by the application before the version. Source: `ApplicationVersion::VersionLt` in `parquet/metadata.cc`.
 *
 * @example isBefore(writerOf("parquet-mr version 1.8.1 (build 4aba4da)"), "parquet-mr", [1, 10, 0]) // true
 */
export function isBefore({ application, version }: Writer, than: string, [major, minor, patch]: Writer["version"]): boolean {
  if (application !== than) return false;
  if (version[0] !== major) return version[0] < major;
  return version[1] === minor ? version[2] < patch : version[1] < minor;
}
