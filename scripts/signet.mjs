// Runs the command line from the sources, built first where they are newer.
import { spawnSync } from "node:child_process";
import { ensureCli } from "./setup.mjs";

const { status } = spawnSync(process.execPath, [ensureCli(), ...process.argv.slice(2)], {
  stdio: "inherit",
  cwd: process.env.INIT_CWD ?? process.cwd(),
});
process.exitCode = status ?? 1;
