#!/usr/bin/env python3
"""Random files for SparkSigner, each with options of Spark's: CSV, JSON, JSON lines, and Parquet files written to a folder.

    python spark_cases.py FOLDER 500 7 > spark.jsonl
"""
import json
import os
import random
import sys

import pyarrow as pa
import pyarrow.parquet as pq

from cases import BIG, BOOLEANS, DATES, INFINITE, MISSING, NUMBERS, SPACED, TEXTS, TOKENS, csv
from nested import shape, value
from tables import table

STAMPS = ["2024-01-31", "2024-1-5", "2024-02-30", "2024-01", "2024", "2024-01-31 10:00", "2024-01-31 10:00:00", "2024-01-31T10:00:00.123", "2024-01-31T10:00:00+02:00", "2024-01-31T10:00:00 UTC",
          "2024-01-31T10:00:00Z", "2024-01-31 24:00:00", "10:00", "T10:00", "10:61:00", "+2024-01-31", "-0044-03-15", "02024-01-31", "2024-01-31 Europe/Paris", "2024-01-31 10:00:00 Europe/Paris", "2024-01-31 10:00:00.",
          "2024-01-31T", "31/01/2024", "20240131", "2024-01-31 10:00:00+1", "2024-01-31 10:00:00+01:0", "2024-01-31 10:00:00PST", "0000-01-01", "999999-01-01", " 2024-01-31", "2024-01-31 "]
FORMATTED = {"dd/MM/yyyy": ["31/01/2024", "1/2/2024", "30/02/2024", "31/01/24"], "yyyy/MM/dd": ["2024/01/31", "2024/1/31"], "yyyyMMdd": ["20240131", "20241331"], "dd MMM yyyy": ["31 Jan 2024", "31 jan 2024", "31 January 2024"],
             "yyyy-M-d": ["2024-1-5", "2024-01-05"], "MM/dd/yyyy HH:mm": ["01/31/2024 10:30", "01/31/2024 25:00", "01/31/2024"], "yyyy-MM-dd'T'HH:mm:ssXXX": ["2024-01-31T10:00:00+01:00", "2024-01-31T10:00:00Z", "2024-01-31T10:00:00"],
             "yyyy-MM-dd HH:mm:ss.SSS": ["2024-01-31 10:00:00.123", "2024-01-31 10:00:00.1"], "dd.MM.yy": ["31.01.24", "31.01.2024"]}
QUOTED = ['"a"', '"a""b"', '"a"b', '"a" ', '"a" b', '"a,b"', 'a"b', '"a', '""', '"a\\"b"', '"a\\\\"', '\\"', "\\", '" a "', '"1"', '" 1"', '"a"",b"']
FAMILIES = [NUMBERS[:8], NUMBERS, BOOLEANS, TEXTS, DATES, BIG, INFINITE + NUMBERS, NUMBERS + MISSING, BOOLEANS + [""], TOKENS, ["1", "2", ""], BIG[:3] + [""], SPACED + NUMBERS, STAMPS, STAMPS[:8], ["2024-01-31", "2024-02-01", ""],
            ["2024-01-31", "2024-01-31 10:00:00"], ["1", "1."], ["0x1p3", "1d", "1f", "1e5", "1E0", "0e0"]]
NAMES = ["a", "A", "b", "a b", "", "x.1", "x", "ñ", "1", "b1", "NULL", " a"]


def text_options(pick):
    """Spark's options for CSV, most of them as they are by default."""
    options = {}
    if pick.random() < 0.35:
        for name, values in {"nullValue": ["NA", "1", "x"], "nanValue": ["nan", "-"], "positiveInf": ["inf"], "negativeInf": ["-inf"], "ignoreLeadingWhiteSpace": [True], "ignoreTrailingWhiteSpace": [True], "quote": ["'", ""],
                             "escape": ['"'], "comment": ["#"], "multiLine": [True], "header": [False], "inferSchema": [False], "preferDate": [False]}.items():
            if pick.random() < 0.2:
                options[name] = pick.choice(values)
    return options


def csv_case(pick):
    columns = [pick.choice(FAMILIES) for _ in range(pick.randint(1, 5))]
    options = text_options(pick)
    if pick.random() < 0.2:
        pattern = pick.choice(list(FORMATTED))
        options["timestampFormat" if "H" in pattern or pick.random() < 0.3 else "dateFormat"] = pattern
        columns.append(FORMATTED[pattern] + pick.choice([[], [""], ["2024-01-31"]]))
        columns.append(FORMATTED[pattern][:1])
    header = [pick.choice(NAMES) if pick.random() < 0.4 else f"col{index}" for index in range(len(columns))]
    rows = [[pick.choice(family) for family in columns] for _ in range(pick.choice([0, 1, 1, 2, 3, 5, 20]))]
    if rows and pick.random() < 0.15:
        pick.choice(rows).append("extra") if pick.random() < 0.5 else pick.choice(rows).pop()
    newline = pick.choice(["\n", "\n", "\r\n", "\r"])
    text = csv(header, rows, newline=newline, final=pick.random() < 0.8)
    if pick.random() < 0.2:
        # Cells as they are in files that no careful writer wrote.
        text += newline.join(",".join(pick.choice(QUOTED + ["1", "x", ""]) for _ in columns) for _ in range(pick.randint(1, 3))) + pick.choice(["", newline])
    if pick.random() < 0.1:
        text += pick.choice(["#c,1\n", "\n\n", "   \n", "\x001,2\n", header[0] + "\n"])
    return {"format": "csv", "text": text, "signer": {"KIND": "SparkSigner", **options}}


def json_options(pick):
    options = {}
    if pick.random() < 0.4:
        for name, values in {"primitivesAsString": [True], "prefersDecimal": [True], "dropFieldIfAllNull": [True], "inferTimestamp": [True], "allowComments": [True], "allowUnquotedFieldNames": [True], "allowSingleQuotes": [False],
                             "allowNumericLeadingZeros": [True], "allowBackslashEscapingAnyCharacter": [True], "allowUnquotedControlChars": [True], "allowNonNumericNumbers": [False], "multiLine": [True, False],
                             "mode": ["DROPMALFORMED", "PERMISSIVE", "FAILFAST"], "columnNameOfCorruptRecord": ["bad", "a"]}.items():
            if pick.random() < 0.2:
                options[name] = pick.choice(values)
    return options


ODD = ['{"a": 1', '{"a": 1,}', "{'a': 1}", "{a: 1}", '{"a": 007}', '{"a": NaN}', '{"a": -Infinity}', '{"a": +INF}', '{"a": 1.}', '{"a": .5}', '{"a": "\\x"}', '{"a": "\t"}', '{"a": 1} x', '{"a": 1}{"b": 2}', '// c\n{"a": 1}', '{"a": 1 /* c */}',
       "null", "1", '"x"', "[]", '[{"a": 1}, null]', '[{"a": 1}, 2]', '{"a": 1e400}', '{"a": 12345678901234567890}', '{"a": 1234567890123456789012345678901234567890}', '{"a": "2024-01-31T10:00:00"}', '{"a": 1, "A": 2}', '{"A": 1}', '{"": 1}',
       '{"a": {"b": 1, "B": 2}}', '{"a": 0.1}', '{"a": 1e-3}', '{"a": "1.5"}', '{"a": "1,000"}', '{"a": ""}', '{"a": true, "b": [{"x": 1}, {"y": "z"}]}', '{"a": [[], [1]]}', "", "  ", '{"a": TRUE}', "[1] [2]", '{"a": -}', '{"a": 1x}', "nulls", '{"a": "\\u00e9"}',
       '{"a": {}}', '{"a": [{}]}', '{"a": {"b": null}}']


def json_case(pick):
    options = json_options(pick)
    if pick.random() < 0.35:
        lines = [pick.choice(ODD) for _ in range(pick.randint(1, 3))]
    else:
        columns = {name: shape(pick) for name in pick.sample(["a", "b", "c", "B"], pick.randint(1, 3))}
        lines = [json.dumps({name: value(pick, one) for name, one in columns.items() if pick.random() < 0.9}) for _ in range(pick.randint(1, 4))]
        if pick.random() < 0.2:
            lines.insert(pick.randint(0, len(lines)), pick.choice(ODD))
    if pick.random() < 0.5:
        return {"format": "jsonl", "text": "\n".join(lines) + pick.choice(["", "\n"]), "signer": {"KIND": "SparkSigner", **options}}
    return {"format": "json", "text": "[" + ", ".join(lines) + "]" if pick.random() < 0.6 else lines[0], "signer": {"KIND": "SparkSigner", **options}}


def parquet_case(pick, folder, index):
    path = os.path.join(folder, f"{index}.parquet")
    made = table(pick)
    if pick.random() < 0.2:
        maps = pa.array([[("k", 1), ("é", 2)], None, [("a", None)]][: made.num_rows] + [None] * max(0, made.num_rows - 3), pa.map_(pa.string(), pick.choice([pa.int32(), pa.int64()])))
        made = made.append_column(pick.choice(["m", "a map", "M1"]), maps)
    pq.write_table(made, path, compression=pick.choice(["snappy", "zstd", "gzip"]), use_deprecated_int96_timestamps=pick.random() < 0.3, store_schema=pick.random() < 0.7, use_compliant_nested_type=pick.random() < 0.7,
                   version=pick.choice(["1.0", "2.4", "2.6"]))
    return {"format": "parquet", "file": os.path.abspath(path), "signer": {"KIND": "SparkSigner"}}


def main():
    folder, count, seed = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    os.makedirs(folder, exist_ok=True)
    pick = random.Random(seed)
    for index in range(count):
        roll = pick.random()
        made = csv_case(pick) if roll < 0.5 else json_case(pick) if roll < 0.8 else parquet_case(pick, folder, index)
        print(json.dumps({"name": f"spark {seed}.{index}", **made}))


if __name__ == "__main__":
    main()
