import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { sourceFromBytes } from "../../../src/core/bytes/byte-source.ts";
import { errorToData, renderText } from "../../../src/core/errors.ts";
import { openFiles } from "../../../src/core/readers/open-files.ts";
import { textSource } from "../../helpers/sources.ts";

const open = (source: ReturnType<typeof textSource>) => openFiles([source], { options: new Map() }, {});
const refusalOf = async (source: ReturnType<typeof textSource>) => {
  const error = await open(source).then(() => null, errorToData);
  return error === null ? "read" : `${renderText(error.message)} ${error.remedy ?? ""}`;
};
const bytes = (...parts: (string | readonly number[])[]) =>
  Uint8Array.from(parts.flatMap((part) => (typeof part === "string" ? [...part].map((letter) => letter.charCodeAt(0)) : part)));

const LFS = "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a2146\nsize 12345\n";

describe("text of other programs is named and refused, whatever the file is called", () => {
  it.each([
    ["a Git LFS pointer", "X_train.csv", LFS, "git lfs pull"],
    ["a Git LFS pointer", "X.parquet", LFS, "git lfs pull"],
    ["a DVC pointer", "X.csv.dvc", "outs:\n- md5: a304afb96060aad90176268345e10355\n  size: 14\n  path: X.csv\n", "dvc pull X.csv.dvc"],
    ["a git-annex pointer", "X.csv", "/annex/objects/MD5E-s12--0b1.csv\n", "git annex get X.csv"],
    ["a web page", "download.csv", "<!DOCTYPE html>\n<html><head><title>Sign in</title></head></html>", "download it again"],
    ["a web page", "X.json", "\n <HTML>\n<body>404: Not Found</body></HTML>", "pd.read_html('X.json')[0]"],
    ["an XML file", "X.csv", '<?xml version="1.0"?>\n<rows><row><a>1</a></row></rows>', "pd.read_xml('X.csv', parser='etree')"],
    [
      "an ARFF file",
      "train.csv",
      "% iris\n\n@RELATION iris\n@ATTRIBUTE a NUMERIC\n@DATA\n5.1\n",
      "import pandas as pd; from scipy.io import arff; pd.DataFrame(arff.loadarff('train.csv')",
    ],
    [
      "an ARFF file",
      "texts.arff",
      "@relation t\n@attribute a string\n@data\nx\n",
      "(pip install liac-arff): import pandas as pd; import arff; ",
    ],
    ["a libsvm", "train.txt", "1 1:0.5 3:1.2\n0 2:1.0 3:0.1\n", "load_svmlight_file('train.txt', multilabel=True)"],
    ["a libsvm", "rank.txt", "2 qid:1 1:0.5 2:1e-3 # doc\n-1 qid:1 1:.1\n", "load_svmlight_file('rank.txt', multilabel=True)"],
    ["a rich text document", "X.txt", "{\\rtf1\\ansi a,b}", "as CSV or Parquet"],
    ["a YAML file", "X.yaml", "a: [1, 2]\n", "yaml.safe_load(open('X.yaml', encoding='utf-8'))"],
    ["a notebook", "X.ipynb", '{"cells": []}', "df.to_parquet"],
  ])("%s: %s", async (kind, name, content, remedy) => {
    const refusal = await refusalOf(textSource(content, name));
    expect(refusal).toContain(`${name} is ${kind}`);
    expect(refusal).toContain(remedy);
  });

  it.each([
    ["a table whose cells look like indices", "X.csv", "a,b\n1,1:2\n"],
    ["a table of one column of numbers", "X.txt", "1\n2\n"],
    ["a table with a column called html", "X.csv", "html,b\n<html>,1\n"],
    ["a table that speaks of outs", "X.csv", "outs,path\n1,2\n"],
  ])("not %s", async (_, name, content) => {
    expect(await refusalOf(textSource(content, name))).toBe("read");
  });
});

it("ends what to do with the code, which is there alone to be copied", async () => {
  const [png, lfs, pdf] = await Promise.all(
    [sourceFromBytes(bytes([0x89, 0x50, 0x4e, 0x47]), "x.png"), textSource(LFS, "X.csv"), sourceFromBytes(bytes("%PDF-1.7"), "x.pdf")].map(
      (source) => open(source).then(() => null, errorToData),
    ),
  );
  expect(png?.code).toBe("import numpy as np; import PIL.Image; np.save('x.npy', np.asarray(PIL.Image.open('x.png'))[np.newaxis])");
  expect(png?.remedy).toBe(`Save what the model gets as an array, with a first dimension for the rows: ${png?.code}`);
  expect(lfs?.code).toBe("git lfs pull");
  expect(pdf).toMatchObject({ remedy: "Choose the table itself, as CSV or Parquet." });
  expect(pdf?.code).toBeUndefined();
});

describe("binary files of other programs are named and refused", () => {
  it.each([
    ["an SPSS file", bytes("$FL2@(#) SPSS DATA FILE"), "pyreadstat.read_sav('f.csv', apply_value_formats=True)[0]"],
    ["a Stata file", bytes("<stata_dta><header><release>118"), "pd.read_stata('f.csv')"],
    ["a Stata file", bytes([114, 2, 1, 0, 3, 0]), "pd.read_stata('f.csv')"],
    ["a SAS transport file", bytes("HEADER RECORD*******LIBRARY HEADER RECORD!!!!!!!"), "format='xport'"],
    ["a SAS transport file of version 8", bytes("HEADER RECORD*******LIBV8   HEADER RECORD!!!!!!!"), "pyreadstat.read_xport('f.csv')[0]"],
    [
      "an R file",
      new Uint8Array(gzipSync(bytes("X\n", [0, 0, 0, 3, 0, 4]))),
      "(pip install pyreadr): import pyreadr; pyreadr.read_r('f.csv')[None]",
    ],
    ["an R workspace", bytes("RDX3\nX\n", [0, 0]), "pyreadr.read_r('f.csv')['df']"],
    ["a MATLAB file of version 7.3", bytes("MATLAB 7.3 MAT-file, Platform"), "h5py.File('f.csv')['X'][()].T"],
    ["a MATLAB file", bytes("MATLAB 5.0 MAT-file, Platform"), "scipy.io.loadmat('f.csv')"],
    ["an HDF5 file that pandas wrote", bytes([0x89], "HDF\r\n", [0x1a], "PYTABLES_FORMAT_VERSION"), "pd.read_hdf('f.csv')"],
    ["an HDF5 file", bytes([0x89], "HDF\r\n", [0x1a]), "h5py.File('f.csv')['X'][()]"],
    ["an ORC file", bytes("ORC", [0, 1]), "pd.read_orc('f.csv')"],
    ["an Avro file", bytes("Obj", [1, 4]), "fastavro.reader(open('f.csv', 'rb'))"],
    ["a SQLite database", bytes("SQLite format 3", [0]), "sqlite3.connect('f.csv')"],
    ["an old Excel file", bytes([0xd0, 0xcf, 0x11, 0xe0, 0xa1]), "pd.read_excel('f.csv')"],
    ["a pickle", bytes([0x80, 5, 0x95, 0]), "pd.read_pickle('f.csv')"],
    ["a pickle that joblib wrote", bytes([0x80, 4, 0x95, 0], "joblib.numpy_pickle"), "joblib.load('f.csv')"],
    ["data compressed with zlib", bytes([0x78, 0x9c, 0, 1, 2]), "joblib.load('f.csv')"],
    ["a TIFF image", bytes("II*", [0, 8]), "PIL.Image.open('f.csv')"],
    ["a PDF", bytes("%PDF-1.7\n"), "as CSV or Parquet"],
    ["a tar archive", bytes(new Array(257).fill(0), "ustar"), "tar xf f.csv"],
  ])("%s", async (kind, content, remedy) => {
    const refusal = await refusalOf(sourceFromBytes(content, "f.csv"));
    expect(refusal).toContain(`f.csv is ${kind}`);
    expect(refusal).toContain(remedy);
  });

  it("only by their name where they cannot be unpacked", async () => {
    const broken = bytes([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3], new Array(30).fill(0));
    expect(await refusalOf(sourceFromBytes(broken, "train.rds"))).toContain("train.rds is an R file");
  });

  it("as binary where nobody knows them", async () => {
    expect(await refusalOf(sourceFromBytes(bytes([7, 1, 0, 200, 3, 5], "abc"), "f.csv"))).toContain("f.csv is binary");
  });
});

describe("what the content says and the name does not", () => {
  const noteOf = async (content: string, name: string) =>
    (await open(textSource(content, name))).applied.map(({ kind, message }) => `${kind}: ${renderText(message)}`).join("\n");

  it("is reported for another format", async () => {
    expect(await noteOf('[{"a": 1}]', "X.csv")).toBe("format: Read as JSON: it begins as a JSON document. Its name says CSV.");
    expect(await noteOf('{"a": 1}\n{"a": 2}\n', "X.txt")).toContain("Read as JSON lines");
    expect(await noteOf("a,b\n1,2\n", "X.csv")).toBe("");
    expect(await noteOf("a,b\n1,2\n", "data")).toBe("");
  });

  it.each([
    ["a log", "2024-01-01 10:00:00,123 INFO started\n2024-01-01 10:00:01,123 ERROR failed\n", "app.log"],
    ["prose", "This is a letter that nobody meant to sign.\nIt goes on for a while.\n", "letter.txt"],
    ["a Markdown document", "# Data\n\nHow it was made.\n", "README.md"],
  ])("is reported for %s", async (kind, content, name) => {
    expect(await noteOf(content, name)).toContain(`not-a-table: Read as CSV, but ${name} looks like ${kind}`);
  });

  it("is not reported for a column of sentences", async () => {
    expect(await noteOf("text\nI liked it very much, and would buy it again.\n", "reviews.csv")).toBe("");
  });

  it("refuses text under a typed name, and typed data that lost their magic", async () => {
    expect(await refusalOf(textSource("a,b\n1,2\n", "X.parquet"))).toContain("X.parquet is text, though its name ends in .parquet");
    expect(await refusalOf(sourceFromBytes(bytes([0, 1, 2, 3, 250, 0]), "X.parquet"))).toContain("X.parquet");
  });
});
