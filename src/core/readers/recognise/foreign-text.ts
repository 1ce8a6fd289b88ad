import { defined } from "../../defined.ts";
import { shellWord } from "../shell-word.ts";
import type { Beginning } from "./beginning.ts";
import type { ForeignKind } from "./foreign-data.ts";
import { toArray, toJson, toParquet } from "./python-line.ts";

const PAGE_TABLE = toParquet((path) => `pd.read_html(${path})[0]`, { install: "lxml", note: "if the page itself has the table" });

const FETCH = "Fetch the file itself in its repository";

const startsAs =
  (pattern: RegExp): ForeignKind["isIt"] =>
  ({ text }) =>
    pattern.test(text);

/** A target, perhaps several or a query, and pairs of an index and a value. Source: `sklearn/datasets/_svmlight_format_fast.pyx`. */
const LIBSVM_LINE =
  /^[+-]?\d+(?:\.\d*)?(?:e[+-]?\d+)?(?:,[+-]?\d+(?:\.\d*)?)*(?:\s+qid:\d+)?(?:\s+\d+:[+-]?(?:\d|\.\d|nan|inf)\S*)+\s*(?:#.*)?$/i;

/** Lines that say whether a text is libsvm's. */
const LIBSVM_LINES = 5;

function isLibsvm({ text }: Beginning): boolean {
  const lines = text.split(/\r?\n/);
  // The last line may be cut off.
  const whole = (lines.length > 1 ? lines.slice(0, -1) : lines).filter((line) => line.trim() !== "" && !line.startsWith("#"));
  return whole.length > 0 && whole.slice(0, LIBSVM_LINES).every((line) => LIBSVM_LINE.test(line));
}

const isArff = startsAs(/^(?:\s*(?:%.*)?\r?\n)*\s*@relation\s/i);

const isDvc = ({ text }: Beginning) => /^outs:\s*$/m.test(text) && /^\s*-?\s*(md5|etag|hash|path|checksum):/m.test(text);

/** Texts that stand for the data, or are written for another program. */
export const FOREIGN_TEXT: readonly ForeignKind[] = [
  {
    is: "a Git LFS pointer, not the data",
    isIt: startsAs(/^version https:\/\/(git-lfs|hawser)\.github\.com\/spec\//),
    remedy: () => ({ task: FETCH, code: "git lfs pull" }),
    isNotData: true,
  },
  {
    is: "a DVC pointer, not the data",
    isIt: isDvc,
    extensions: ["dvc"],
    isTextByName: true,
    remedy: (file) => ({ task: FETCH, code: `dvc pull${file.endsWith(".dvc") ? ` ${shellWord(file)}` : ""}` }),
    isNotData: true,
  },
  {
    is: "a git-annex pointer, not the data",
    isIt: startsAs(/^\/annex\/objects\/|^(\.\.\/)*\.git\/annex\/objects\//),
    remedy: (file) => ({ task: FETCH, code: `git annex get ${shellWord(file)}` }),
    isNotData: true,
  },
  {
    is: "a web page (HTML), not the data",
    isIt: startsAs(/^\s*(?:<!--[\s\S]*?-->\s*|<\?xml[^>]*\?>\s*)*<(?:!doctype\s+html|html|head|body)[\s>]/i),
    extensions: ["html", "htm"],
    isTextByName: true,
    remedy: (file) => {
      const { task, code } = PAGE_TABLE(file);
      return {
        task: `A login or error page may have been saved in place of the file: download it again, signed in, by its direct link ("Raw" on GitHub). ${task}`,
        ...defined({ code }),
      };
    },
    isNotData: true,
  },
  {
    is: "an XML file",
    isIt: startsAs(/^\s*<\?xml[\s?]/i),
    extensions: ["xml"],
    isTextByName: true,
    remedy: toParquet((path) => `pd.read_xml(${path}, parser='etree')`, { note: "if its rows are elements of one kind" }),
  },
  {
    is: "an ARFF file (Weka)",
    isIt: (file) => isArff(file) && /[^\0-\x7f]|^\s*@attribute\s.*\sstring\s*$/im.test(file.text),
    // SciPy reads no columns of texts, and no nominal values beyond ASCII.
    remedy: toParquet(
      (path) => `(lambda x: pd.DataFrame(x['data'], columns=dict(x['attributes'])))(arff.load(open(${path}, encoding='utf-8')))`,
      { install: "liac-arff", imports: "import arff" },
    ),
  },
  {
    is: "an ARFF file (Weka)",
    isIt: isArff,
    extensions: ["arff"],
    isTextByName: true,
    // Nominal cells arrive as bytes.
    remedy: toParquet(
      (path) => `pd.DataFrame(arff.loadarff(${path})[0]).map(lambda cell: cell.decode() if isinstance(cell, bytes) else cell)`,
      { imports: "from scipy.io import arff" },
    ),
  },
  {
    is: "a libsvm (svmlight) file",
    isIt: isLibsvm,
    extensions: ["libsvm", "svmlight", "svm"],
    isTextByName: true,
    remedy: toArray((path) => `load_svmlight_file(${path}, multilabel=True)[0].toarray()`, {
      imports: "from sklearn.datasets import load_svmlight_file",
    }),
  },
  {
    is: "a rich text document (RTF)",
    isIt: startsAs(/^\{\\rtf/),
    extensions: ["rtf"],
    remedy: () => ({ task: "Choose the table itself, as CSV or Parquet" }),
    isNotData: true,
  },
  {
    is: "a notebook",
    isIt: () => false,
    extensions: ["ipynb"],
    isTextByName: true,
    remedy: () => ({ task: "Save the data from within it", code: "df.to_parquet('X.parquet')" }),
    isNotData: true,
  },
  {
    is: "a YAML file",
    isIt: startsAs(/^%YAML\s|^---\s*\r?\n[\w"'-]/),
    extensions: ["yaml", "yml"],
    isTextByName: true,
    remedy: toJson((path) => `yaml.safe_load(open(${path}, encoding='utf-8'))`, "yaml"),
  },
  {
    is: "a TOML file",
    isIt: () => false,
    extensions: ["toml"],
    isTextByName: true,
    remedy: toJson((path) => `tomllib.load(open(${path}, 'rb'))`, "tomllib"),
  },
];
