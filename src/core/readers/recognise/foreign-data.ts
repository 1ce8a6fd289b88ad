import { reprString } from "../../python/repr.ts";
import { type Beginning, hasBytes, isBinary } from "./beginning.ts";

/** A kind of file that no reader takes. */
export interface ForeignKind {
  /** What the file is, as the end of a sentence: `a Stata file`. */
  readonly is: string;
  /** The command or the Python that fetches or reads it; `file` is the file's name. */
  readonly remedy: (file: string) => string;
  readonly isIt: (file: Beginning) => boolean;
  /** Extensions that say so where the content says nothing. */
  readonly extensions?: readonly string[];
  /** Whether a name with such an extension is believed of a text too, whose content says nothing. */
  readonly isTextByName?: true;
  /** The file points to the data, or says why they are missing: it is not data in another format. */
  readonly isNotData?: true;
}

const parquetName = (file: string) => reprString(`${file.replace(/\.[^./]*$/, "") || file}.parquet`);

/** `Python: expression.to_parquet('name.parquet')` for an expression that reads a table. */
const toParquet = (read: (path: string) => string, note = "") => {
  return (file: string) => `Write it as Parquet: ${read(reprString(file))}.to_parquet(${parquetName(file)}).${note}`;
};

const asArray = (read: (path: string) => string, note = "") => {
  return (file: string) =>
    `Save what the model gets as an array: np.save(${reprString(`${file.replace(/\.[^./]*$/, "") || file}.npy`)}, ${read(reprString(file))}).${note}`;
};

const IMAGE = asArray((path) => `np.asarray(PIL.Image.open(${path}))`);

const unpackWith = (command: string) => (file: string) => `Unpack it and choose the file in it: ${command} ${file}`;

const magic =
  (...magics: readonly (string | readonly number[])[]): ForeignKind["isIt"] =>
  ({ head }) =>
    magics.some((bytes) => hasBytes(head, bytes));

const SAS7BDAT = [
  0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xc2, 0xea, 0x81, 0x60, 0xb3, 0x14, 0x11, 0xcf, 0xbd, 0x92, 0x08, 0x00, 0x09, 0xc7, 0x31, 0x8c, 0x18,
  0x1f, 0x10, 0x11,
];

/** Stata before version 13: release, byte order, kind of file, a zero. Source: `pandas/io/stata.py StataReader._read_old_header`. */
function isOldStata({ head }: Beginning): boolean {
  const [release = 0, order, kind, zero] = head;
  return [102, 103, 104, 105, 108, 110, 111, 113, 114, 115].includes(release) && (order === 1 || order === 2) && kind === 1 && zero === 0;
}

/** zlib as joblib's `compress` writes it; the header's two bytes are divisible by 31. */
function isZlib({ head }: Beginning): boolean {
  const [first = 0, second = 0] = head;
  return first === 0x78 && (first * 256 + second) % 31 === 0 && isBinary(head);
}

/** Files of other programs, by their first bytes. pandas, SciPy and joblib read those whose line names them. */
export const FOREIGN_DATA: readonly ForeignKind[] = [
  {
    is: "an SPSS file",
    isIt: magic("$FL2", "$FL3"),
    extensions: ["sav", "zsav"],
    remedy: toParquet((path) => `pd.read_spss(${path})`, " It needs the package pyreadstat."),
  },
  {
    is: "a Stata file",
    isIt: (file) => hasBytes(file.head, "<stata_dta>") || isOldStata(file),
    extensions: ["dta"],
    remedy: toParquet((path) => `pd.read_stata(${path})`),
  },
  { is: "a SAS file", isIt: magic(SAS7BDAT), extensions: ["sas7bdat"], remedy: toParquet((path) => `pd.read_sas(${path})`) },
  {
    is: "a SAS transport file",
    isIt: magic("HEADER RECORD*******LIB"),
    extensions: ["xpt"],
    remedy: toParquet((path) => `pd.read_sas(${path}, format='xport')`),
  },
  {
    is: "an R file",
    isIt: ({ head }) => hasBytes(head, "X\n\0\0\0") || hasBytes(head, "RDX") || hasBytes(head, "RDA") || hasBytes(head, "RDB"),
    extensions: ["rds", "rda", "rdata"],
    remedy: (file) => {
      const isWorkspace = /\.(rda|rdata)$/i.test(file);
      const read = isWorkspace ? `load(${reprString(file)}) gives its tables by name` : `readRDS(${reprString(file)}) gives the table`;
      return `Write it as Parquet in R: ${read}, arrow::write_parquet(table, ${parquetName(file)}) writes it.`;
    },
  },
  {
    is: "a MATLAB file",
    isIt: magic("MATLAB 5.0 MAT-file", "MATLAB 7.3 MAT-file"),
    extensions: ["mat"],
    remedy: asArray(
      (path) => `scipy.io.loadmat(${path})['X']`,
      " Put your variable's name in place of X; a file of version 7.3 needs h5py.",
    ),
  },
  {
    is: "an HDF5 file",
    isIt: magic([0x89, 0x48, 0x44, 0x46]),
    extensions: ["h5", "hdf5", "hdf"],
    remedy: toParquet((path) => `pd.read_hdf(${path})`, " That reads what pandas wrote; h5py reads any HDF5 file."),
  },
  { is: "an ORC file", isIt: magic("ORC"), extensions: ["orc"], remedy: toParquet((path) => `pd.read_orc(${path})`) },
  {
    is: "an Avro file",
    isIt: magic("Obj\u0001"),
    extensions: ["avro"],
    remedy: toParquet((path) => `pd.DataFrame(fastavro.reader(open(${path}, 'rb')))`, " It needs the package fastavro."),
  },
  {
    is: "a SQLite database",
    isIt: magic("SQLite format 3\0"),
    extensions: ["sqlite", "sqlite3"],
    remedy: toParquet((path) => `pd.read_sql('SELECT * FROM t', sqlite3.connect(${path}))`, " Put your table's name in place of t."),
  },
  {
    is: "a DuckDB database",
    isIt: ({ head }) => hasBytes(head, "DUCK", 8),
    extensions: ["duckdb"],
    remedy: toParquet((path) => `duckdb.connect(${path}).sql('SELECT * FROM t').df()`, " Put your table's name in place of t."),
  },
  {
    is: "an old Excel file",
    isIt: magic([0xd0, 0xcf, 0x11, 0xe0]),
    extensions: ["xls"],
    remedy: toParquet((path) => `pd.read_excel(${path})`, " It needs the package xlrd."),
  },
  {
    is: "a pickle",
    isIt: ({ head }) => head[0] === 0x80 && (head[1] ?? 0) >= 2 && (head[1] ?? 0) <= 5,
    extensions: ["pkl", "pickle", "joblib"],
    remedy: toParquet(
      (path) => `pd.read_pickle(${path})`,
      " That is for a DataFrame; joblib.load reads what joblib wrote. Only open a pickle that you trust.",
    ),
  },
  {
    is: "data compressed with zlib, as joblib writes it",
    isIt: isZlib,
    remedy: toParquet((path) => `joblib.load(${path})`, " Only open such a file if you trust it."),
  },
  { is: "a PNG image", isIt: magic([0x89, 0x50, 0x4e, 0x47]), extensions: ["png"], remedy: IMAGE },
  { is: "a JPEG image", isIt: magic([0xff, 0xd8, 0xff]), extensions: ["jpg", "jpeg"], remedy: IMAGE },
  { is: "a GIF image", isIt: magic("GIF87a", "GIF89a"), extensions: ["gif"], remedy: IMAGE },
  { is: "a TIFF image", isIt: magic("II*\0", "MM\0*"), extensions: ["tif", "tiff"], remedy: IMAGE },
  { is: "a WebP image", isIt: ({ head }) => hasBytes(head, "RIFF") && hasBytes(head, "WEBP", 8), extensions: ["webp"], remedy: IMAGE },
  {
    is: "a bitmap image",
    isIt: ({ head }) => hasBytes(head, "BM") && hasBytes(head, [0, 0, 0, 0], 6),
    extensions: ["bmp"],
    remedy: IMAGE,
  },
  {
    is: "a PDF",
    isIt: magic("%PDF-"),
    extensions: ["pdf"],
    remedy: () => "Choose the table itself, as CSV or Parquet.",
    isNotData: true,
  },
  { is: "a tar archive", isIt: ({ head }) => hasBytes(head, "ustar", 257), extensions: ["tar"], remedy: unpackWith("tar xf") },
  { is: "a 7z archive", isIt: magic([0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c]), extensions: ["7z"], remedy: unpackWith("7z x") },
  { is: "a RAR archive", isIt: magic("Rar!\u001a\u0007"), extensions: ["rar"], remedy: unpackWith("unrar x") },
  {
    is: "compressed with LZ4",
    isIt: magic([0x04, 0x22, 0x4d, 0x18]),
    extensions: ["lz4"],
    remedy: (file) => `Unpack it first: lz4 -d ${file}`,
  },
];
