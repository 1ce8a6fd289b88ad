import { PROFILES } from "../core/environment/profiles.ts";
import type { Exporter } from "../core/exporters/exporter.ts";
import { EXPORT_FORMATS, EXPORT_FORMS, EXPORTERS } from "../core/exporters/registry.ts";
import { LIMIT_NAMES } from "../core/limits.ts";

const ABOUT_FORMATS = EXPORT_FORMATS.map((format) => {
  const plain = EXPORTERS.find(({ cli }: Exporter) => cli.format === format && cli.form === undefined);
  return `${format}: ${plain?.cli.about ?? "a script, by --form"}`;
}).join("; ");

const ABOUT_FORMS = EXPORTERS.flatMap(({ cli }: Exporter) => (cli.form === undefined ? [] : `${cli.form} (${cli.about})`)).join(", ");

export const HELP = `signet: get the MLflow signature of a model's files (same result as MLflow 3.17.2 and pandas 3.1.1)

  signet sign --inputs FILE [FILE …] [--outputs FILE …] [--params FILE]
              [--read JSON | --read-inputs JSON | --read-outputs JSON]
              [--format ${EXPORT_FORMATS.join("|")}] [--form ${EXPORT_FORMS.join("|")}]
              [--edits FILE] [--mlmodel FILE] [--out FILE]
              [--signer CONFIG|MODULE] [--log text|json]
              [--compare FILE …] [--profile]
              [--expect SIGNATURE] [--fail-on any|warn] [--no-verify] [--environment VERSIONS]
  signet check --signature MODEL [--inputs FILE …] [--outputs FILE …] [--params FILE] [--request BODY.json|-]
              [--read JSON] [--via predict|scoring|both] [--format text|json|junit|markdown|html] [--show-values]
              [--environment VERSIONS]
  signet job --signature MODEL [--environment VERSIONS] [--out FILE]
  signet job --inputs FILE … [--outputs FILE …] [any option of sign] [--out FILE]
  signet compare-versions --from VERSIONS --to VERSIONS --inputs FILE … [--outputs FILE …] [--signature MODEL] [--read JSON]
  signet explain [--json] MESSAGE|FILE|-
  signet answer CASES.jsonl [--by name|content] [--pages all|needed] [--above BYTES] [--environment VERSIONS] [--signer CONFIG]

  --inputs, --outputs   CSV, Parquet, Feather, Arrow, JSON, JSON lines, npy, npz; several files, a folder, or a
                        quoted pattern ('data/**/*.parquet') are one data set; Delta and Iceberg tables are read by their logs
  --params              a file of JSON, YAML or a Python dict literal, or the dict itself: '{"k": 5}'
  --read                reader options under pandas' names, as JSON; also astype, drop, optional, rename and to (numpy, column, series)
  --format              ${ABOUT_FORMATS}
  --form                for --format python: ${ABOUT_FORMS}
  --edits               edits.json from the page: applies the edits that were made there
  --mlmodel             an MLmodel file to print with only its signature changed (with --format mlmodel)
  --signer              a config (a YAML or JSON file, the config itself: {KIND: TolerantSigner}, or its KIND: SparkSigner), or your own module (.mjs);
                        see docs/choosing-a-signer.md and docs/writing-a-signer.md
  --log                 json: one object per line on stderr, with time, level, side, column and message
  --compare             other data for the inputs, such as a test set: reports columns and cells that are missing there
  --profile             read CSV a second time to find constant columns and columns with few values
  --expect              an MLmodel or the JSON of a signature; lists the differences
  --fail-on             any: fail if a side falls back to any; warn: fail on any error or warning
  --no-verify           Parquet, Arrow, Feather and npz: trust the statistics in the file and leave other pages unread

  --environment         versions of MLflow and pandas to answer as, and to write for: mlflow=3.15,pandas=2.3,
                        or ${PROFILES.map(({ id }) => id).join(", ")}; by default those
                        that the given model names, else the current ones; see docs/environments.md

  check:
  --signature           an MLmodel, a model's folder or zip, the JSON of a signature, or the output of print(signature)
  --request             the body of a JSON request to MLflow's scoring server; - reads it from stdin
  --via                 both by default for CSV and Parquet; the scoring server has no reader options
  --show-values         include cell values in the report

  answer:
  --by                  name: choose the reader by extension, as the reference does; content: choose it as the page does. The answer uses
                        the options of the case only: no delimiter or encoding is set automatically
  --pages               needed: in files above 4 MiB (or --above), trust the statistics and leave other pages unread, as on the page

  job: writes a PySpark script that compares a full data set with the signature: of a model, or of files as sign makes it.
  With --signer SparkSigner the signature is that of Spark's reading. python job.py --help lists what the script takes; see docs/spark.md.

  compare-versions: lists what changes for the files between two pairs of versions, and for the data under a signature. Exits with 3 if anything does.

  explain: explains an error or warning of MLflow 1.9 to 3.17 about signatures: a traceback, log lines or a server's JSON.
  --json                catalogue id, cause, columns, types and advice as JSON

  --limit               with any command: read files past a limit, NAME=SIZE with NAME one of
                        ${LIMIT_NAMES.join(", ")}; see docs/limits.md
  --version             print the version and the commit that it was built from
  --debug               with any command: print the stack if Signet itself fails

Exit codes: 0 done or accepted, 1 a file could not be read or only Python can decide, 2 wrong arguments, 3 refused, 4 differs from --expect, 5 --fail-on

Examples:
  signet sign --inputs X_train.parquet --outputs predictions.csv --format mlmodel
  signet sign --inputs data.csv --read '{"sep": ";", "decimal": ","}'
  signet sign --inputs X.csv --signer config.yaml --log json
  signet sign --inputs X.csv --expect model/MLmodel --fail-on any
  signet check --signature model/MLmodel --inputs new.csv --format junit
  signet job --inputs sample.parquet --signer SparkSigner --out job.py
  python predict.py 2>&1 | signet explain -
`;
