import { join } from "node:path";
import { root } from "../../../scripts/setup.mjs";

/** Every fix of every problem, run by pandas and MLflow. */
export function run({ count, node, signet }) {
  count(["problems.py", signet, node, join(root, "tests", "fixtures", "problems")]);
}
