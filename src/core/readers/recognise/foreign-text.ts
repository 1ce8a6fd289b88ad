import { reprString } from "../../python/repr.ts";
import type { Beginning } from "./beginning.ts";
import type { ForeignKind } from "./foreign-data.ts";

const startsAs =
  (pattern: RegExp): ForeignKind["isIt"] =>
  ({ text }) =>
    pattern.test(text);

const stemOf = (file: string) => file.replace(/\.[^./]*$/, "") || file;

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

const isDvc = ({ text }: Beginning) => /^outs:\s*$/m.test(text) && /^\s*-?\s*(md5|etag|hash|path|checksum):/m.test(text);

/** Texts that stand for the data, or are written for another program. */
export const FOREIGN_TEXT: readonly ForeignKind[] = [
  {
    is: "a Git LFS pointer, not the data",
    isIt: startsAs(/^version https:\/\/(git-lfs|hawser)\.github\.com\/spec\//),
    remedy: () => "Fetch the file itself in its repository: git lfs pull",
    isNotData: true,
  },
  {
    is: "a DVC pointer, not the data",
    isIt: isDvc,
    extensions: ["dvc"],
    isTextByName: true,
    remedy: (file) => `Fetch the file itself in its repository: dvc pull${file.endsWith(".dvc") ? ` ${file}` : ""}`,
    isNotData: true,
  },
  {
    is: "a git-annex pointer, not the data",
    isIt: startsAs(/^\/annex\/objects\/|^(\.\.\/)*\.git\/annex\/objects\//),
    remedy: (file) => `Fetch the file itself in its repository: git annex get ${file}`,
    isNotData: true,
  },
  {
    is: "a web page (HTML), not the data",
    isIt: startsAs(/^\s*(?:<!--[\s\S]*?-->\s*|<\?xml[^>]*\?>\s*)*<(?:!doctype\s+html|html|head|body)[\s>]/i),
    extensions: ["html", "htm"],
    isTextByName: true,
    remedy: (file) =>
      `A login or error page may have been saved in place of the file: download it again, signed in, by its direct link ("Raw" on GitHub). If the page itself has the table: pd.read_html(${reprString(file)})[0]`,
    isNotData: true,
  },
  {
    is: "an XML file",
    isIt: startsAs(/^\s*<\?xml[\s?]/i),
    extensions: ["xml"],
    isTextByName: true,
    remedy: (file) =>
      `If its rows are elements of one kind, write them as Parquet: pd.read_xml(${reprString(file)}).to_parquet(${reprString(`${stemOf(file)}.parquet`)}). It needs lxml, or parser='etree'.`,
  },
  {
    is: "an ARFF file (Weka)",
    isIt: startsAs(/^(?:\s*(?:%.*)?\r?\n)*\s*@relation\s/i),
    extensions: ["arff"],
    isTextByName: true,
    remedy: (file) =>
      `Write it as Parquet: pd.DataFrame(scipy.io.arff.loadarff(${reprString(file)})[0]).to_parquet(${reprString(`${stemOf(file)}.parquet`)}). Nominal columns arrive as bytes: str.decode('utf-8') makes them text.`,
  },
  {
    is: "a libsvm (svmlight) file",
    isIt: isLibsvm,
    extensions: ["libsvm", "svmlight", "svm"],
    isTextByName: true,
    remedy: (file) =>
      `Read it with X, y = sklearn.datasets.load_svmlight_file(${reprString(file)}) and save the inputs: np.save(${reprString(`${stemOf(file)}.npy`)}, X.toarray()).`,
  },
  {
    is: "a rich text document (RTF)",
    isIt: startsAs(/^\{\\rtf/),
    extensions: ["rtf"],
    remedy: () => "Choose the table itself, as CSV or Parquet.",
    isNotData: true,
  },
  {
    is: "a notebook",
    isIt: () => false,
    extensions: ["ipynb"],
    isTextByName: true,
    remedy: () => "Save the data from within it: df.to_parquet('X.parquet').",
    isNotData: true,
  },
  {
    is: "a YAML file",
    isIt: startsAs(/^%YAML\s|^---\s*\r?\n[\w"'-]/),
    extensions: ["yaml", "yml"],
    isTextByName: true,
    remedy: (file) =>
      `Write it as JSON: json.dump(yaml.safe_load(open(${reprString(file)})), open(${reprString(`${stemOf(file)}.json`)}, 'w'), default=str)`,
  },
  {
    is: "a TOML file",
    isIt: () => false,
    extensions: ["toml"],
    isTextByName: true,
    remedy: (file) =>
      `Write it as JSON: json.dump(tomllib.load(open(${reprString(file)}, 'rb')), open(${reprString(`${stemOf(file)}.json`)}, 'w'), default=str)`,
  },
];
