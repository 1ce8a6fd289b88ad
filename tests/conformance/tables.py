#!/usr/bin/env python3
"""Writes random tables as Parquet, Feather and Arrow files, and prints a case for each.

    python tables.py FOLDER 200 7 > tables.jsonl
"""

import datetime as dt
import decimal
import json
import os
import random
import sys

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.feather
import pyarrow.parquet as pq

STAMP = dt.datetime(2024, 1, 31, 12)


def scalars(pick):
    """Types with a maker of one value each."""
    integers = [(pa.int8(), 100), (pa.int16(), 1000), (pa.int32(), 10**6), (pa.int64(), 10**12), (pa.uint8(), 200), (pa.uint16(), 1000), (pa.uint32(), 10**6), (pa.uint64(), 10**12)]
    made = [(type, lambda limit=limit: pick.randint(0, limit)) for type, limit in integers]
    return made + [
        (pa.float32(), lambda: pick.choice([0.5, 1.0, float("nan"), float("inf")])), (pa.float64(), lambda: pick.choice([0.5, 1.0, 2.25, float("nan")])), (pa.bool_(), lambda: pick.random() < 0.5),
        (pa.string(), lambda: pick.choice(["a", "é", ""])), (pa.large_string(), lambda: "a"), (pa.binary(), lambda: b"a"), (pa.date32(), STAMP.date), (pa.time64("us"), lambda: dt.time(1)),
        *[(pa.timestamp(unit), lambda: STAMP) for unit in ("s", "ms", "us", "ns")], (pa.timestamp("us", "UTC"), lambda: STAMP), (pa.duration("us"), lambda: dt.timedelta(1)), (pa.decimal128(9, 2), lambda: decimal.Decimal("1.50")),
    ]


def column(pick, rows, depth=2):
    """A random type, and values of it."""
    roll = pick.random()
    if depth and roll < 0.15:
        inner, make = column(pick, rows, depth - 1)
        return pa.list_(inner), lambda: [make() if pick.random() < 0.9 else None for _ in range(pick.randint(0, 3))]
    if depth and roll < 0.3:
        fields = [(name, *column(pick, rows, depth - 1)) for name in pick.sample("xyz", pick.randint(1, 3))]
        return pa.struct([(name, type) for name, type, _ in fields]), lambda: {name: make() if pick.random() < 0.9 else None for name, _, make in fields}
    return pick.choice(scalars(pick))


def table(pick):
    rows = pick.choice([0, 1, 2, 5, 20])
    arrays, names = [], []
    for index in range(pick.randint(1, 4)):
        type, make = column(pick, rows)
        nulls = pick.choice([0, 0, 0.3, 1])
        array = pa.array([None if pick.random() < nulls else make() for _ in range(rows)], type)
        if pick.random() < 0.1 and pa.types.is_string(type):
            array = array.dictionary_encode()
        arrays.append(array)
        names.append(f"c{index}")
    return pa.table(arrays, names)


def write(pick, made, path, extension):
    if extension == "parquet":
        pq.write_table(made, path, compression=pick.choice(["snappy", "zstd", "gzip", "none", "lz4", "brotli"]), use_dictionary=pick.random() < 0.5, data_page_version=pick.choice(["1.0", "2.0"]), row_group_size=pick.choice([None, 2]), store_schema=pick.random() < 0.8, write_statistics=pick.random() < 0.5)
    elif extension == "feather":
        pyarrow.feather.write_feather(made, path, compression=pick.choice(["lz4", "zstd", "uncompressed"]))
    else:
        with (pa.ipc.new_file if extension == "arrow" else pa.ipc.new_stream)(path, made.schema) as writer:
            writer.write_table(made, max_chunksize=pick.choice([None, 2]))


def main():
    folder, count, seed = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    os.makedirs(folder, exist_ok=True)
    pick = random.Random(seed)
    for index in range(count):
        extension = pick.choice(["parquet", "parquet", "feather", "arrow", "arrows"])
        path = os.path.abspath(os.path.join(folder, f"{index}.{extension}"))
        try:
            write(pick, table(pick), path, extension)
        except (pa.ArrowException, NotImplementedError) as error:
            print(f"{path}: not written: {error}", file=sys.stderr)
            continue
        print(json.dumps({"name": f"table {seed}.{index} {extension}", "format": extension, "file": path}))


if __name__ == "__main__":
    main()
