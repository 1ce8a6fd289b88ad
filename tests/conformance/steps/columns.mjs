import { join } from "node:path";
import { capture, folder } from "../../../scripts/conformance/kit.mjs";

/** Columns of every dtype, under every cast, type and tensor: what is recorded of them, asked of pandas, NumPy and MLflow. */
export function run({ python, tally }) {
  const { stdout, stderr } = capture(python, [join(folder, "column_answers.py")]);
  const figure = /(\d+) of (\d+) the same/.exec(stdout);
  if (figure === null) throw new Error(`column_answers.py printed no figures: ${stderr.slice(-2000)}`);
  const [same, all] = figure.slice(1).map(Number);
  console.log(`columns of every dtype: ${stdout.trim().split("\n").slice(-11).join("\n")}`);
  tally(same, all - same);
}
