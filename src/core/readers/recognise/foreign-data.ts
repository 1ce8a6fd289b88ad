import { shellWord } from "../shell-word.ts";
import { type Beginning, hasBytes, isBinary } from "./beginning.ts";
import { type ForeignRemedy, type LineNeeds, toArray, toArrayOrParquet, toParquet } from "./python-line.ts";

/** A kind of file that no reader takes. */
export interface ForeignKind {
  /** What the file is, as the end of a sentence: `a Stata file`. */
  readonly is: string;
  /** How to fetch or read it; `file` is the file's name. */
  readonly remedy: (file: string) => ForeignRemedy;
  readonly isIt: (file: Beginning) => boolean;
  /** Extensions that say so where the content says nothing. */
  readonly extensions?: readonly string[];
  /** Whether a name with such an extension is believed of a text too, whose content says nothing. */
  readonly isTextByName?: true;
  /** The file points to the data, or says why they are missing: it is not data in another format. */
  readonly isNotData?: true;
}

/** The first dimension is the batch, which MLflow infers as -1: one image is a batch of one. */
const IMAGE = toArray((path) => `np.asarray(PIL.Image.open(${path}))[np.newaxis]`, {
  note: "with a first dimension for the rows",
  imports: "import PIL.Image",
});

const unpackWith =
  (command: string, task = "Unpack it and choose the file in it") =>
  (file: string): ForeignRemedy => ({ task, code: `${command} ${shellWord(file)}` });

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

/** Whether the start of a binary file has this text, as formats name their writers. */
const names =
  (word: string): ForeignKind["isIt"] =>
  ({ head }) =>
    new TextDecoder("latin1").decode(head).includes(word);

const TABLE_T: LineNeeds = { note: "with your table's name in place of t" };
const VARIABLE_X: LineNeeds = { note: "with your variable's name in place of X" };
const IS_TRUSTED: LineNeeds = { note: "if you trust the file" };

const isHdf5 = magic([0x89, 0x48, 0x44, 0x46]);
const namesPyTables = names("PYTABLES_FORMAT_VERSION");
const namesJoblib = names("joblib.numpy_pickle");

/** Pickle's protocols that begin with their own number. */
const PROTOCOLS: ReadonlySet<number | undefined> = new Set([2, 3, 4, 5]);

const isPickle: ForeignKind["isIt"] = ({ head }) => head[0] === 0x80 && PROTOCOLS.has(head[1]);

/** Statistics programs and R. */
const STATISTICS: readonly ForeignKind[] = [
  {
    is: "an SPSS file",
    isIt: magic("$FL2", "$FL3"),
    extensions: ["sav", "zsav"],
    // pd.read_spss gives the same, with attributes that to_parquet cannot write.
    remedy: toParquet((path) => `pyreadstat.read_sav(${path}, apply_value_formats=True)[0]`, {
      install: "pyreadstat",
      imports: "import pyreadstat",
    }),
  },
  {
    is: "a Stata file",
    isIt: (file) => hasBytes(file.head, "<stata_dta>") || isOldStata(file),
    extensions: ["dta"],
    remedy: toParquet((path) => `pd.read_stata(${path})`),
  },
  {
    is: "a SAS file",
    isIt: magic(SAS7BDAT),
    extensions: ["sas7bdat"],
    // Without an encoding its texts would be bytes.
    remedy: toParquet((path) => `pd.read_sas(${path}, format='sas7bdat', encoding='infer')`),
  },
  {
    is: "a SAS transport file of version 8",
    isIt: magic("HEADER RECORD*******LIBV8"),
    // pandas reads version 5 alone.
    remedy: toParquet((path) => `pyreadstat.read_xport(${path})[0]`, { install: "pyreadstat", imports: "import pyreadstat" }),
  },
  {
    is: "a SAS transport file",
    isIt: magic("HEADER RECORD*******LIB"),
    extensions: ["xpt"],
    remedy: toParquet((path) => `pd.read_sas(${path}, format='xport', encoding='utf-8')`),
  },
  {
    is: "an R workspace",
    isIt: magic("RDX", "RDA", "RDB"),
    extensions: ["rda", "rdata"],
    remedy: toParquet((path) => `pyreadr.read_r(${path})['df']`, {
      install: "pyreadr",
      imports: "import pyreadr",
      note: "with your table's name in place of df",
    }),
  },
  {
    is: "an R file",
    isIt: magic("X\n\0\0\0"),
    extensions: ["rds"],
    remedy: toParquet((path) => `pyreadr.read_r(${path})[None]`, { install: "pyreadr", imports: "import pyreadr" }),
  },
];

/** Arrays, and what Python's own formats hold. */
const ARRAYS: readonly ForeignKind[] = [
  {
    is: "a MATLAB file of version 7.3",
    isIt: magic("MATLAB 7.3 MAT-file"),
    // MATLAB writes columns first.
    remedy: toArray((path) => `h5py.File(${path})['X'][()].T`, { ...VARIABLE_X, install: "h5py", imports: "import h5py" }),
  },
  {
    is: "a MATLAB file",
    isIt: magic("MATLAB 5.0 MAT-file"),
    extensions: ["mat"],
    remedy: toArray((path) => `scipy.io.loadmat(${path})['X']`, { ...VARIABLE_X, imports: "import scipy.io" }),
  },
  {
    is: "an HDF5 file that pandas wrote",
    isIt: (file) => isHdf5(file) && namesPyTables(file),
    remedy: toParquet((path) => `pd.read_hdf(${path})`, { install: "tables" }),
  },
  {
    is: "an HDF5 file",
    isIt: isHdf5,
    extensions: ["h5", "hdf5", "hdf"],
    remedy: toArray((path) => `h5py.File(${path})['X'][()]`, {
      note: "with your data set's name in place of X",
      install: "h5py",
      imports: "import h5py",
    }),
  },
  {
    is: "a pickle that joblib wrote",
    isIt: (file) => isPickle(file) && namesJoblib(file),
    extensions: ["joblib"],
    remedy: toArrayOrParquet((path) => `joblib.load(${path})`, { ...IS_TRUSTED, imports: "import joblib" }),
  },
  {
    is: "a pickle",
    isIt: isPickle,
    extensions: ["pkl", "pickle"],
    remedy: toArrayOrParquet((path) => `pd.read_pickle(${path})`, IS_TRUSTED),
  },
  {
    is: "data compressed with zlib, as joblib writes it",
    isIt: isZlib,
    remedy: toArrayOrParquet((path) => `joblib.load(${path})`, { ...IS_TRUSTED, imports: "import joblib" }),
  },
];

/** Tables and databases. */
const TABLES: readonly ForeignKind[] = [
  { is: "an ORC file", isIt: magic("ORC"), extensions: ["orc"], remedy: toParquet((path) => `pd.read_orc(${path})`) },
  {
    is: "an Avro file",
    isIt: magic("Obj\u0001"),
    extensions: ["avro"],
    remedy: toParquet((path) => `pd.DataFrame(fastavro.reader(open(${path}, 'rb')))`, { install: "fastavro", imports: "import fastavro" }),
  },
  {
    is: "a SQLite database",
    isIt: magic("SQLite format 3\0"),
    extensions: ["sqlite", "sqlite3"],
    remedy: toParquet((path) => `pd.read_sql('SELECT * FROM t', sqlite3.connect(${path}))`, { ...TABLE_T, imports: "import sqlite3" }),
  },
  {
    is: "a DuckDB database",
    isIt: ({ head }) => hasBytes(head, "DUCK", 8),
    extensions: ["duckdb"],
    remedy: toParquet((path) => `duckdb.connect(${path}).sql('SELECT * FROM t').df()`, {
      ...TABLE_T,
      install: "duckdb",
      imports: "import duckdb",
    }),
  },
  {
    is: "an old Excel file",
    isIt: magic([0xd0, 0xcf, 0x11, 0xe0]),
    extensions: ["xls"],
    remedy: toParquet((path) => `pd.read_excel(${path})`, { install: "xlrd" }),
  },
];

const IMAGES: readonly ForeignKind[] = [
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
];

const ARCHIVES: readonly ForeignKind[] = [
  {
    is: "a PDF",
    isIt: magic("%PDF-"),
    extensions: ["pdf"],
    remedy: () => ({ task: "Choose the table itself, as CSV or Parquet" }),
    isNotData: true,
  },
  { is: "a tar archive", isIt: ({ head }) => hasBytes(head, "ustar", 257), extensions: ["tar"], remedy: unpackWith("tar xf") },
  { is: "a 7z archive", isIt: magic([0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c]), extensions: ["7z"], remedy: unpackWith("7z x") },
  { is: "a RAR archive", isIt: magic("Rar!\u001a\u0007"), extensions: ["rar"], remedy: unpackWith("unrar x") },
  {
    is: "compressed with LZ4",
    isIt: magic([0x04, 0x22, 0x4d, 0x18]),
    extensions: ["lz4"],
    remedy: unpackWith("lz4 -d", "Unpack it first"),
  },
];

/** Files of other programs, by their first bytes; the first kind that fits is taken. */
export const FOREIGN_DATA: readonly ForeignKind[] = [...STATISTICS, ...ARRAYS, ...TABLES, ...IMAGES, ...ARCHIVES];
