import { COMPRESSIONS, compressionByName } from "../bytes/compression.ts";
import { must } from "../defined.ts";
import { text } from "../errors.ts";
import { pythonLiteral } from "../python/repr.ts";
import type { PythonValue } from "../python/value.ts";
import { refusedOption } from "./csv/option-reader.ts";
import type { CompressionChoice, Detected } from "./detect.ts";
import type { OptionProposal } from "./dialect/propose.ts";
import type { ReadSettings } from "./settings.ts";

/** The option `compression` as pandas takes it. Throws `UnreadableFile` in pandas' words for what it cannot be. */
export function compressionChoice(given: PythonValue | undefined): CompressionChoice {
  if (given === undefined) return "infer";
  if (given instanceof Map && !given.has("method")) throw refusedOption("If mapping, compression must have key 'method'");
  const method = given instanceof Map ? (given.get("method") ?? null) : given;
  if (method === null || method === "infer") return method;
  const known = COMPRESSIONS.find((name) => name === method);
  if (known === undefined) throw refusedOption(`Unrecognized compression type: ${pythonLiteral(method)}`);
  return known;
}

/** What was unpacked, or is plain under a packed name. pandas goes only by the name, so a name that says otherwise needs the option. */
export function appliedCompression(name: string, { compression, reader }: Detected, given: ReadSettings["options"]): OptionProposal[] {
  const named = compressionByName(name);
  if (given.has("compression") || (compression === null && named === null) || (reader.kind !== "csv" && compression === null)) return [];
  const says = named === compression;
  return [
    {
      kind: "compression",
      options: new Map(reader.kind === "csv" && !says ? [["compression", compression]] : []),
      message:
        compression === null
          ? text`Read as it is: its name says ${must(named)}, and it is not compressed.`
          : text`Unpacked: it is compressed with ${compression}${says ? "" : ", which its name does not say"}.`,
      ...(reader.kind === "csv" ? { undo: new Map([["compression", says ? null : "infer"]]) } : {}),
    },
  ];
}
