import { CURRENT, type Environment } from "./environment.ts";

const VERSION = /^\d+(?:\.\d+){0,2}$/;

/**
 * An environment as text: `mlflow=3.15.2,pandas=2.3`. What is not named is as in the current one. Gives the reason where it is none.
 *
 * @example parseEnvironment("mlflow=3.15.2,pandas=2.3.3") // { mlflow: "3.15.2", pandas: "2.3.3" }
 */
export function parseEnvironment(written: string): Environment | string {
  const versions: { mlflow: string; pandas: string } = { ...CURRENT };
  for (const part of written.split(",")) {
    const [library = "", version = ""] = part.split("=").map((word) => word.trim());
    if (library !== "mlflow" && library !== "pandas") return `it names mlflow and pandas, as mlflow=3.15,pandas=2.3, not ${part}.`;
    if (!VERSION.test(version)) return `${library} needs a version such as 2.14 or 2.14.3, not ${version}.`;
    versions[library] = version;
  }
  return versions;
}
