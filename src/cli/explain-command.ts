import { readFile, stat } from "node:fs/promises";
import { explainText } from "../core/messages/explain.ts";
import { type RecognisedError, recogniseError } from "../core/messages/recognise.ts";
import { schemaToValue } from "../core/mlflow/signature-json.ts";
import { jsonDumps } from "../core/python/json-dumps.ts";
import type { PythonValue } from "../core/python/value.ts";
import { EXIT, type Streams } from "./exit.ts";

/** A recognised message as data: the catalogue's id and cause, what the message contains, and what to do. */
export function recognisedValue(found: RecognisedError): PythonValue {
  return new Map<string, PythonValue>([
    ["id", found.id],
    ["error", found.error],
    ["cause", found.cause],
    ["columns", found.columns],
    ["found", found.found],
    ["expected", found.expected],
    ["via", found.via],
    ["stage", found.stage],
    ["level", found.level],
    ["why", found.why],
    ["schema", found.schema === null ? null : schemaToValue(found.schema)],
    ["inner", found.inner],
    ["cut", found.isCut],
    ["advice", found.advice.map((one) => new Map<string, PythonValue>(Object.entries(one)))],
    ["others", found.others.map(recognisedValue)],
  ]);
}

async function stdinText(): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk);
  return Buffer.concat(chunks).toString("utf-8");
}

/** The message to explain: the text of the file that the argument names, or the argument itself. */
async function messageOf(argument: string | undefined): Promise<string> {
  if (argument === undefined || argument === "-") return stdinText();
  const isFile = argument.length < 4096 && !argument.includes("\n") && (await stat(argument).catch(() => null))?.isFile() === true;
  return isFile ? readFile(argument, "utf-8") : argument;
}

/** `signet explain`: explains a message of MLflow from an argument, a file or stdin. Resolves to the exit code: 1 if it is not known. */
export async function explainCommand(args: readonly string[], { out, err }: Streams): Promise<number> {
  const isJson = args[0] === "--json";
  const [argument, more] = isJson ? args.slice(1) : args;
  if (more !== undefined || (argument?.startsWith("--") === true && argument !== "--")) {
    err("signet explain needs a message in quotes, a file, or - for stdin. --json comes first.\n");
    return EXIT.wrongUse;
  }
  const found = recogniseError(await messageOf(argument));
  if (found === null) {
    err("signet explain: this is not one of MLflow's messages about signatures.\n");
    return EXIT.unreadable;
  }
  out(isJson ? `${jsonDumps(recognisedValue(found))}\n` : explainText(found));
  return EXIT.ok;
}
