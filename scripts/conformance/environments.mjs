import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { cache, folder } from "./kit.mjs";

/** Where the requirements of each further environment lie. */
const requirements = join(folder, "environments");

function run(command, args) {
  const { status } = spawnSync(command, args, { stdio: "inherit" });
  if (status !== 0) throw new Error(`${command} ${args.join(" ")} ended with ${status}`);
}

/** The version of a package that a requirements file pins. */
function pinned(text, name) {
  const found = new RegExp(`^${name}==(\\S+)`, "m").exec(text);
  if (found === null) throw new Error(`the requirements pin no ${name}`);
  return found[1];
}

/** The Python of a folder of its own with the packages of a requirements file, made once and again where that changed. */
function ensure(name, path, base) {
  const text = readFileSync(path, "utf8");
  const venv = join(cache, "environments", name);
  const python = join(venv, process.platform === "win32" ? "Scripts/python.exe" : "bin/python");
  const stamp = join(venv, "installed.txt");
  if (existsSync(python) && existsSync(stamp) && readFileSync(stamp, "utf8") === text) return python;
  console.log(`Installing the environment ${name} …`);
  mkdirSync(join(cache, "environments"), { recursive: true });
  run(base, ["-m", "venv", "--clear", venv]);
  run(python, ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r", path]);
  writeFileSync(stamp, text);
  return python;
}

/** Every further environment that the reference is asked in: its Python, and its versions as `--environment` names them. */
export function environments(base) {
  return readdirSync(requirements)
    .sort()
    .map((file) => {
      const name = file.replace(/\.txt$/, "");
      const text = readFileSync(join(requirements, file), "utf8");
      const versions = `mlflow=${pinned(text, "mlflow-skinny")},pandas=${pinned(text, "pandas")}`;
      return { name, versions, script: "oracle_versions.py", python: ensure(name, join(requirements, file), base) };
    });
}

/** deltalake and pyiceberg with MLflow. */
export const tablesPython = (base) => ensure("tables", join(folder, "requirements-tables.txt"), base);

/** The first Java that Spark runs on. */
const OLDEST_JAVA = 17;

/** PySpark with MLflow; null where there is no Java for it. */
export function sparkEnvironment(base) {
  const { stderr } = spawnSync(process.env.JAVA_HOME ? join(process.env.JAVA_HOME, "bin", "java") : "java", ["-version"], {
    encoding: "utf8",
  });
  const version = Number(/version "(\d+)/.exec(stderr ?? "")?.[1] ?? 0);
  return version < OLDEST_JAVA
    ? null
    : { script: "spark_oracle.py", python: ensure("spark", join(folder, "requirements-spark.txt"), base) };
}
