#!/usr/bin/env python3
"""foreign.py SIGNET NODE FOLDER: real files of other programs, which Signet refuses with a line of Python that rewrites them.

Writes one small file per kind, asks Signet to sign it, runs the line at the end of its message as it stands, and
compares what the line wrote with what was in the file. Then Signet must sign what was written. Ends with "N passed, N failed".

No real writer is installed for SAS' sas7bdat, Excel's xlsb, DuckDB and R workspaces of `save`; pyreadr writes the last.
"""
import json
import os
import pickle
import re
import shutil
import sqlite3
import subprocess
import sys
import zipfile

sys.path.pop(0)  # this folder has a tables.py of its own

import fastavro
import h5py
import joblib
import numpy as np
import pandas as pd
import pyreadr
import pyreadstat
import scipy.io
import xlwt
import yaml
from PIL import Image
from sklearn.datasets import dump_svmlight_file
from sklearn.externals import _arff

signet, node, folder = sys.argv[1:4]
# liac-arff has no wheel; scikit-learn brings a copy of it.
sys.modules["arff"] = _arff

FRAME = pd.DataFrame({"rooms": [1.0, 2.0, 4.0], "area": [30.5, 55.25, -0.125], "city": ["Oslo", "Århus", "Rome d'Or"]})
DATED = FRAME.assign(sold=pd.to_datetime(["2024-01-31", "2023-02-01", "1999-12-31"]))
ASCII = FRAME.assign(city=["Oslo", "New York", "Rome"])
GAPS = FRAME.assign(area=[30.5, None, 7.0])
MATRIX = np.array([[1.5, -2.0, 0.0], [0.25, 4.0, 5.0]])
PIXELS = np.arange(48, dtype=np.uint8).reshape(4, 4, 3)


def write_xls(path):
    book = xlwt.Workbook()
    sheet = book.add_sheet("houses")
    for row, cells in enumerate([FRAME.columns, *FRAME.itertuples(index=False)]):
        for column, cell in enumerate(cells):
            sheet.write(row, column, cell)
    book.save(path)


def write_ods(path):
    """The three files of a spreadsheet that its readers ask for."""
    def cell(value):
        if isinstance(value, str):
            return f'<table:table-cell office:value-type="string"><text:p>{value}</text:p></table:table-cell>'
        return f'<table:table-cell office:value-type="float" office:value="{value}"/>'

    rows = "".join(f"<table:table-row>{''.join(map(cell, row))}</table:table-row>" for row in [FRAME.columns, *FRAME.itertuples(index=False)])
    names = " ".join(f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text"))
    body = f'<office:body><office:spreadsheet><table:table table:name="houses">{rows}</table:table></office:spreadsheet></office:body>'
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    manifest = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("mimetype", kind)
        packed.writestr("content.xml", f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {names}>{body}</office:document-content>')
        packed.writestr("META-INF/manifest.xml", f'<manifest:manifest xmlns:manifest="{manifest}"><manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/></manifest:manifest>')


def write_avro(path):
    fields = [{"name": "rooms", "type": "double"}, {"name": "area", "type": ["null", "double"]}, {"name": "city", "type": "string"}]
    records = [{**row, "area": None if pd.isna(row["area"]) else row["area"]} for row in GAPS.to_dict("records")]
    with open(path, "wb") as file:
        fastavro.writer(file, {"type": "record", "name": "House", "fields": fields}, records)


def arff_text(frame, kind):
    rows = "\n".join(f'{rooms},{area},"{city}"' for rooms, area, city in frame.itertuples(index=False))
    return f"% houses\n@relation houses\n@attribute rooms numeric\n@attribute area numeric\n@attribute city {kind}\n@data\n{rows}\n"


def write_h5(path, matlab=False):
    with h5py.File(path, "w", **({"userblock_size": 512} if matlab else {})) as file:
        file["X"] = MATRIX.T if matlab else MATRIX
    if matlab:
        with open(path, "r+b") as file:
            file.write(b"MATLAB 7.3 MAT-file, Platform: GLNXA64".ljust(124) + b"\x00\x02IM")


def write_sql(path):
    with sqlite3.connect(path) as connection:
        GAPS.to_sql("t", connection, index=False)
    connection.close()


def dump(value, write):
    def writer(path):
        with open(path, "wb") as file:
            write(value, file)

    return writer


def text(content):
    def writer(path):
        with open(path, "w", encoding="utf-8") as file:
            file.write(content)

    return writer


def zsav(path):
    pyreadstat.write_sav(DATED, path, compress=True)


RECORDS = [{"rooms": 1, "tags": ["a", "b"]}, {"rooms": 2, "tags": []}]

# What the message calls it, the file's name, what writes it, what is in it.
CASES = [
    ("an SPSS file", "houses.sav", lambda path: pyreadstat.write_sav(DATED, path), DATED),
    ("an SPSS file", "zipped.zsav", zsav, DATED),
    *[("a Stata file", f"v{version}.dta", lambda path, version=version: ASCII.to_stata(path, write_index=False, version=version), ASCII) for version in (114, 117, 118, 119)],
    ("a SAS transport file", "v5.xpt", lambda path: pyreadstat.write_xport(FRAME, path, file_format_version=5), FRAME),
    ("a SAS transport file of version 8", "v8.xpt", lambda path: pyreadstat.write_xport(GAPS, path, file_format_version=8), GAPS),
    ("an R file", "houses.rds", lambda path: pyreadr.write_rds(path, GAPS, compress="gzip"), GAPS),
    ("an R file", "plain.rds", lambda path: pyreadr.write_rds(path, GAPS), GAPS),
    ("an R workspace", "houses.RData", lambda path: pyreadr.write_rdata(path, GAPS, df_name="df"), GAPS),
    ("an R workspace", "packed.rda", lambda path: pyreadr.write_rdata(path, GAPS, df_name="df", compress="gzip"), GAPS),
    ("a MATLAB file", "X.mat", lambda path: scipy.io.savemat(path, {"X": MATRIX}), MATRIX),
    ("a MATLAB file of version 7.3", "X73.mat", lambda path: write_h5(path, matlab=True), MATRIX),
    ("an HDF5 file that pandas wrote", "fixed.h5", lambda path: GAPS.to_hdf(path, key="houses", mode="w"), GAPS),
    ("an HDF5 file that pandas wrote", "table.hdf5", lambda path: GAPS.to_hdf(path, key="houses", mode="w", format="table"), GAPS),
    ("an HDF5 file", "X.h5", write_h5, MATRIX),
    ("an ORC file", "houses.orc", lambda path: DATED.to_orc(path, index=False), DATED),
    ("an Avro file", "houses.avro", write_avro, GAPS),
    ("a SQLite database", "houses.sqlite", write_sql, GAPS),
    ("an old Excel file", "houses.xls", write_xls, FRAME),
    ("an Excel file", "houses.xlsx", lambda path: DATED.to_excel(path, index=False), DATED),
    ("an OpenDocument file", "houses.ods", write_ods, FRAME),
    ("a pickle", "frame.pkl", DATED.to_pickle, DATED),
    *[("a pickle", f"protocol{protocol}.pkl", dump(DATED, lambda value, file, protocol=protocol: pickle.dump(value, file, protocol=protocol)), DATED) for protocol in (2, 3, 4, 5)],
    ("a pickle", "y.pickle", FRAME["area"].to_pickle, FRAME[["area"]]),
    ("a pickle", "array.pkl", dump(MATRIX, pickle.dump), MATRIX),
    ("a pickle", "records.pkl", dump(FRAME.to_dict("records"), pickle.dump), FRAME),
    ("a pickle that joblib wrote", "frame.joblib", lambda path: joblib.dump(DATED, path), DATED),
    ("a pickle that joblib wrote", "array.joblib", lambda path: joblib.dump(MATRIX, path), MATRIX),
    ("data compressed with zlib", "frame.z", lambda path: joblib.dump(GAPS, path, compress=("zlib", 3)), GAPS),
    ("data compressed with zlib", "array.z", lambda path: joblib.dump(MATRIX, path, compress=("zlib", 3)), MATRIX),
    *[(f"a {name} image", f"image.{ending}", lambda path: Image.fromarray(PIXELS).save(path, **({"lossless": True} if path.endswith("webp") else {})), PIXELS[np.newaxis]) for name, ending in (("PNG", "png"), ("TIFF", "tiff"), ("WebP", "webp"), ("bitmap", "bmp"))],
    ("a JPEG image", "grey.jpg", lambda path: Image.fromarray(np.full((4, 4), 128, np.uint8)).save(path), np.full((1, 4, 4), 128, np.uint8)),
    ("a GIF image", "grey.gif", lambda path: Image.fromarray(np.zeros((4, 4), np.uint8)).save(path), np.zeros((1, 4, 4), np.uint8)),
    ("a web page", "page.html", text(f"<!DOCTYPE html><html><head><meta charset='utf-8'></head><body>{FRAME.to_html(index=False)}</body></html>"), FRAME),
    ("an XML file", "houses.xml", lambda path: FRAME.to_xml(path, index=False, parser="etree"), FRAME),
    ("an ARFF file", "houses.arff", text(arff_text(ASCII, '{Oslo,"New York",Rome}')), ASCII),
    ("an ARFF file", "letters.arff", text(arff_text(FRAME, '{"Oslo","Århus","Rome d\'Or"}')), FRAME),
    ("an ARFF file", "texts.arff", text(arff_text(ASCII, "string")), ASCII),
    ("a libsvm", "train.libsvm", lambda path: dump_svmlight_file(MATRIX, np.array([0, 1]), path), MATRIX),
    ("a libsvm", "labels.txt", text("1,2 1:1.5 2:-2\n3 1:0.25 2:4 3:5\n"), MATRIX),
    ("a YAML file", "houses.yaml", text(yaml.safe_dump(RECORDS)), RECORDS),
    ("a TOML file", "houses.toml", text('rooms = 1\ncity = "Århus"\n'), {"rooms": 1, "city": "Århus"}),
    ("an SPSS file", "the owner's houses.csv", lambda path: pyreadstat.write_sav(FRAME, path), FRAME),
]


# The line of Python ends the message.
LINE = re.compile(r"(?:Write it as|Save what)[^:]*: (.*)$", re.DOTALL)


def sign(name):
    return subprocess.run([node, signet, "sign", "--inputs", name], capture_output=True, encoding="utf-8")


def written(before):
    [name] = set(os.listdir()) - before
    if name.endswith(".parquet"):
        return name, pd.read_parquet(name)
    if name.endswith(".npy"):
        return name, np.load(name)
    with open(name, encoding="utf-8") as file:
        return name, json.load(file)


def compare(found, wanted):
    if isinstance(wanted, pd.DataFrame):
        text_like = {name: str for name in wanted if not pd.api.types.is_numeric_dtype(wanted[name]) and "date" not in str(wanted[name].dtype)}
        found = found.reset_index(drop=True)  # R's names of rows
        pd.testing.assert_frame_equal(found.astype(text_like), wanted.astype(text_like), check_dtype=False, check_column_type=False)
    elif isinstance(wanted, np.ndarray):
        np.testing.assert_array_equal(found, wanted)
    else:
        assert found == wanted, found


def fault(kind, name, write, wanted):
    """What goes wrong between a file and the signature of what its line writes; None if nothing."""
    write(name)
    message = sign(name).stderr.strip()
    if f"{name} is {kind}" not in message:
        return message
    line = LINE.search(message).group(1)
    before = set(os.listdir())
    exec(line, {})
    output, found = written(before)
    compare(found, wanted)
    signed = sign(output)
    return None if signed.returncode == 0 else signed.stderr


def main():
    shutil.rmtree(folder, ignore_errors=True)
    passed = 0
    for number, (kind, name, write, wanted) in enumerate(CASES):
        os.makedirs(os.path.join(folder, str(number)))
        os.chdir(os.path.join(folder, str(number)))
        try:
            found = fault(kind, name, write, wanted)
        except Exception as error:
            found = repr(error)
        passed += found is None
        if found is not None:
            print(f"{name}: {found}")
    print(f"lines for files of other programs: {passed} passed, {len(CASES) - passed} failed")


main()
