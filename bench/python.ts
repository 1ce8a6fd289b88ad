import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { referencePython, root } from "../scripts/setup.mjs";

const run = promisify(execFile);

/** Python with MLflow, pandas and pyarrow, as the conformance run installs it. */
export class Reference {
  private readonly python: string;

  constructor(python: string) {
    this.python = python;
  }

  /** The one that is installed, or null. */
  static find(): Reference | null {
    return existsSync(referencePython) ? new Reference(referencePython) : null;
  }

  private async script(name: string, args: readonly string[]): Promise<string> {
    const { stdout } = await run(this.python, [join(root, "bench", "python", name), ...args], {
      env: { ...process.env, MLFLOW_DISABLE_TELEMETRY: "true" },
      maxBuffer: 1 << 26,
    });
    return stdout;
  }

  /** Makes a file of about `byteLength` bytes; `source` is the CSV whose rows it has. */
  async make(kind: string, path: string, byteLength: number, source: readonly string[]): Promise<void> {
    await this.script("make_tables.py", [kind, path, String(byteLength), ...source]);
  }

  /** The milliseconds that `pd.read_csv` or `pd.read_parquet` takes, with `infer` those of `infer_signature` after it included. */
  async time(reader: "csv" | "parquet", path: string, what: "read" | "infer"): Promise<number> {
    const stdout = await this.script("reference.py", what === "infer" ? [reader, path, "infer"] : [reader, path]);
    return Number(stdout.trim().split("\n").at(-1)) * 1000;
  }

  /** Its versions, for the record. */
  async versions(): Promise<string> {
    const { stdout } = await run(this.python, [
      "-c",
      "import platform, importlib.metadata as m; print('Python', platform.python_version(), *(f'{n} {m.version(n)}' for n in ('mlflow', 'pandas', 'pyarrow')), sep=', ')",
    ]);
    return stdout.trim().replace("Python, ", "Python ");
  }
}
