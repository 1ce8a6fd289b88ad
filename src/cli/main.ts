import { answerCases } from "./answer.ts";

const [command, path] = process.argv.slice(2);
if (command === "answer" && path !== undefined) await answerCases(path, (line) => process.stdout.write(`${line}\n`));
