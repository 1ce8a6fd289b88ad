#!/usr/bin/env python3
"""Data sets in several files that differ in their columns: what pandas makes of them, and what would fit them.

    python data_sets.py SIGNET NODE FOLDER 300 7

Writes random data sets (CSV and Parquet files; Parquet folders; JSON lines), asks pandas and MLflow, and compares with `signet answer`:
`pd.concat` of the files, `pd.read_parquet(folder)`, and the lists of JSON lines joined. MLflow must accept every file under the schema that is said to fit
all, read with the dtypes that it asks for, and under the one that is said to fit most, exactly the files that are not said to be refused. Ends with "data sets of files that differ: N passed, N failed".
What pandas and MLflow answer is written to FOLDER.expected.jsonl.
"""
import datetime as dt
import decimal
import json
import logging
import os
import random
import shutil
import subprocess
import sys
import warnings

os.environ.setdefault("MLFLOW_DISABLE_TELEMETRY", "true")

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
from mlflow.models.utils import _enforce_schema
from mlflow.types.schema import Schema

from cases import csv
from inferred import inferred
from oracle import problem, read_jsonl

logging.getLogger("mlflow").setLevel(logging.CRITICAL)

CELLS = {
    "integers": ["1", "-2", "30", "0", "7"], "numbers": ["1.5", "-2", "3e5", "0"], "text": ["x", "y", "1", "é"], "booleans": ["True", "False"], "missing": [""],
    "large": ["9223372036854775808", "18446744073709551615"], "huge": ["123456789012345678901234567890"], "dates": ["2024-01-31", "2024-02-01"],
}
STAMP = dt.datetime(2024, 1, 31, 12)
TYPES = [
    (pa.int8(), 1), (pa.int16(), 1000), (pa.int32(), 10**6), (pa.int64(), 10**12), (pa.uint8(), 200), (pa.uint32(), 10**6), (pa.uint64(), 10**12), (pa.float32(), 0.5), (pa.float64(), 2.25), (pa.bool_(), True),
    (pa.string(), "a"), (pa.large_string(), "b"), (pa.timestamp("us"), STAMP), (pa.timestamp("ns"), STAMP), (pa.timestamp("us", "UTC"), STAMP), (pa.date32(), STAMP.date()), (pa.decimal128(9, 2), decimal.Decimal("1.50")),
    (pa.binary(), b"a"), (pa.null(), None), (pa.list_(pa.int64()), [1]), (pa.struct([("x", pa.int64())]), {"x": 1}), (pa.duration("us"), dt.timedelta(1)),
]


def layout(pick):
    """The columns of a file: mostly those of all, now and then with one less, one more, or in another order."""
    names = ["a", "b", "c"]
    roll = pick.random()
    if roll < 0.12:
        names.remove(pick.choice(names))
    elif roll < 0.2:
        names.append("d")
    elif roll < 0.28:
        pick.shuffle(names)
    return names


def csv_set(pick, folder):
    kinds = {name: pick.choice(list(CELLS)) for name in "abcd"}
    paths = []
    for index in range(pick.randint(2, 5)):
        names = layout(pick)
        own = {name: pick.choice(list(CELLS)) if pick.random() < 0.15 else kinds[name] for name in names}
        # A file without rows has objects in every column, whatever the others have.
        rows = [[pick.choice(CELLS[own[name]]) if pick.random() < 0.9 else "" for name in names] for _ in range(pick.choice([1, 2, 5]))]
        paths.append(os.path.join(folder, f"part-{index}.csv"))
        with open(paths[-1], "w", encoding="utf-8", newline="") as file:
            file.write(csv(names, rows))
    return paths


def parquet_set(pick, folder):
    kinds = {name: pick.choice(TYPES) for name in "abcd"}
    paths = []
    for index in range(pick.randint(2, 5)):
        names = layout(pick)
        arrays = []
        rows = pick.choice([1, 2, 5])
        for name in names:
            type, value = pick.choice(TYPES) if pick.random() < 0.15 else kinds[name]
            arrays.append(pa.array([None if pick.random() < 0.15 else value for _ in range(rows)], type))
        paths.append(os.path.join(folder, f"part-{index}.parquet"))
        table = pa.table(arrays, names)
        if pick.random() < 0.3:
            table = pa.Table.from_pandas(table.to_pandas())
        pq.write_table(table, paths[-1])
    return paths


def lines_set(pick, folder):
    paths = []
    for index in range(pick.randint(2, 4)):
        paths.append(os.path.join(folder, f"part-{index}.jsonl"))
        with open(paths[-1], "w", encoding="utf-8") as file:
            for _ in range(pick.choice([0, 1, 3])):
                file.write(json.dumps({name: pick.choice([1, 2.5, "x", None, True, [1], {"y": 1}]) if pick.random() < 0.2 else 1 for name in layout(pick)}) + "\n")
    return paths


def read(case):
    paths = case["paths"]
    if case["kind"] == "jsonl":
        return [row for path in paths for row in read_jsonl(path, {})]
    if case["kind"] == "folder":
        return pd.read_parquet(paths[0])
    return pd.concat([read_one(path) for path in paths], ignore_index=True)


def read_one(path, dtype=None):
    return pd.read_csv(path, low_memory=False, dtype=dtype) if path.endswith(".csv") else pd.read_parquet(path)


def answer(case):
    try:
        data = read(case)
    except Exception as error:
        return {"schema": None, "problem": problem("read", error)}
    return inferred(data)


PANDAS = {"string": "str", "double": "float64"}


def is_enforced(data, schema):
    try:
        _enforce_schema(data, schema)
        return None
    except Exception as error:
        return str(error).splitlines()[0]


def misfits(case, schema):
    """Files that MLflow refuses under the schema that is said to fit all of them. A column that differs may need its type's dtype in every file."""
    loaded = Schema.from_json(json.dumps(schema))
    files = case["files"]
    for path in files:
        data = read_one(path)
        reason = is_enforced(data, loaded)
        if reason is None:
            continue
        dtypes = {one["name"]: PANDAS[one["type"]] for one in schema if one["type"] in PANDAS and one["name"] in data.columns}
        cast = read_one(path, dtypes) if path.endswith(".csv") else data.astype({name: to for name, to in dtypes.items() if to == "float64"})
        reason = is_enforced(cast, loaded)
        if reason is not None:
            yield f"{os.path.basename(path)}: {reason}"


def refused_files(case, schema):
    """The names of the files that MLflow refuses under a schema."""
    loaded = Schema.from_json(json.dumps(schema))
    return [os.path.basename(path) for path in case["files"] if is_enforced(read_one(path), loaded) is not None]


def cases(folder, count, seed):
    pick = random.Random(seed)
    shutil.rmtree(folder, ignore_errors=True)
    for index in range(count):
        kind = pick.choice(["csv", "csv", "parquet", "folder", "folder", "jsonl"])
        own = os.path.join(folder, f"{index}")
        os.makedirs(own)
        files = {"csv": csv_set, "parquet": parquet_set, "folder": parquet_set, "jsonl": lines_set}[kind](pick, own)
        yield {"name": f"data set {seed}.{index}", "kind": kind, "files": files, "paths": [own] if kind == "folder" else files}


def main():
    signet, node, folder, count, seed = sys.argv[1], sys.argv[2], os.path.abspath(sys.argv[3]), int(sys.argv[4]), int(sys.argv[5])
    made = list(cases(folder, count, seed))
    path = os.path.join(folder, "cases.jsonl")
    with open(path, "w", encoding="utf-8") as file:
        for case in made:
            file.write(json.dumps(case) + "\n")
    stdout = subprocess.run([node, signet, "answer", path], capture_output=True, encoding="utf-8", check=False).stdout
    answers = [json.loads(line) for line in stdout.splitlines() if line]
    assert len(answers) == len(made), f"{len(answers)} answers to {len(made)} cases"
    passed, failed, undecided, fitted, mostly = 0, 0, 0, 0, 0
    with warnings.catch_warnings(), open(f"{folder}.expected.jsonl", "w", encoding="utf-8") as expected:
        warnings.simplefilter("ignore")
        for case, got in zip(made, answers):
            want = answer(case)
            expected.write(json.dumps({**case, **want}) + "\n")
            stage = lambda one: (one["problem"] or {}).get("stage")
            if stage(got) == "undecided":
                undecided += 1
                wrong = []
            else:
                wrong = [] if json.dumps(want["schema"]) == json.dumps(got["schema"]) and stage(want) == stage(got) else [f"expected {json.dumps(want)[:400]}, got {json.dumps({k: got[k] for k in ('schema', 'problem')})[:400]}"]
            fits = (got.get("fits") or {}).get("all")
            if fits:
                fitted += 1
                wrong += misfits(case, fits)
            most = (got.get("fits") or {}).get("most")
            if most:
                mostly += 1
                said, refused = sorted(os.path.basename(name) for name in got["fits"]["mostRefused"]), sorted(refused_files(case, most))
                wrong += [] if said == refused else [f"{json.dumps(most)} is said to fit all but {said}, and MLflow refuses {refused}"]
            passed, failed = (passed, failed + 1) if wrong else (passed + 1, failed)
            if wrong and failed <= 10:
                print(case["name"], case["kind"], *wrong, sep=" | ")
    print(f"data sets of files that differ: {undecided} undecided, {fitted} with a schema that fits all files, {mostly} with one that fits most")
    print(f"data sets of files that differ: {passed} passed, {failed} failed")


if __name__ == "__main__":
    main()
