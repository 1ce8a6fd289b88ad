#!/usr/bin/env python3
"""Random tables for the strategies beside InferSigner, and what real pandas, NumPy and MLflow make of them.

    python signers.py tensors FOLDER 500 7 > cases.jsonl       # tables, each with a TensorSigner and the reference's answer
    python signers.py tolerant FOLDER 500 7 > cases.jsonl      # tables, each with a TolerantSigner
    python signers.py enforce answered.jsonl 7                 # MLflow enforces the answered signatures on data with missing cells

The first prints `schema` and `problem` as oracle.py does; the last ends with "N passed, N failed".
"""

import datetime as dt
import json
import os
import random
import sys
import warnings

import numpy as np
import oracle
import pandas as pd
import tables
from mlflow.models import ModelSignature, infer_signature
from mlflow.types.schema import Schema, TensorSpec
from mlflow.types.utils import clean_tensor_type

STAMP = dt.datetime(2024, 1, 31, 12)

NUMBERS = ["int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64", "float32", "float64", "bool"]
NULLABLE = ["Int8", "Int16", "Int32", "Int64", "UInt8", "UInt16", "UInt32", "UInt64", "Float32", "Float64", "boolean"]
TIMES = ["datetime64[s]", "datetime64[ms]", "datetime64[us]", "datetime64[ns]", "datetime64[us, UTC]", "datetime64[ns, Europe/Paris]", "timedelta64[us]", "timedelta64[ns]"]
TEXTS = ["str", "string", "object", "category text", "category int", "category bool", "category float"]
FAMILIES = [NUMBERS, NUMBERS, NUMBERS[:8], NUMBERS[8:], NULLABLE, NULLABLE + NUMBERS, TIMES, TIMES + NUMBERS, TEXTS, TEXTS + NUMBERS, NUMBERS + NULLABLE + TIMES + TEXTS]


def series(pick, dtype, rows):
    """A column of a dtype, with missing cells where it can have some."""
    gaps = pick.choice([0, 0, 0.3])
    gap = lambda value, missing=None: missing if pick.random() < gaps else value
    if dtype.startswith("category"):
        words = {"text": ["a", "b"], "int": [1, 2, 3], "bool": [True, False], "float": [0.5, 1.5]}[dtype.split()[1]]
        return pd.Series(pd.Categorical([gap(pick.choice(words)) for _ in range(rows)], categories=words))
    if dtype == "object":
        words = pick.choice([[b"a", b"b"], [dt.date(2024, 1, 31)], [[1, 2], [3]], [True, False, None]])
        return pd.Series([pick.choice(words) for _ in range(rows)], dtype=object)
    if dtype in ("str", "string"):
        words = pick.choice([["a", "b", ""], ["1", "2"]])
        return pd.Series([gap(pick.choice(words)) for _ in range(rows)], dtype=dtype)
    if "64[" in dtype:
        value = dt.timedelta(1) if dtype.startswith("t") else STAMP
        return pd.Series([gap(value, pd.NaT) for _ in range(rows)], dtype=dtype.replace(", UTC", "").replace(", Europe/Paris", "")).pipe(
            lambda made: made.dt.tz_localize(dtype.split(", ")[1][:-1]) if "," in dtype else made
        )
    if dtype in NULLABLE:
        values = [True, False] if dtype == "boolean" else [0.5, 1.0] if dtype.startswith("F") else [0, 1, 100]
        return pd.Series([gap(pick.choice(values), pd.NA) for _ in range(rows)], dtype=dtype)
    if dtype.startswith("float"):
        return pd.Series([gap(pick.choice([0.5, 1.0, 2.0]), np.nan) for _ in range(rows)], dtype=dtype)
    return pd.Series([pick.choice([0, 1] if dtype == "bool" else [0, 1, 100]) for _ in range(rows)], dtype=dtype)


CELLS = [["1", "2", "30"], ["1.5", "2"], ["True", "False"], ["a", "b"], ["1", ""], ["0.5", ""], ["True", ""], ["a", ""], ["2024-01-31"], ["9223372036854775808"], ["-1", "99999999999"], [""]]


def random_file(pick, folder, index):
    """Writes a random table; returns its path and reader options."""
    rows = pick.choice([1, 2, 5, 20, 20, 0])
    if pick.random() < 0.35:
        columns = [pick.choice(CELLS) for _ in range(pick.choice([1, 1, 2, 3, 5]))]
        lines = [",".join(f"c{j}" for j in range(len(columns)))] + [",".join(pick.choice(cells) for cells in columns) or '""' for _ in range(rows)]
        path = os.path.join(folder, f"{index}.csv")
        with open(path, "w", encoding="utf-8") as file:
            file.write("\n".join(lines) + "\n")
        return path, pick.choice([{}, {}, {}, {"dtype_backend": "numpy_nullable"}])
    if pick.random() < 0.15:
        made = tables.table(pick)
        extension = pick.choice(["parquet", "feather"])
        path = os.path.join(folder, f"{index}.{extension}")
        tables.write(pick, made, path, extension)
        return path, {}
    family = pick.choice(FAMILIES)
    frame = pd.DataFrame({f"c{j}": series(pick, pick.choice(family), rows) for j in range(pick.choice([1, 1, 2, 2, 3, 5]))})
    path = os.path.join(folder, f"{index}.parquet")
    frame.to_parquet(path)
    return path, pick.choice([{}, {}, {}, {}, {"dtype_backend": "numpy_nullable"}, {"dtype_backend": "pyarrow"}])


class NotForThis(Exception):
    """The strategy itself refuses; pandas was not asked."""


def as_tensors(frame, config):
    """The table as TensorSigner's documentation says that it is handed over."""
    dtype = config.get("dtype")
    if config.get("tensors") == "columns":
        pick = (lambda name: frame[name]) if config.get("flat") else (lambda name: frame[[name]])
        return {name: pick(name).to_numpy(dtype=dtype) for name in frame.columns}
    if config.get("flat"):
        if len(frame.columns) != 1:
            raise NotForThis("flat takes one column")
        return frame.iloc[:, 0].to_numpy(dtype=dtype)
    return frame.to_numpy(dtype=dtype)


def tensor_schema(data, config):
    if config.get("variable", [0]) == [0]:
        return json.loads(infer_signature(model_input=data).to_dict()["inputs"])
    spec = lambda array, name=None: TensorSpec(clean_tensor_type(array.dtype), [-1 if axis in config["variable"] else size for axis, size in enumerate(array.shape)], name)
    schema = Schema([spec(array, name) for name, array in data.items()] if isinstance(data, dict) else [spec(data)])
    return json.loads(ModelSignature(inputs=schema).to_dict()["inputs"])


def tensor_config(pick):
    config = {"KIND": "TensorSigner"}
    if pick.random() < 0.3:
        config["tensors"] = "columns"
    if pick.random() < 0.3:
        config["flat"] = True
    if pick.random() < 0.35:
        config["dtype"] = pick.choice(["float32", "float64", "int64", "int32", "bool", "str", "object", "float16", "uint8"])
    if pick.random() < 0.2:
        config["variable"] = pick.choice([[], [0], [0, 1], [1]] if "flat" not in config else [[], [0]])
    return config


def tensors(folder, count, seed):
    pick = random.Random(seed)
    for index in range(count):
        path, options = random_file(pick, folder, index)
        config = tensor_config(pick)
        case = {"name": f"tensor {seed}.{index}", "file": path, "options": options, "signer": config}
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            try:
                data = as_tensors(oracle.reader_for(path)(path, options), config)
                case |= {"schema": tensor_schema(data, config), "problem": None}
            except NotForThis as error:
                case |= {"schema": None, "problem": oracle.problem("signer", error)}
            except Exception as error:
                case |= {"schema": None, "problem": oracle.problem("read", error)}
        yield {**case, "integer_hint": False}


if __name__ == "__main__":
    command, *arguments = sys.argv[1:]
    if command == "tensors":
        folder, count, seed = arguments
        os.makedirs(folder, exist_ok=True)
        for made in tensors(os.path.abspath(folder), int(count), int(seed)):
            print(json.dumps(made))
