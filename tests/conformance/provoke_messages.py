#!/usr/bin/env python3
"""provoke_messages.py make N SEED | check N SEED ANSWERS: messages that real MLflow raises, warns of or answers about bad data.

`make` prints one JSON line per message: how it was pasted (plain, a traceback, the server's JSON, escaped), the words of MLflow's source at
the line that raised it, and the columns and types that were wrong. `check` makes the same cases again, runs the Python of the first advice
of each answer on the data, and passes it to MLflow: what has no condition must be accepted, what has one may also raise. Ends with
"N passed, N failed"."""
import html
import json
import logging
import os
import random
import re
import sys
import tempfile
import traceback
import warnings

os.environ.setdefault("MLFLOW_DISABLE_TELEMETRY", "true")

import mlflow
import numpy as np
import pandas as pd
from message_wordings import installed, wordings
from mlflow.exceptions import MlflowException
from mlflow.models import ModelSignature, infer_signature, set_signature
from mlflow.pyfunc import scoring_server
from mlflow.store._unity_catalog.registry.rest_store import UcModelRegistryStore
from mlflow.types.schema import Array, ColSpec, Object, ParamSchema, ParamSpec, Property, Schema, TensorSpec

TYPES = ["boolean", "integer", "long", "float", "double", "string", "datetime"]
NAMES = ["age", "Income (k$)", "it's", "größe", "a.b", "x y", "fare", "Cabin", "tax_rate", "zip", "label:1", "col,2"]


class Echo(mlflow.pyfunc.PythonModel):
    def predict(self, context, model_input, params=None):
        return [1]


class Models:
    """Saved models by their signature, so that a run saves each once."""

    def __init__(self):
        self.folder = tempfile.TemporaryDirectory()
        self.loaded = {}

    def load(self, signature):
        key = json.dumps(signature.to_dict())
        if key not in self.loaded:
            path = os.path.join(self.folder.name, str(len(self.loaded)))
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                mlflow.pyfunc.save_model(path, python_model=Echo(), signature=signature, pip_requirements=[])
            self.loaded[key] = mlflow.pyfunc.load_model(path)
        return self.loaded[key]


def series(rng, kind, size=4):
    missing = rng.random() < 0.3
    values = {
        "int64": lambda: pd.Series([rng.randint(2, 9000) for _ in range(size)]),
        "small": lambda: pd.Series([rng.randint(0, 1) for _ in range(size)]),
        "int32": lambda: pd.Series([rng.randint(0, 900) for _ in range(size)], dtype="int32"),
        "uint64": lambda: pd.Series([rng.randint(0, 900) for _ in range(size)], dtype="uint64"),
        "float64": lambda: pd.Series([float(rng.randint(0, 9)) if missing else rng.random() * 9 for _ in range(size - 1)] + [None if missing else 1.5]),
        "float32": lambda: pd.Series([rng.random() for _ in range(size)], dtype="float32"),
        "bool": lambda: pd.Series([rng.random() < 0.5 for _ in range(size)]),
        "text": lambda: pd.Series([rng.choice(["a", "7", "x y"]) for _ in range(size)]),
        "numbers": lambda: pd.Series([str(rng.randint(0, 99)) for _ in range(size)]),
        "dates": lambda: pd.Series([f"2024-0{rng.randint(1, 9)}-11" for _ in range(size)]),
        "times": lambda: pd.Series(pd.to_datetime(["2024-01-31"] * size)),
        "zoned": lambda: pd.Series(pd.to_datetime(["2024-01-31"] * size, utc=True)),
        "category": lambda: pd.Series(["a", "b", "a", "b"][:size], dtype="category"),
    }
    return values[kind]()


GOOD = {"boolean": "bool", "integer": "int32", "long": "int64", "float": "float32", "double": "float64", "string": "text", "datetime": "times"}
KINDS = ["int64", "small", "int32", "uint64", "float64", "float32", "bool", "text", "numbers", "dates", "times", "zoned", "category"]


def table(rng):
    names = rng.sample(NAMES, rng.randint(1, 5))
    types = {name: rng.choice(TYPES) for name in names}
    schema = Schema([ColSpec(type, name) for name, type in types.items()])
    return names, types, ModelSignature(schema, params=ParamSchema([ParamSpec("top_k", "long", 3), ParamSpec("beta", "double", 0.5)]))


def wrong_type(rng):
    names, types, signature = table(rng)
    frame = pd.DataFrame({name: series(rng, GOOD[types[name]]) for name in names})
    column = rng.choice(names)
    kind = rng.choice(KINDS)
    frame[column] = series(rng, kind)
    # A message about a time zone names no column: it is known only where one column is a datetime.
    is_open = kind == "zoned" and list(types.values()).count("datetime") > 1
    return {"signature": signature, "data": frame, "columns": [] if is_open and types[column] == "datetime" else [column]}


def missing(rng):
    names, types, signature = table(rng)
    frame = pd.DataFrame({name: series(rng, GOOD[types[name]]) for name in names})
    gone = rng.sample(names, rng.randint(1, len(names)))
    extra = rng.random() < 0.5
    if extra:
        frame = frame.rename(columns={gone[0]: rng.choice([gone[0].upper() + "_", "other"])})
    frame = frame.drop(columns=gone, errors="ignore")
    return {"signature": signature, "data": frame, "columns": [name for name in names if name in gone]}


def bad_params(rng):
    names, types, signature = table(rng)
    frame = pd.DataFrame({name: series(rng, GOOD[types[name]]) for name in names})
    name, value = rng.choice([("top_k", "5"), ("top_k", 2.0), ("top_k", 2.5), ("top_k", [1]), ("beta", "0.5"), ("beta", "x"), ("top_k", True)])
    return {"signature": signature, "data": frame, "params": {name: value}, "columns": [name]}


def tensor(rng):
    shape = rng.choice([(-1, 2), (-1, 3, 2), (-1,), (2, 3), (-1, 4, 1)])
    dtype = rng.choice(["float32", "float64", "int64", "int32"])
    signature = ModelSignature(Schema([TensorSpec(np.dtype(dtype), shape)]))
    given = rng.choice([(2, 3), (3,), (2, 6), (1, 3, 2), (4, 4), (5, 2)])
    data = np.array(rng.choices(range(9), k=int(np.prod(given)))).reshape(given).astype(rng.choice(["float32", "float64", "int64"]))
    if rng.random() < 0.2:
        data = data.tolist()
    elif rng.random() < 0.2 and data.ndim == 2:
        data = pd.DataFrame(data)
    return {"signature": signature, "data": data, "columns": []}


def nested(rng):
    kind = Object([Property("id", "long"), Property("tags", Array("string"), required=False)])
    signature = ModelSignature(Schema([ColSpec(kind, "item")]))
    value, columns = rng.choice([
        ({"tags": ["a"]}, ["id"]),
        ({"id": 1, "zz": 2}, ["zz"]),
        ({"id": "x"}, None),
        ({"id": 1, "tags": "a"}, None),
        ({"id": 1, "tags": [1]}, None),
        (5, None),
    ])
    return {"signature": signature, "data": pd.DataFrame({"item": [value]}), "columns": columns}


def request(rng):
    names, types, signature = table(rng)
    frame = pd.DataFrame({name: series(rng, GOOD[types[name]]) for name in names})
    split = json.loads(frame.to_json(orient="split", index=False, date_format="iso"))
    numbers = [name for name in names if types[name] in ("long", "integer", "float", "double")]
    kind = rng.choice(["value", "value", "missing", "envelope", "list", "broken", "split", "records", "csv", "type", "params", "null"])
    body, content, columns = {"dataframe_split": split}, "application/json", None
    if kind in ("value", "null") and numbers:
        column = rng.choice(numbers)
        for row in split["data"]:
            row[names.index(column)] = rng.choice(["x", "n/a", "1,5"]) if kind == "value" else None
        columns = [column] if kind == "value" else None
    elif kind == "missing" and len(names) > 1:
        split["columns"], split["data"] = names[1:], [row[1:] for row in split["data"]]
        columns = names[:1]
    elif kind == "envelope":
        body = rng.choice([split, {"data": split["data"]}, {"input_data": split}, {"instances": [1], "inputs": [1]}])
    elif kind == "list":
        body = split["data"]
    elif kind == "split":
        body = {"dataframe_split": rng.choice([{"columns": names}, [1], {**split, "rows": 1}, {"columns": names, "data": [[1] * (len(names) + 1)]}])}
    elif kind == "records":
        body = {"dataframe_records": rng.choice([{"a": 1}, "a", 5])}
    elif kind == "params":
        body["params"] = rng.choice([{"top_k": "x"}, [1], "a"])
    text = json.dumps(body)
    if kind == "broken":
        text = rng.choice([text[:-2], str(body), text.replace('"', "'")])
    elif kind == "csv" and numbers:
        frame = frame.astype({numbers[0]: "str"})
        frame[numbers[0]] = "x"
        text, content = frame.to_csv(index=False), "text/csv"
    elif kind == "type":
        content = rng.choice(["application/xml", "application/json; format=pandas-split", "text/plain"])
    return {"signature": signature, "body": text, "content": content, "columns": columns}


def inference(rng):
    return {"columns": None, "call": rng.choice([
        lambda: infer_signature({"a": [1, "x"]}) and mlflow.types.utils._infer_schema({"a": [1, "x"]}),
        lambda: mlflow.types.utils._infer_schema([1, 2.5, "x"]),
        lambda: mlflow.types.utils._infer_schema(pd.DataFrame({"a": pd.Series([1], dtype="uint64")})),
        lambda: mlflow.types.utils._infer_schema(pd.DataFrame({"a": pd.to_timedelta([1])})),
        lambda: mlflow.types.utils._infer_schema(object()),
        lambda: mlflow.types.utils._infer_schema({1.5: np.array([1])}),
        lambda: mlflow.types.utils._infer_schema(pd.DataFrame({"a": [[], []]})) and mlflow.types.utils._infer_schema(np.array([])),
        lambda: infer_signature(pd.DataFrame({"a": [1]}), params={"k": {1, 2}}),
        lambda: infer_signature(pd.DataFrame({"a": [1]}), params=[1]),
        lambda: infer_signature(pd.DataFrame({"a": [1]}), params={"k": np.zeros((2, 2))}),
        lambda: set_signature("models:/churn/3", infer_signature(pd.DataFrame({"a": [1]}))),
        lambda: UcModelRegistryStore._validate_model_signature(None, model_folder(None)),
        lambda: UcModelRegistryStore._validate_model_signature(None, model_folder(infer_signature(pd.DataFrame({"a": [1.5]})))),
        lambda: Schema([ColSpec("long", "a"), ColSpec("long")]),
        lambda: Schema([ColSpec("long", "a"), TensorSpec(np.dtype("int64"), (-1,), "b")]),
        lambda: Schema([]),
        lambda: ColSpec("int64", "a"),
        lambda: ColSpec(5, "a"),
        lambda: TensorSpec(np.dtype("U5"), (-1,)),
        lambda: Schema.from_json('[{"name": "a"}]'),
        lambda: Schema.from_json('[{"type": "tensor", "tensor-spec": {"dtype": "int64"}}]'),
        lambda: Schema.from_json('[{"type": "array", "name": "a"}]'),
        lambda: ParamSchema([ParamSpec("k", "binary", b"a")]),
        lambda: ParamSchema([ParamSpec("k", "long", 1), ParamSpec("k", "long", 1)]),
        lambda: ParamSpec("k", "long", "x"),
        lambda: ParamSpec("k", "long", [1]),
        lambda: ModelSignature([1]),
        lambda: ModelSignature(),
        lambda: Object([]),
        lambda: Object([Property("a", "long"), Property("a", "long")]),
    ])}


def model_folder(signature):
    path = tempfile.mkdtemp()
    mlflow.models.Model(signature=signature).save(os.path.join(path, "MLmodel"))
    return path


def warned(rng):
    names, types, signature = table(rng)
    frame = pd.DataFrame({name: series(rng, GOOD[types[name]]) for name in names})
    kind = rng.choice(["extra", "params", "no params", "integers", "any", "any outputs"])
    if kind == "extra":
        return {"signature": signature, "data": frame.assign(extra_one=1), "columns": ["extra_one"], "warns": True}
    if kind == "params":
        return {"signature": signature, "data": frame, "params": {"unknown": 1}, "columns": ["unknown"], "warns": True}
    if kind == "no params":
        plain = ModelSignature(signature.inputs)
        return {"signature": plain, "data": frame, "params": {"k": 1}, "columns": ["k"], "warns": True}
    data = pd.DataFrame({"n": [1, 2]}) if kind == "integers" else pd.DataFrame({"n": pd.Series([1], dtype="uint64")})
    return {"columns": None, "warns": True, "call": (lambda: infer_signature(pd.DataFrame({"a": [1.5]}), data)) if kind == "any outputs" else (lambda: infer_signature(data))}


MAKERS = [(wrong_type, 5), (missing, 2), (bad_params, 2), (tensor, 3), (nested, 1), (request, 5), (inference, 4), (warned, 2)]


class Heard(logging.Handler):
    def __init__(self):
        super().__init__(logging.WARNING)
        self.records = []

    def emit(self, record):
        self.records.append((record.pathname, record.lineno, record.getMessage()))


def place(error):
    """The deepest line of MLflow in which this error was raised: (module, line), and the frame's names."""
    here = None
    for frame, line in traceback.walk_tb(error.__traceback__):
        name = frame.f_code.co_filename
        if "/mlflow/" in name and not name.endswith("exceptions.py") and frame.f_code.co_name not in ("reraise", "_handle_serving_error"):
            here = (name.split("/mlflow/")[-1], line, dict(frame.f_locals))
    return here


def innermost(error):
    """The first error of a chain that MLflow itself raised."""
    chain = [error]
    while chain[-1].__context__ is not None:
        chain.append(chain[-1].__context__)
    own = [one for one in chain if isinstance(one, MlflowException)]
    return own[-1] if own else error


def provoke(case, models):
    """What MLflow says: (text as it is pasted, plain message, place)."""
    heard, caught = Heard(), []
    model = models.load(case["signature"]) if "signature" in case else None
    logger = logging.getLogger("mlflow")
    logger.addHandler(heard)
    try:
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            if "call" in case:
                case["call"]()
            elif "body" in case:
                response = scoring_server.invocations(case["body"], case["content"], model, model.metadata.get_input_schema())
                return None if response.status < 400 else (response.response, response.response, None)
            else:
                model.predict(case["data"], params=case.get("params"))
    except Exception as error:
        inner = innermost(error)
        if isinstance(inner, KeyError):
            return None
        whole = error.serialize_as_json() if "body" in case and isinstance(error, MlflowException) else traceback.format_exc()
        return whole, str(inner), place(inner)
    finally:
        logger.removeHandler(heard)
    if not case.get("warns"):
        return None
    said = heard.records + [(one.filename, one.lineno, str(one.message)) for one in caught if "mlflow" in one.filename]
    if not said:
        return None
    path, line, text = said[0]
    return f"2026/01/31 10:00:00 WARNING mlflow: {text}", text, (path.split("/mlflow/")[-1], line, {})


def pasted(rng, whole):
    return rng.choice([
        lambda: whole,
        lambda: whole,
        lambda: html.escape(whole),
        lambda: whole.replace("\n", "\\n"),
        lambda: f"some log line before\n{whole}\nINFO: 127.0.0.1 - \"POST /invocations\" 400",
    ])()


def lines_of_sources():
    """{(module, line): [words, …]} of every message in MLflow's sources."""
    found = {}
    for words, places in wordings(installed()).items():
        for module, line, _ in places:
            found.setdefault(module, []).append((line, words))
    return found


def words_at(sources, where):
    """The strings of the call that ends at or before the line that raised: a call of several lines is reported by its first or last."""
    if where is None:
        return None
    module, line, _ = where
    near = [(abs(one - line), words) for one, words in sources.get(module, []) if -2 <= line - one <= 14]
    if not near:
        return None
    least = min(distance for distance, _ in near)
    return [words for distance, words in near if distance == least]


def make(count, seed):
    rng, models, sources = random.Random(seed), Models(), lines_of_sources()
    makers = [maker for maker, weight in MAKERS for _ in range(weight)]
    made = 0
    while made < count:
        case = rng.choice(makers)(rng)
        said = provoke(case, models)
        text = None if said is None else pasted(rng, said[0])
        if said is None:
            continue
        made += 1
        where = said[2]
        names = {} if where is None else where[2]
        types = None
        if "numpy_type" in names and "values" in names:
            types = [str(names["values"].dtype), str(names["numpy_type"])]
        expected = {"words": words_at(sources, where), "columns": case["columns"], "types": types}
        yield case, models, {"message": text, "plain": said[1], "expected": expected}


def accepted(case, models, advice):
    """None where the advice's Python makes MLflow accept the data; else what went wrong."""
    space = {"pd": pd, "np": np, "mlflow": mlflow, "df": case["data"].copy() if isinstance(case["data"], pd.DataFrame) else case["data"]}
    # `data` and `df` stand for whatever predict was given; the lines that bind `data` cannot know that it is a DataFrame.
    space["data"], space["params"] = space["df"], dict(case.get("params") or {})
    try:
        exec(advice["python"], space)
    except Exception as error:
        return None if "dependsOn" in advice else f"raises {error!r}"
    data = space["data" if re.search(r"^data\b", advice["python"], re.MULTILINE) else "df"]
    try:
        models.load(case["signature"]).predict(data, params=space["params"] or None)
    except Exception as error:
        return f"refused: {str(error)[-200:]}"
    return None


def check(count, seed, answers):
    given = [json.loads(line) for line in open(answers, encoding="utf-8")]
    passed, failed = 0, 0
    for (case, models, _), answer in zip(make(count, seed), given, strict=True):
        found = answer["recognised"]
        ids = ("incompatible-type", "integers-with-missing-values", "column-not-converted", "time-zone", "params-invalid", "tensor-shape", "tensor-dtype")
        if found is None or found["id"] not in ids or "data" not in case or case.get("warns"):
            continue
        advice = next((one for one in found["advice"] if one["by"] == "caller" and "python" in one), None)
        if advice is None:
            continue
        wrong = accepted(case, models, advice)
        passed, failed = passed + (wrong is None), failed + (wrong is not None)
        if wrong is not None and failed <= 10:
            print(f"{found['id']} {found['columns']} {found['found']} → {found['expected']}: {advice['python']!r}: {wrong}")
    print(f"advice that was run: {passed} passed, {failed} failed")


if __name__ == "__main__":
    what, count, seed = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    logging.getLogger("mlflow").propagate = False
    if what == "make":
        for _, _, line in make(count, seed):
            print(json.dumps(line))
    else:
        check(count, seed, sys.argv[4])
