import { parseArgs } from "node:util";
import { defined } from "../core/defined.ts";
import { type ErrorData, errorToData, renderText, traceText } from "../core/errors.ts";
import { shellWord } from "../core/exporters/command.ts";
import { setLimits } from "../core/limits.ts";
import { failureFixes } from "../core/problems/read-failure.ts";
import { settingsJson } from "../core/problems/settings-json.ts";
import { SIGNET_VERSION } from "../core/review/versions.ts";
import { answerCases } from "./answer.ts";
import type { AnswerOptions } from "./answer-side.ts";
import { environmentOption, limitsIn, oneOf, WrongUse } from "./arguments.ts";
import { checkCommand } from "./check-command.ts";
import { compareVersionsCommand } from "./compare-versions-command.ts";
import { EXIT, type Streams } from "./exit.ts";
import { explainCommand } from "./explain-command.ts";
import { HELP } from "./help.ts";
import { jobCommand } from "./job-command.ts";
import { sign } from "./sign-command.ts";
import { signerFromOption } from "./signer-option.ts";

const ANSWER_OPTIONS = {
  by: { type: "string" },
  pages: { type: "string" },
  above: { type: "string" },
  environment: { type: "string" },
  signer: { type: "string" },
} as const;

async function answerArguments(args: readonly string[]): Promise<{ readonly path: string; readonly how: AnswerOptions } | WrongUse> {
  try {
    const { values, positionals } = parseArgs({ args: [...args], options: ANSWER_OPTIONS, strict: true, allowPositionals: true });
    const by = oneOf("by", values.by, ["name", "content"]);
    const pages = oneOf("pages", values.pages, ["all", "needed"]);
    const [path] = positionals;
    if (path === undefined) return new WrongUse("it needs the path of a file of cases.");
    if (values.above !== undefined && !/^\d+$/.test(values.above)) return new WrongUse("--above must be a number of bytes.");
    return {
      path,
      how: {
        ...defined({
          by,
          pages,
          above: values.above === undefined ? undefined : Number(values.above),
          environment: environmentOption(values.environment),
          choice: values.signer === undefined ? undefined : await signerFromOption(values.signer),
        }),
      },
    };
  } catch (error) {
    return new WrongUse(error instanceof Error ? error.message : String(error));
  }
}

/** A command: its arguments and where to write; resolves to the exit code. */
type Command = (args: readonly string[], streams: Streams) => Promise<number>;

const COMMANDS: ReadonlyMap<string, Command> = new Map<string, Command>([
  ["sign", sign],
  ["check", checkCommand],
  ["explain", explainCommand],
  ["job", jobCommand],
  ["compare-versions", compareVersionsCommand],
  [
    "answer",
    async (args, { out, err }) => {
      const given = await answerArguments(args);
      if (given instanceof WrongUse) {
        err(`signet answer: ${given.message}\n`);
        return EXIT.wrongUse;
      }
      await answerCases(given.path, (line) => out(`${line}\n`), given.how);
      return EXIT.ok;
    },
  ],
]);

/** Reports what ended a command: the message, what to do, and with `--debug` where in Signet's code a defect is. */
function reportFailure(error: ErrorData, err: Streams["err"], isDebug: boolean): void {
  const { message, remedy, trace } = error;
  err(`signet: ${renderText(message)}${remedy === undefined ? "" : ` ${remedy}`}\n`);
  if (trace !== undefined && !isDebug) err("  This is a bug in Signet. Run the command again with --debug to see where it is.\n");
  if (trace !== undefined && isDebug) err(`${traceText(trace).replace(/^/gm, "  ")}\n`);
  for (const fix of failureFixes(error))
    if (fix.kind === "option") err(`  fix: ${fix.label}: ${fix.consequence} --read ${shellWord(settingsJson({ options: fix.options }))}\n`);
}

function limitsOrWrongUse(args: readonly string[]): ReturnType<typeof limitsIn> | WrongUse {
  try {
    return limitsIn(args);
  } catch (error) {
    if (error instanceof WrongUse) return error;
    throw error;
  }
}

/** Runs one command line. Never throws: what goes wrong is reported on stderr and by the exit code. */
export async function run(args: readonly string[], streams: Streams): Promise<number> {
  const given = limitsOrWrongUse(args.filter((word) => word !== "--debug"));
  if (given instanceof WrongUse) {
    streams.err(`signet: ${given.message}\n`);
    return EXIT.wrongUse;
  }
  setLimits(given.limits);
  const [name, ...rest] = given.rest;
  if (name === undefined || name === "--help" || name === "-h" || name === "help" || rest.includes("--help")) {
    streams.out(HELP);
    return name === undefined ? EXIT.wrongUse : EXIT.ok;
  }
  if (name === "--version" || name === "-V") {
    streams.out(`signet ${SIGNET_VERSION}\n`);
    return EXIT.ok;
  }
  const command = COMMANDS.get(name);
  if (command === undefined) {
    streams.err(`signet has no command ${name}. Commands: ${[...COMMANDS.keys()].join(", ")}.\n`);
    return EXIT.wrongUse;
  }
  try {
    return await command(rest, streams);
  } catch (thrown) {
    reportFailure(errorToData(thrown), streams.err, args.includes("--debug"));
    return EXIT.unreadable;
  }
}
