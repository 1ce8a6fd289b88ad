#!/usr/bin/env python3
"""Random tables for the strategies beside InferSigner, and what real pandas, NumPy and MLflow make of them.

    python signers.py tensors FOLDER 500 7 > cases.jsonl       # tables, each with a TensorSigner and the reference's answer
    python signers.py tolerant FOLDER 500 7 > cases.jsonl      # tables, each with a TolerantSigner
    python signers.py enforce ANSWERED.jsonl 7                 # MLflow enforces the answered signatures on data with missing cells
    python signers.py python SIGNET.mjs NODE ANSWERED.jsonl    # runs the Python of what was signed
    python signers.py fixtures SIGNET.mjs NODE FOLDER          # and of the fixtures, with all their parts

The first prints `schema` and `problem` as oracle.py does; the last three end with "N passed, N failed".
"""

import datetime as dt
import fnmatch
import io
import json
import os
import random
import subprocess
import sys
import tempfile
import warnings

import numpy as np
import oracle
import pandas as pd
import tables
from mlflow.models import ModelSignature, infer_signature
from mlflow.models.utils import _enforce_schema
from mlflow.pyfunc.scoring_server import parse_csv_input
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


TOLERANT_CELLS = {
    "long": ["1", "2", "30"], "flag": ["0", "1"], "double": ["1.5", "2"], "boolean": ["True", "False"], "text": ["a", "b"], "id": ["007", "12"], "gaps": ["1", ""], "stamp": ["2024-01-31"],
}


def tolerant_config(pick, names):
    config = {"KIND": "TolerantSigner"}
    roll = pick.random()
    if roll < 0.3:
        config["integers"] = pick.choice(["double", [pick.choice(names)], ["long*", "gaps*"], "keep"])
    if pick.random() < 0.6:
        config["optional"] = [pick.choice(names) for _ in range(pick.randint(1, 2))] if pick.random() < 0.7 else ["*"]
    if pick.random() < 0.5:
        config["text"] = ["id*"]
    if pick.random() < 0.4:
        config["rules"] = [
            {"when": pick.choice([{"type": ["boolean"]}, {"missing": True}, {"name": [pick.choice(names)]}, {"name": ["*?"], "type": ["long", "integer"]}, {}]), **pick.choice([{"required": False}, {"as": "double"}, {"as": "double", "required": False}])}
        ]
    return config


def tolerant(folder, count, seed):
    """Whole tables with a TolerantSigner each; there is no expected answer, since MLflow has no such strategy: what it gives is enforced."""
    pick = random.Random(seed)
    for index in range(count):
        kinds = [pick.choice(list(TOLERANT_CELLS)) for _ in range(pick.randint(1, 5))]
        names = [f"{kind}{j}" for j, kind in enumerate(kinds)]
        rows = [[pick.choice(TOLERANT_CELLS[kind]) for kind in kinds] for _ in range(pick.choice([1, 2, 5, 20]))]
        path = os.path.join(folder, f"{index}.csv")
        with open(path, "w", encoding="utf-8") as file:
            file.write("\n".join(",".join(cells) or '""' for cells in [names, *rows]) + "\n")
        yield {"name": f"tolerant {seed}.{index}", "file": path, "options": {}, "signer": tolerant_config(pick, names)}


HANDED = {"double": "float64", "string": "str", "long": "int64"}


def expected_spec(name, before, missing, config):
    """What the rules make of a column by their documentation, written independently, to be compared with Signet's own."""
    fits = lambda patterns: any(fnmatch.fnmatchcase(name, pattern) for pattern in patterns)
    kind, required, declared = before["type"], before["required"], None
    integers = config.get("integers", "double")
    if kind in ("integer", "long") and integers != "keep" and (integers == "double" or fits(integers)):
        declared = "double"
    if fits(config.get("optional", [])):
        required = False
    if fits(config.get("text", [])):
        declared = "string"
    for rule in config.get("rules", []):
        when = rule["when"]
        if ("name" in when and not fits(when["name"])) or ("type" in when and kind not in when["type"]) or ("missing" in when and when["missing"] != missing):
            continue
        declared, required = rule.get("as", declared), rule.get("required", required)
    holds = {"double": ("integer", "long", "float", "double", "boolean"), "string": ("boolean", "integer", "long", "float", "double", "string", "datetime")}
    return {"type": declared if declared and kind in holds[declared] else kind, "name": name, "required": required}


def with_gaps(pick, frame, specs):
    """A batch as serving sees it: cells missing wherever the signature says that they may be, and optional columns gone."""
    cells = frame.astype(object)
    may_miss = lambda spec: spec["type"] in ("double", "float", "string", "boolean")
    for spec in specs:
        if may_miss(spec):
            cells.loc[[pick.random() < 0.5 for _ in range(len(cells))], spec["name"]] = None
    gone = [spec["name"] for spec in specs if not spec["required"] and pick.random() < 0.5]
    return cells.drop(columns=gone if len(gone) < len(specs) else gone[1:])


def enforce(answered, seed):
    """Three questions a table: are the rules applied as documented; does `predict` take the batch once it is cast as the note says; does the scoring server take it as CSV."""
    warnings.simplefilter("ignore")
    pick = random.Random(seed)
    passed = failed = 0
    with open(answered, encoding="utf-8") as file:
        cases = [json.loads(line) for line in file]
    for case in cases:
        frame = pd.read_csv(case["file"])
        inferred = json.loads(infer_signature(model_input=frame).to_dict()["inputs"])
        wanted = [expected_spec(spec["name"], spec, bool(frame[spec["name"]].isna().any()), case["signer"]) for spec in inferred]
        schema = Schema.from_json(json.dumps(case["schema"]))
        batch = with_gaps(pick, frame, case["schema"])
        kept = [spec for spec in case["schema"] if spec["name"] in batch.columns]

        def predict():
            handed = batch.infer_objects()
            casts = {spec["name"]: HANDED[spec["type"]] for spec in kept if spec["type"] in HANDED}
            _enforce_schema(handed.astype(casts), schema)

        def score():
            # The server's CSV reader takes no missing boolean, whatever the signature says; predict does.
            whole = {spec["name"]: False for spec in kept if spec["type"] == "boolean"}
            body = batch.fillna(whole).to_csv(index=False)
            _enforce_schema(parse_csv_input(io.StringIO(body), schema), schema)

        def rules():
            assert case["schema"] == wanted, f"expected {wanted}"

        for question in (rules, predict, score):
            try:
                question()
                passed += 1
            except Exception as error:
                failed += 1
                if failed <= 10:
                    print(f"{case['name']} {question.__name__}: {json.dumps(case['signer'])} {json.dumps(case['schema'])}: {str(error)[:300]}")
    print(f"tolerant signatures enforced by MLflow: {passed} passed, {failed} failed")


def python_texts(signet, node, answered):
    """Runs the Python of explicit signatures, and compares each with the schema that it was written from."""
    passed = failed = 0
    with open(answered, encoding="utf-8") as file:
        cases = [case for case in map(json.loads, file) if case["schema"]]
    for case in cases:
        with tempfile.TemporaryDirectory() as folder:
            config = os.path.join(folder, "config.json")
            with open(config, "w", encoding="utf-8") as file:
                json.dump({"signer": case["signer"]}, file)
            done = subprocess.run([node, signet, "sign", "--inputs", case["file"], "--read", json.dumps(case["options"]), "--signer", config, "--format", "python"], capture_output=True, text=True)
        names = {}
        try:
            exec(compile(done.stdout, "signature.py", "exec"), names)
            assert json.loads(names["signature"].to_dict()["inputs"]) == case["schema"]
            passed += 1
        except Exception as error:
            failed += 1
            print(f"{case['name']}: {type(error).__name__}: {error} {done.stderr[:300]}")
    print(f"explicit Python of every strategy: {passed} passed, {failed} failed")


def fixtures(signet, node, root):
    """Runs the Python of each strategy's fixture; all three parts must be those of its signature.json."""
    passed = failed = 0
    for name in sorted(os.listdir(root)):
        at = lambda file: os.path.join(root, name, file)
        files = [word for option, file in (("--inputs", "inputs.csv"), ("--outputs", "outputs.csv"), ("--params", "params.json")) if os.path.exists(at(file)) for word in (option, at(file))]
        done = subprocess.run([node, signet, "sign", *files, "--signer", at("config.yaml"), "--format", "python"], capture_output=True, text=True)
        names = {}
        try:
            exec(compile(done.stdout, "signature.py", "exec"), names)
            with open(at("signature.json"), encoding="utf-8") as file:
                assert names["signature"].to_dict() == ModelSignature.from_dict(json.load(file)).to_dict()
            passed += 1
        except Exception as error:
            failed += 1
            print(f"{name}: {type(error).__name__}: {error} {done.stderr[:300]}")
    print(f"explicit Python of the fixtures: {passed} passed, {failed} failed")


if __name__ == "__main__":
    command, *arguments = sys.argv[1:]
    if command == "enforce":
        enforce(arguments[0], int(arguments[1]))
    elif command in ("python", "fixtures"):
        {"python": python_texts, "fixtures": fixtures}[command](*arguments)
    else:
        folder, count, seed = arguments
        os.makedirs(folder, exist_ok=True)
        for made in {"tensors": tensors, "tolerant": tolerant}[command](os.path.abspath(folder), int(count), int(seed)):
            print(json.dumps(made))
