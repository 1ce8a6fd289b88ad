#!/usr/bin/env python3
"""tensor_columns.py COUNT SEED: typed files whose columns meet tensors, as embeddings do: lists of one length and of several, of every type, with
and without missing ones; plain columns too. One case of cases.py a line."""
import base64
import datetime as dt
import decimal
import io
import json
import random
import sys

import pyarrow as pa
import pyarrow.feather as feather
import pyarrow.parquet as pq

LEAVES = {
    "int64": (pa.int64(), [0, 1, 7]), "int32": (pa.int32(), [1, 2]), "uint8": (pa.uint8(), [1, 200]), "float64": (pa.float64(), [0.5, 2.0]), "float32": (pa.float32(), [0.5]),
    "bool": (pa.bool_(), [True, False]), "str": (pa.string(), ["a", "1", "2.5", "é"]), "bytes": (pa.binary(), [b"a", b"1"]), "datetime64[ns]": (pa.timestamp("ns"), [dt.datetime(2024, 1, 31)]),
    "us": (pa.timestamp("us"), [dt.datetime(2024, 1, 31)]), "date": (pa.date32(), [dt.date(2024, 1, 31)]), "decimal": (pa.decimal128(5, 2), [decimal.Decimal("1.25")]),
}
DTYPES = ["float64", "float32", "int64", "int32", "bool", "str", "object", "bytes", "uint8", "datetime64[ns]"]


def column(pick, rows):
    """An array, the dtype of what is in it, and how long its lists are."""
    leaf = pick.choice(list(LEAVES))
    type, values = LEAVES[leaf]
    width, nulls = pick.choice([1, 2, 4]), 0.3 if pick.random() < 0.2 else 0
    one = lambda: None if pick.random() < nulls else pick.choice(values)
    roll = pick.random()
    if roll < 0.3:
        return pa.array([one() for _ in range(rows)], type), leaf, None
    if roll < 0.75:
        ragged, missing = pick.random() < 0.15, pick.random() < 0.15
        if not ragged and not missing and pick.random() < 0.25:
            return pa.array([[one() for _ in range(width)] for _ in range(rows)], pa.list_(type, width)), leaf, width
        made = lambda: None if missing and pick.random() < 0.3 else [one() for _ in range(pick.choice([0, 1, 2]) if ragged else width)]
        return pa.array([made() for _ in range(rows)], pick.choice([pa.list_, pa.large_list])(type)), leaf, width
    if roll < 0.87:
        return pa.array([[[one() for _ in range(2)] for _ in range(width)] for _ in range(rows)], pa.list_(pa.list_(type))), leaf, width
    if roll < 0.93:
        return pa.array([{"x": one()} for _ in range(rows)], pa.struct([("x", type)])), leaf, 1
    return pa.array([[("k", one())] for _ in range(rows)], pa.map_(pa.string(), type)), leaf, 1


def spec(pick, leaf, width):
    shape = [-1] if width is None else pick.choice([[-1, width], [-1, width], [-1, 2, width // 2] if width > 1 else [-1]])
    if pick.random() < 0.2:
        shape = pick.choice([[-1], [-1, 1], [-1, 2], [-1, 2, 2], [-1, -1], [2, 2], [-1, 0]])
    return {"dtype": pick.choice([leaf, leaf, *DTYPES]) if leaf in DTYPES else pick.choice(DTYPES), "shape": shape}


def make(count, seed):
    pick = random.Random(seed)
    for number in range(count):
        rows, names = pick.choice([0, 1, 2, 2, 3, 3]), ["a", "b"][: pick.choice([1, 1, 1, 2])]
        columns = [column(pick, rows) for _ in names]
        table, stored, format = pa.table([array for array, _, _ in columns], names), io.BytesIO(), pick.choice(["parquet", "parquet", "feather", "arrow"])
        if format == "parquet":
            pq.write_table(table, stored)
        elif format == "feather":
            feather.write_feather(table, stored)
        else:
            with pa.ipc.new_file(stored, table.schema) as writer:
                writer.write_table(table)
        named = pick.random() < (0.8 if len(names) > 1 else 0.5)
        schema = [{"type": "tensor", "tensor-spec": spec(pick, leaf, width), **({"name": name} if named else {})} for name, (_, leaf, width) in zip(names, columns)]
        way = {"via": "scoring"} if format == "parquet" and pick.random() < 0.5 else {}
        yield {"name": f"tensor column {seed}.{number}", "format": format, "base64": base64.b64encode(stored.getvalue()).decode(), "against": schema if named else schema[:1], **way}


if __name__ == "__main__":
    for made in make(int(sys.argv[1]), int(sys.argv[2])):
        print(json.dumps(made))
