#!/usr/bin/env python3
"""advice_cases.py COUNT SEED [REPORTS]: cases with "advise": true, whose data a model refuses. One case of cases.py a line.

Columns of every dtype that pandas and Arrow have against every type, as Parquet, CSV and JSON, by both ways in; tensors of other shapes and
dtypes; requests in every envelope; names that differ; nested values. With REPORTS, the folder of what users brought, each of its models with
the data that was checked against it, and its table of all dtypes against every type.
"""
import base64
import datetime as dt
import decimal
import io
import json
import os
import random
import sys

import numpy as np
import pandas as pd
import pyarrow as pa
import yaml

import checks
import wider_checks
from cases import case

SCALARS = checks.SCALARS


def dtypes(pick, rows):
    """Columns of every dtype, by a name; each a thunk, since some cannot be made of so few rows."""
    some = lambda *values: [values[(k + start) % len(values)] for k in range(rows)]
    start = pick.randint(0, 3)
    ints = pick.choice([(1, 2, 3), (0, 1), (-5, 7), (2**24 + 1, 1), (2**31, 5), (2**53 + 1, 2), (100, 20)])
    small = (1, 2, 100)
    floats = pick.choice([(0.5, 1.5), (1.0, 2.0), (0.0, 1.0), (0.1, 2.25), (1e300, 1.0), (3e9, 1.0), (float("inf"), 1.0)])
    texts = pick.choice([("a", "é"), ("1", "2"), ("1.5", "x"), ("yes", "no"), ("True", "False"), ("2024-01-31", "2024-02-01"), ("2024-01-31T10:00:00Z", "2024-02-01T10:00:00Z"), ("", "b"), ("007", "1"), ("00123", "00045"), ("1,200", "3,400.5"), ("1,200", "5"), ("1,5", "-2,25"), ("n/a-ish", "5"), ("31/01/2024", "01/02/2024"), ("1e3", "2"), ("$5", "6")])
    stamps = ("2024-01-31 10:00", "2024-02-01")
    with_none = lambda values: some(*values, None)
    arrow = lambda values, type: pd.Series(pa.array(values, type), dtype=pd.ArrowDtype(type))
    made = {
        **{code: lambda code=code: np.array(some(*small), code) for code in ("int8", "int16", "uint8", "uint16", "uint32", "float16")},
        "int32": lambda: np.array(some(*small), "int32"), "int64": lambda: np.array(some(*ints)), "uint64": lambda: np.array(some(1, pick.choice([2, 2**63])), "uint64"),
        "float32": lambda: np.array(some(0.5, 2.0), "float32"), "float64": lambda: np.array(some(*floats)), "float missing": lambda: [None if k % 3 == 2 else float(v) for k, v in enumerate(some(*pick.choice([(1, 2), (1.5, 2)])))],
        "bool": lambda: some(True, False), "bool missing": lambda: with_none((True, False)), "text": lambda: some(*texts), "text missing": lambda: with_none(texts), "all missing": lambda: some(None),
        **{code: lambda code=code: pd.array(some(1, 2, 100), code) for code in ("Int8", "Int16", "Int32", "Int64", "UInt8", "UInt32", "UInt64", "Float32", "Float64")},
        **{f"{code} missing": lambda code=code: pd.array(with_none((1, 2)), code) for code in ("Int32", "Int64", "UInt8", "Float32", "Float64")},
        "boolean": lambda: pd.array(some(True, False), "boolean"), "boolean missing": lambda: pd.array(with_none((True, False)), "boolean"), "string": lambda: pd.array(some(*texts), "string"), "string missing": lambda: pd.array(with_none(texts), "string"),
        "category": lambda: pd.Categorical(some("u", "v")), "category missing": lambda: pd.Categorical(with_none(("u", "v"))), "category int": lambda: pd.Categorical(some(*small)), "category float": lambda: pd.Categorical(some(0.5, 2.0)), "category bool": lambda: pd.Categorical(some(True, False)), "category time": lambda: pd.Categorical(pd.to_datetime(some(*stamps), format="mixed")), "category int missing": lambda: pd.Categorical(with_none((1, 2))),
        **{f"time {unit}": lambda unit=unit: pd.to_datetime(some(*stamps), format="mixed").astype(f"datetime64[{unit}]") for unit in ("s", "ms", "us", "ns")},
        "zone": lambda: pd.to_datetime(some(*stamps), format="mixed", utc=True), "zone Paris": lambda: pd.to_datetime(some(*stamps), format="mixed").tz_localize("Europe/Paris"), "zone missing": lambda: pd.to_datetime(with_none(stamps), format="mixed", utc=True), "time missing": lambda: pd.to_datetime(with_none(stamps), format="mixed"), "far time": lambda: np.array(some("1500-01-01", "2024-01-31"), "datetime64[s]"),
        "delta": lambda: pd.to_timedelta(some(1, 2), "s"), "delta missing": lambda: pd.to_timedelta(with_none((1, 2)), "s"), "period": lambda: pd.period_range("2024-01", periods=rows, freq="M"),
        "date": lambda: some(dt.date(2024, 1, 31)), "date missing": lambda: with_none((dt.date(2024, 1, 31),)), "far date": lambda: some(dt.date(1500, 1, 1)), "clock": lambda: some(dt.time(1)),
        "decimal": lambda: some(decimal.Decimal("1.5"), decimal.Decimal("2.0")), "decimal missing": lambda: with_none((decimal.Decimal("1.5"),)), "bytes": lambda: some(b"a", b"b"), "bytes missing": lambda: with_none((b"a", b"\xff")),
        "list int": lambda: some([1, 2], [3]), "list float": lambda: some([0.5], [1.5, 2.5]), "list text": lambda: some(["a"], ["b", "c"]), "list missing": lambda: with_none(([1],)), "list empty": lambda: some([], [1]), "list none": lambda: some([1, None], [2]),
        "dict": lambda: some({"x": 1, "y": "a"}, {"x": 2, "y": "b"}), "dict missing": lambda: with_none(({"x": 1},)), "dict list": lambda: some({"x": [1, 2]}, {"x": [3]}), "list dict": lambda: some([{"x": 1}], [{"x": 2}, {"x": 3}]),
        **{f"arrow {type}": lambda type=type: arrow(some(1, 2), type) for type in (pa.int8(), pa.int32(), pa.int64(), pa.uint8(), pa.uint64(), pa.float32(), pa.float64())},
        **{f"arrow {type} missing": lambda type=type: arrow(with_none((1, 2)), type) for type in (pa.int32(), pa.int64(), pa.float64())},
        "arrow bool": lambda: arrow(some(True, False), pa.bool_()), "arrow bool missing": lambda: arrow(with_none((True, False)), pa.bool_()), "arrow text": lambda: arrow(some(*texts), pa.string()), "arrow text missing": lambda: arrow(with_none(texts), pa.string()), "arrow large text": lambda: arrow(some(*texts), pa.large_string()),
        "arrow time": lambda: arrow(some(dt.datetime(2024, 1, 31)), pa.timestamp("us")), "arrow zone": lambda: arrow(some(dt.datetime(2024, 1, 31, tzinfo=dt.timezone.utc)), pa.timestamp("us", "UTC")), "arrow date": lambda: arrow(some(dt.date(2024, 1, 31)), pa.date32()), "arrow clock": lambda: arrow(some(dt.time(1)), pa.time64("us")), "arrow decimal": lambda: arrow(some(decimal.Decimal("1.5")), pa.decimal128(5, 2)), "arrow bytes": lambda: arrow(some(b"a"), pa.binary()), "arrow list": lambda: arrow(some([1, 2]), pa.list_(pa.int64())),
        "arrow dict": lambda: arrow(some({"x": 1}), pa.struct([("x", pa.int64())])), "arrow duration": lambda: arrow(some(dt.timedelta(1)), pa.duration("us")),
    }
    return made


NESTED = ("list", "dict")
KINDS = list(dtypes(random.Random(0), 3))


def column_of(pick, kind, rows):
    made = dtypes(pick, rows)[kind]()
    return pd.Series(made, dtype=object) if kind.startswith(NESTED) else pd.Series(made)


def parquet(frame):
    stored = io.BytesIO()
    frame.to_parquet(stored, index=False)
    return base64.b64encode(stored.getvalue()).decode()


def type_for(pick, kind):
    if kind.startswith(NESTED) or pick.random() < 0.12:
        return wider_checks.nested_type(pick, 2)
    return {"type": pick.choice(SCALARS)}


def typed_case(pick, name, kind=None, type=None, way=None):
    rows = pick.choice([1, 2, 3, 3, 4])
    kinds = [kind or pick.choice(KINDS)] + [pick.choice(KINDS) for _ in range(pick.choice([0, 0, 1, 2]))]
    names = pick.sample(wider_checks.NAMES, len(kinds))
    columns = {one: column_of(pick, kind, rows) for one, kind in zip(names, kinds)}
    types = [type or type_for(pick, kinds[0]), *(type_for(pick, kind) for kind in kinds[1:])]
    unnamed = pick.random() < 0.08
    schema = [{**one, "required": True} if unnamed else {**one, "name": key, "required": pick.random() < 0.8} for key, one in zip(names, types)]
    if pick.random() < 0.08 and not unnamed:
        schema.append({"type": pick.choice(SCALARS), "name": pick.choice(["absent", names[0].upper() + "_"]), "required": True})
    if pick.random() < 0.06 and not unnamed:
        schema = [{**schema[0], "name": pick.choice([f"{names[0]}_2", f" {names[0]}", names[0] + "s"])}, *schema[1:]]
    way = {"via": "scoring"} if (way or pick.choice(["predict", "predict", "scoring"])) == "scoring" else {}
    try:
        return {"name": f"{name} {kinds}", "format": "parquet", "base64": parquet(pd.DataFrame(columns)), "against": schema, **way}
    except (pa.ArrowException, NotImplementedError, ValueError, TypeError):
        return None


def encoded_case(pick, name):
    values = pick.sample(["red", "green", "blue", "né", "a b"], 3)
    schema = [{"type": "double", "name": "n", "required": True}] + [{"type": pick.choice(["long", "double", "integer"]), "name": f"color_{value}", "required": True} for value in values]
    rows = [[pick.choice(["0.5", "1.5"]), pick.choice(values)] for _ in range(4)]
    return case(name, "csv", "n,color\n" + "\n".join(map(",".join, rows)) + "\n", against=schema)


def array_case(pick, name):
    """Arrays for columns with names, and arrays of another shape or dtype than the tensor's."""
    width = pick.choice([1, 2, 3, 4])
    rows = pick.choice([1, 2, 3])
    array = np.arange(rows * width).reshape(rows, width).astype(pick.choice(["float64", "float32", "int64", "int32", "uint8", "bool", ">f8", "float16", "datetime64[s]"])) if pick.random() < 0.95 else np.array([["a"] * width] * rows)
    roll = pick.random()
    if roll < 0.15:
        array = array[:, 0]
    elif roll < 0.25:
        array = array.reshape(rows, width, 1)
    elif roll < 0.3:
        array = array[0]
    if pick.random() < 0.4:
        schema = [{"type": pick.choice(["double", "double", "float", "long", "string"]), "name": f"f{k}", "required": True} for k in range(width if pick.random() < 0.8 else width + 1)]
    else:
        schema = [{"type": "tensor", "tensor-spec": {"dtype": pick.choice(["float64", "float32", "int64", "int32", "bool"]), "shape": pick.choice([[-1], [-1, width], [-1, width + 1], [-1, width, 1], [-1, 1, width], [rows, width], [-1, -1], [-1, 2, 2]])}}]
    roll = pick.random()
    if roll < 0.5 or array.dtype.kind in "M" or array.dtype.str.startswith(">"):
        stored = io.BytesIO()
        np.save(stored, array)
        return {"name": name, "format": "npy", "base64": base64.b64encode(stored.getvalue()).decode(), "against": schema}
    body = array.tolist()
    way = {"via": "scoring"} if roll < 0.85 else {}
    return case(name, "json", json.dumps({pick.choice(["instances", "inputs"]): body} if roll < 0.9 else body), against=schema, **way)


def csv_tensor_case(pick, name):
    width = pick.choice([1, 2, 3])
    cells = pick.choice([["0.5", "1.5"], ["1", "2"], ["1", ""]])
    text = ",".join(f"f{k}" for k in range(width)) + "\n" + "".join(",".join(pick.choice(cells) for _ in range(width)) + "\n" for _ in range(3))
    spec = {"dtype": pick.choice(["float64", "float64", "float32", "int64"]), "shape": [-1, pick.choice([width, width, width + 1])]}
    way = {"via": "scoring"} if pick.random() < 0.7 else {}
    return case(name, "csv", text, against=[{"type": "tensor", "tensor-spec": spec}], **way)


MAKERS = [
    *[typed_case] * 8,
    *[wider_checks.csv_case] * 4,
    *[wider_checks.json_case] * 5,
    *[wider_checks.plain_case] * 2,
    *[wider_checks.tensor_case] * 2,
    *[wider_checks.parquet_case] * 2,
    *[wider_checks.params_case] * 2,
    *[array_case] * 3,
    csv_tensor_case,
    encoded_case,
]


def make(count, seed):
    pick = random.Random(seed)
    made = 0
    for kind in KINDS:
        type = {"type": pick.choice(SCALARS)}
        one = typed_case(pick, f"advice {seed}.{made}", kind, type)
        if one is not None:
            made += 1
            yield one
    further = checks.make(max(0, (count - made) // 5), seed)
    for one in further:
        made += 1
        yield one
    while made < count:
        one = pick.choice(MAKERS)(pick, f"advice {seed}.{made}")
        if one is not None:
            made += 1
            yield one


PAIRS = {
    "diabetes_double.MLmodel": ["diabetes_ints.csv"], "bike_automl.MLmodel": ["bike.csv"], "int32.MLmodel": ["int32.csv", "int32.json"], "wander.MLmodel": ["wander_batch.csv"], "iris_named.MLmodel": ["x_f64_5x4.npy", "iris_instances.json"], "tensor9.MLmodel": ["x_9x8.npy"], "prophet.MLmodel": ["prophet_future.csv"], "titre.MLmodel": ["title.csv"], "onehot.MLmodel": ["raw_housing.csv"], "months_long.MLmodel": ["months_bool.csv"],
    "img_f32.MLmodel": ["v2_request.json"], "responses_input.MLmodel": ["chat_messages_request.json"],
}


def of_reports(folder, seed):
    """Every model with its data, and a fifth of the columns and types of the tables, other ones each run."""
    pick = random.Random(seed)
    for model, files in PAIRS.items():
        with open(os.path.join(folder, model), encoding="utf-8") as lines:
            against = json.loads(yaml.safe_load(lines)["signature"]["inputs"])
        for file in files:
            for way in ({}, {"via": "scoring"}):
                if not (file.endswith(".npy") and way):
                    yield {"name": f"report {model} {file} {way.get('via', 'predict')}", "file": os.path.join(folder, file), "against": against, **way}
    tensor = [{"type": "tensor", "tensor-spec": {"dtype": "float64", "shape": [-1, 30]}}]
    for way in ({}, {"via": "scoring"}):
        yield {"name": f"report autolog30 {way}", "file": os.path.join(folder, "autolog30.csv"), "against": tensor, **way}
    for file in ("all.parquet", "all.csv", "titanic_train.csv", "polars.parquet", "tz.parquet", "u64.parquet"):
        path = os.path.join(folder, file)
        frame = pd.read_parquet(path) if file.endswith("parquet") else pd.read_csv(path)
        for type in SCALARS:
            for name in frame.columns:
                for way in ({}, {"via": "scoring"}):
                    if pick.random() > 0.2:
                        continue
                    yield {"name": f"report {file} {name} {type} {way.get('via', 'predict')}", "file": path, "against": [{"type": type, "name": name, "required": True}], **way}
            yield {"name": f"report {file} all {type}", "file": path, "against": [{"type": type, "name": name, "required": True} for name in frame.columns]}


if __name__ == "__main__":
    given = make(int(sys.argv[1]), int(sys.argv[2]))
    for made in [*given, *(of_reports(sys.argv[3], int(sys.argv[2])) if len(sys.argv) > 3 else [])]:
        print(json.dumps({**made, "advise": True}, ensure_ascii=False))
