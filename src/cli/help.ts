import type { Exporter } from "../core/exporters/exporter.ts";
import { EXPORT_FORMATS, EXPORT_FORMS, EXPORTERS } from "../core/exporters/registry.ts";

const ABOUT_FORMATS = EXPORT_FORMATS.map((format) => {
  const plain = EXPORTERS.find(({ cli }: Exporter) => cli.format === format && cli.form === undefined);
  return `${format}: ${plain?.cli.about ?? "a script, by --form"}`;
}).join("; ");

const ABOUT_FORMS = EXPORTERS.flatMap(({ cli }: Exporter) => (cli.form === undefined ? [] : `${cli.form} (${cli.about})`)).join(", ");

export const HELP = `signet: the MLflow signature of a model's files, as MLflow 3.17.2 and pandas 3.1.1 would infer it

  signet sign --inputs FILE [FILE …] [--outputs FILE …] [--params FILE]
              [--read JSON | --read-inputs JSON | --read-outputs JSON]
              [--format ${EXPORT_FORMATS.join("|")}] [--form ${EXPORT_FORMS.join("|")}]
              [--edits FILE] [--mlmodel FILE] [--out FILE]
              [--signer CONFIG|MODULE] [--log text|json]
              [--beside FILE …] [--profile]
              [--expect SIGNATURE] [--fail-on any|warn] [--no-verify]
  signet check --signature MODEL [--inputs FILE …] [--outputs FILE …] [--params FILE] [--request BODY.json|-]
              [--read JSON] [--via predict|scoring|both] [--format text|json|junit|markdown|html] [--show-values]
  signet explain [--json] MESSAGE|FILE|-
  signet answer CASES.jsonl [--by name|content] [--pages all|needed] [--above BYTES]

  --inputs, --outputs   CSV, Parquet, Feather, Arrow, JSON, JSON lines, npy, npz; several files, or a folder, are one data set
  --params              a file of JSON, YAML or a Python dict literal, or the dict itself: '{"k": 5}'
  --read                reader options under pandas' names, as JSON; astype, drop, optional, rename and to (numpy, column, series) are taken too
  --format              ${ABOUT_FORMATS}
  --form                of python: ${ABOUT_FORMS}
  --edits               edits.json as the page downloads it: what was edited by hand there is made here too
  --mlmodel             an MLmodel file, given back with only its signature changed (with --format mlmodel)
  --signer              a strategy's config: a YAML or JSON file, or the config itself ({KIND: TolerantSigner}), or your own module (.mjs);
                        see docs/choosing-a-signer.md and docs/writing-a-signer.md
  --log                 json: an object a line on stderr with time, level, side, column and message
  --beside              other data for the inputs, such as a test set: what misses a cell or a column there is told
  --profile             read CSV a second time, for what only distributions tell (constant columns, few values)
  --expect              an MLmodel or a signature's JSON; differences are listed
  --fail-on             any: a side falls back to any; warn: any problem that stops or warns
  --no-verify           Parquet, Arrow, Feather and npz: what their own statistics answer is taken from them, and pages stay unread

  check:
  --signature           an MLmodel, a model's folder or zip, a signature's JSON or what print(signature) writes
  --request             the body of a JSON request to MLflow's scoring server; - reads it from stdin
  --via                 both ways by default for CSV and Parquet; the scoring server takes no reader options
  --show-values         let the report hold cell values

  answer:
  --by                  name: the reader of the extension, as the reference; content: as the page takes a file. What the page would apply by
                        itself (delimiter, encoding) stays out of the answer, which keeps to the case's own options
  --pages               needed: of files above 4 MiB (or --above), what their own statistics answer stays unread, as on the page
  explain: an error or warning of MLflow 1.9 to 3.17 about signatures, as it was printed: a traceback, log lines or a server's JSON.
  --json                its catalogue id, cause, columns, types and advice as JSON

  --debug               with any command: where in Signet's code a defect is, as a stack of calls

Exit codes: 0 done or accepted, 1 a file could not be read or only Python can decide, 2 wrong use, 3 refused, 4 differs from --expect, 5 --fail-on

Examples:
  signet sign --inputs X_train.parquet --outputs predictions.csv --format mlmodel
  signet sign --inputs data.csv --read '{"sep": ";", "decimal": ","}'
  signet sign --inputs X.csv --signer config.yaml --log json
  signet sign --inputs X.csv --expect model/MLmodel --fail-on any
  signet check --signature model/MLmodel --inputs new.csv --format junit
  python predict.py 2>&1 | signet explain -
`;
