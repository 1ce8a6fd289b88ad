#!/usr/bin/env python3
"""Random Delta and Iceberg tables, written by deltalake and pyiceberg, with what MLflow infers from what the same packages read.

    python lake_tables.py FOLDER 120 7 > lake.jsonl

Tables are appended to, overwritten, deleted from, changed in their schema, partitioned, compacted and checkpointed. Column mapping and deletion vectors, which
deltalake does not write, are put into the log by hand, and read by its query engine.
"""
import datetime as dt
import decimal
import json
import logging
import os
import random
import shutil
import struct
import sys
import warnings

os.environ.setdefault("MLFLOW_DISABLE_TELEMETRY", "true")

import pandas as pd
import pyarrow as pa
from deltalake import DeltaTable, QueryBuilder, write_deltalake
from pyiceberg.catalog.sql import SqlCatalog
from pyiceberg.table import StaticTable
from pyiceberg.types import DoubleType, LongType, StringType

from inferred import inferred

logging.getLogger("mlflow").setLevel(logging.CRITICAL)
warnings.simplefilter("ignore")

STAMP = dt.datetime(2024, 1, 31, 12)
SHARED = [
    (pa.int64(), lambda pick: pick.randint(-9, 9)), (pa.int32(), lambda pick: pick.randint(0, 9)), (pa.float64(), lambda pick: pick.choice([0.5, float("nan"), 2.0])), (pa.float32(), lambda pick: 1.5), (pa.bool_(), lambda pick: pick.random() < 0.5),
    (pa.string(), lambda pick: pick.choice(["a", "é", ""])), (pa.binary(), lambda pick: b"a"), (pa.date32(), lambda pick: STAMP.date()), (pa.timestamp("us"), lambda pick: STAMP), (pa.timestamp("us", "UTC"), lambda pick: STAMP),
    (pa.decimal128(9, 2), lambda pick: decimal.Decimal("1.50")), (pa.list_(pa.int64()), lambda pick: [1] * pick.randint(0, 2)), (pa.struct([("x", pa.int64()), ("y", pa.string())]), lambda pick: {"x": pick.choice([1, None]), "y": "a"}),
    (pa.list_(pa.struct([("z", pa.float64())])), lambda pick: [{"z": 0.5}]), (pa.map_(pa.string(), pa.int64()), lambda pick: [("k", 1)]),
]
DELTA = SHARED + [(pa.int8(), lambda pick: 1), (pa.int16(), lambda pick: 2)]
ICEBERG = SHARED + [(pa.time64("us"), lambda pick: dt.time(1)), (pa.binary(4), lambda pick: b"abcd")]
KEYS = {"string": ["u", "v", None], "long": [1, 2, None]}


def table(pick, columns, rows=None):
    rows = pick.choice([1, 2, 5]) if rows is None else rows
    arrays = []
    for _, (type, make) in columns:
        nulls = pick.choice([0, 0, 0.3, 1])
        arrays.append(pa.array([None if pick.random() < nulls else make(pick) for _ in range(rows)], type))
    return pa.table(arrays, [name for name, _ in columns])


def columns_of(pick, types):
    made = [(f"c{index}", pick.choice(types)) for index in range(pick.randint(1, 4))]
    key = pick.choice([(pa.string(), lambda pick: pick.choice(KEYS["string"])), (pa.int64(), lambda pick: pick.choice(KEYS["long"]))])
    return made + [("k", key), ("n", (pa.int64(), lambda pick: pick.randint(0, 5)))]


def log_lines(path, version=0):
    name = os.path.join(path, "_delta_log", f"{version:020}.json")
    with open(name, encoding="utf-8") as file:
        return name, [json.loads(line) for line in file]


def write_lines(name, lines):
    with open(name, "w", encoding="utf-8") as file:
        file.write("".join(json.dumps(line) + "\n" for line in lines))


def map_fields(pick, type, ids):
    """Gives every field below a type an id and a physical name, and most of them another name."""
    if not isinstance(type, dict):
        return
    for field in type.get("fields", []):
        ids[0] += 1
        field["metadata"] = {"delta.columnMapping.id": ids[0], "delta.columnMapping.physicalName": field["name"]}
        field["name"] = f"renamed {ids[0]}" if pick.random() < 0.7 else field["name"]
        map_fields(pick, field["type"], ids)
    for key in ("elementType", "keyType", "valueType"):
        map_fields(pick, type.get(key), ids)


def map_columns(pick, path):
    """Column mapping, as a table has it after its columns were renamed."""
    name, lines = log_lines(path)
    for line in lines:
        if "protocol" in line:
            line["protocol"] = {"minReaderVersion": 3, "minWriterVersion": 7, "readerFeatures": ["columnMapping", "timestampNtz"], "writerFeatures": ["columnMapping", "timestampNtz"]}
        if "metaData" in line:
            schema = json.loads(line["metaData"]["schemaString"])
            stored = [field["name"] for field in schema["fields"]]
            map_fields(pick, schema, [0])
            renamed = dict(zip(stored, (field["name"] for field in schema["fields"])))
            line["metaData"]["partitionColumns"] = [renamed[name] for name in line["metaData"]["partitionColumns"]]
            line["metaData"]["schemaString"] = json.dumps(schema)
            line["metaData"]["configuration"] = {"delta.columnMapping.mode": "name", "delta.columnMapping.maxColumnId": "99"}
    write_lines(name, lines)


Z85 = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ.-:+=^!/*?&<>()[]{}@%$#"


def inline_vector(rows):
    """A deletion vector in the log itself: a portable Roaring bitmap of the deleted rows."""
    bitmap = struct.pack("<II", 12346, 1) + struct.pack("<HH", 0, len(rows) - 1) + struct.pack("<I", 16) + struct.pack(f"<{len(rows)}H", *rows)
    data = struct.pack("<I", 1681511377) + struct.pack("<Q", 1) + struct.pack("<I", 0) + bitmap
    padded = data + b"\0" * (-len(data) % 4)
    text = ""
    for (word,) in struct.iter_unpack(">I", padded):
        digits = ""
        for _ in range(5):
            word, digit = divmod(word, 85)
            digits = Z85[digit] + digits
        text += digits
    return {"storageType": "i", "pathOrInlineDv": text, "sizeInBytes": len(data), "cardinality": len(rows)}


def delete_rows(pick, path):
    name, lines = log_lines(path)
    for line in lines:
        if "protocol" in line:
            line["protocol"] = {"minReaderVersion": 3, "minWriterVersion": 7, "readerFeatures": ["deletionVectors", "timestampNtz"], "writerFeatures": ["deletionVectors", "timestampNtz"]}
        if "add" in line:
            count = json.loads(line["add"]["stats"])["numRecords"]
            rows = sorted(pick.sample(range(count), pick.randint(1, max(1, count - 1))))
            line["add"]["deletionVector"] = inline_vector(rows)
    write_lines(name, lines)


def delta_table(pick, path):
    columns = columns_of(pick, DELTA)
    partitions = pick.choice([None, None, ["k"]])
    roll = pick.random()
    write_deltalake(path, table(pick, columns, 5 if roll < 0.2 else None), partition_by=partitions)
    if roll < 0.1:
        map_columns(pick, path)
        return "mapped"
    if roll < 0.2:
        delete_rows(pick, path)
        return "deleted"
    for _ in range(pick.randint(0, 6)):
        act = pick.random()
        if act < 0.35:
            write_deltalake(path, table(pick, columns), mode="append")
        elif act < 0.5:
            columns = columns + [(f"c{len(columns)}", pick.choice(DELTA))]
            write_deltalake(path, table(pick, columns), mode="append", schema_mode="merge")
        elif act < 0.6:
            write_deltalake(path, table(pick, columns), mode="overwrite")
        elif act < 0.7:
            columns = columns_of(pick, DELTA)
            write_deltalake(path, table(pick, columns), mode="overwrite", schema_mode="overwrite")
        elif act < 0.85:
            DeltaTable(path).delete(f"n = {pick.randint(0, 5)}")
        elif act < 0.95:
            DeltaTable(path).create_checkpoint()
        else:
            DeltaTable(path).optimize.compact()
    if pick.random() < 0.2:
        DeltaTable(path).create_checkpoint()
        for version in range(DeltaTable(path).version() + 1):
            if pick.random() < 0.5 and version < DeltaTable(path).version():
                os.remove(os.path.join(path, "_delta_log", f"{version:020}.json"))
            else:
                break
    return "plain"


def read_delta(path, kind):
    table = DeltaTable(path)
    if kind == "plain":
        return table.to_pandas()
    return pa.table(QueryBuilder().register("t", table).execute("select * from t").read_all()).to_pandas()


def iceberg_table(pick, catalog, name):
    columns = columns_of(pick, ICEBERG)
    first = table(pick, columns)
    made = catalog.create_table(f"ns.{name}", schema=first.schema, properties=pick.choice([{}, {"format-version": "1"}]))
    if pick.random() < 0.3:
        with made.update_spec() as update:
            update.add_identity("k")
    if pick.random() < 0.9:
        made.append(first)
    names = [name for name, _ in columns]
    for _ in range(pick.randint(0, 5)):
        act = pick.random()
        if act < 0.4:
            made.append(pa.table(table(pick, columns).columns, names))
        elif act < 0.5:
            made.overwrite(pa.table(table(pick, columns).columns, names))
        elif act < 0.65:
            made.delete(f"n = {pick.randint(0, 5)}")
        elif act < 0.8:
            type, own = pick.choice([(LongType(), (pa.int64(), lambda pick: 1)), (StringType(), (pa.string(), lambda pick: "a")), (DoubleType(), (pa.float64(), lambda pick: 0.5))])
            with made.update_schema() as update:
                update.add_column(f"a{len(names)}", type)
            names.append(f"a{len(names)}")
            columns.append((names[-1], own))
        elif act < 0.95:
            index = pick.randrange(len(columns) - 2)
            with made.update_schema() as update:
                update.rename_column(names[index], f"r{index} {len(names)}{pick.randint(0, 99)}")
            names[index] = made.schema().fields[index].name
        else:
            index = next((index for index, (_, (type, _)) in enumerate(columns) if type == pa.int32()), None)
            if index is not None:
                with made.update_schema() as update:
                    update.update_column(names[index], field_type=LongType())
                columns[index] = (columns[index][0], (pa.int64(), lambda pick: 1))
    return made


def main():
    folder, count, seed = os.path.abspath(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
    shutil.rmtree(folder, ignore_errors=True)
    os.makedirs(os.path.join(folder, "iceberg"))
    pick = random.Random(seed)
    catalog = SqlCatalog("c", uri=f"sqlite:///{folder}/catalog.db", warehouse=f"file://{folder}/iceberg")
    catalog.create_namespace("ns")
    for index in range(count):
        if pick.random() < 0.5:
            path = os.path.join(folder, "delta", str(index))
            kind = delta_table(pick, path)
            data, label = read_delta(path, kind), f"delta {kind}"
        else:
            made = iceberg_table(pick, catalog, f"t{index}")
            path, label = os.path.join(folder, "iceberg", "ns", f"t{index}"), "iceberg"
            data = made.scan().to_pandas()
            # Without the catalog, the newest metadata say the same.
            static = StaticTable.from_metadata(made.metadata_location).scan().to_pandas()
            assert list(static.dtypes) == list(data.dtypes)
        print(json.dumps({"name": f"{label} {seed}.{index}", "format": label.split()[0], "paths": [path], **inferred(data)}), flush=True)


if __name__ == "__main__":
    main()
