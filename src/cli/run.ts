import { errorToData, renderText } from "../core/errors.ts";
import { answerCases } from "./answer.ts";
import { checkCommand } from "./check-command.ts";
import { EXIT, type Streams } from "./exit.ts";
import { HELP } from "./help.ts";
import { sign } from "./sign-command.ts";

/** A command: its arguments and where to write; resolves to the exit code. */
type Command = (args: readonly string[], streams: Streams) => Promise<number>;

const COMMANDS: ReadonlyMap<string, Command> = new Map<string, Command>([
  ["sign", sign],
  ["check", checkCommand],
  [
    "answer",
    async ([path], { out, err }) => {
      if (path === undefined) {
        err("signet answer takes the path of a file of cases.\n");
        return EXIT.wrongUse;
      }
      await answerCases(path, (line) => out(`${line}\n`));
      return EXIT.ok;
    },
  ],
]);

/** Runs one command line. Never throws: what goes wrong is told on stderr and by the exit code. */
export async function run(args: readonly string[], streams: Streams): Promise<number> {
  const [name, ...rest] = args;
  if (name === undefined || name === "--help" || name === "-h" || name === "help" || rest.includes("--help")) {
    streams.out(HELP);
    return name === undefined ? EXIT.wrongUse : EXIT.ok;
  }
  const command = COMMANDS.get(name);
  if (command === undefined) {
    streams.err(`signet has no command ${name}. Known are: ${[...COMMANDS.keys()].join(", ")}.\n`);
    return EXIT.wrongUse;
  }
  try {
    return await command(rest, streams);
  } catch (thrown) {
    const { message, remedy } = errorToData(thrown);
    streams.err(`signet: ${renderText(message)}${remedy === undefined ? "" : ` ${remedy}`}\n`);
    return EXIT.unreadable;
  }
}
