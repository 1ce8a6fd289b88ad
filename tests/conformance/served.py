#!/usr/bin/env python3
"""served.py CASES.jsonl: what MLflow's real scoring server answers to requests, and what the model then gets.

Each case has a body ("text", or "base64"; "format": json, csv or parquet), the model's input schema ("against"), perhaps its params schema
("against_params"), and for a model whose signature comes from a type hint "hint", a Python expression (with "classes", source of Pydantic
models). The body goes to `/invocations` of the app that `mlflow.pyfunc.scoring_server.init` makes; with "via": "predict" the file is read as
the reference reads it and handed to `predict`. Added to the case:
  accepted  whether the model's own code was reached
  problem   null, or {"stage": "read" | "enforce", "error", "message"}: before or after `predict` was called
  status    of the HTTP response (scoring only)
  extra     the columns or params that MLflow drops with a warning, as oracle.py has them
  changed   the columns of which some value is not what was sent, with the first row: {column: row}; JSON bodies only
"""
import asyncio
import base64
import datetime
import io
import json
import math
import os
import sys
import tempfile
from typing import Any, Optional, Union  # noqa: F401  for hints

os.environ.setdefault("MLFLOW_DISABLE_TELEMETRY", "true")

import logging

import numpy as np
import pandas as pd
import pydantic
from mlflow.exceptions import MlflowException
from mlflow.models import Model, ModelSignature
from mlflow.pyfunc import PyFuncModel
from mlflow.pyfunc.model import PythonModel, PythonModelContext, _PythonModelPyfuncWrapper
from mlflow.pyfunc.scoring_server import init
from mlflow.types.schema import ParamSchema, Schema
from mlflow.types.type_hints import _infer_schema_from_list_type_hint

import oracle

logging.disable(logging.CRITICAL)
import warnings

warnings.simplefilter("ignore")

CONTENT_TYPES = {"json": "application/json", "csv": "text/csv", "parquet": "application/vnd.apache.parquet"}


class Reached(Exception):
    """The model's own code was reached."""


class Recorder:
    """A model that keeps what it gets."""

    def __init__(self):
        self.got = None

    def predict(self, data, params=None):
        self.got = (data, params)
        return [0]


class Served(PyFuncModel):
    """A model that says whether `predict` was called, that is: whether the body was parsed."""

    def predict(self, data, params=None):
        self.parsed = True
        self.given = data
        try:
            return super().predict(data, params)
        except Exception as error:
            self.error = error
            raise


def hinted_model(case, recorder):
    """A PythonModel with the hint, wrapped as a loaded model is."""
    scope = {"Any": Any, "Optional": Optional, "Union": Union, "datetime": datetime.datetime, "pydantic": pydantic, "BaseModel": pydantic.BaseModel, "PythonModel": PythonModel, "recorder": recorder}
    exec(case.get("classes", ""), scope)
    exec(
        f"class Hinted(PythonModel):\n    def predict(self, model_input: {case['hint']}, params=None):\n        recorder.got = (model_input, params)\n        return [0]\n",
        scope,
    )
    return scope["Hinted"](), _infer_schema_from_list_type_hint(eval(case["hint"], scope))


def model_of(case, recorder):
    params = ParamSchema.from_json(json.dumps(case["against_params"])) if case.get("against_params") else None
    if "hint" in case:
        python_model, inputs = hinted_model(case, recorder)
        signature = ModelSignature(inputs=inputs, params=params)
        signature._is_signature_from_type_hint = True
        impl = _PythonModelPyfuncWrapper(python_model, PythonModelContext({}, {}), signature)
    else:
        signature = ModelSignature(inputs=Schema.from_json(json.dumps(case["against"])), params=params)
        impl = recorder
    return Served(Model(signature=signature), impl)


async def post(app, body, content_type):
    """One request, as a server hands it to the app; returns its status and body."""
    sent = []

    async def receive():
        return {"type": "http.request", "body": body, "more_body": False}

    async def send(message):
        sent.append(message)

    scope = {"type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": "POST", "path": "/invocations", "raw_path": b"/invocations", "query_string": b"", "root_path": "", "scheme": "http", "headers": [(b"content-type", content_type.encode())], "client": ("127.0.0.1", 1), "server": ("127.0.0.1", 80)}
    try:
        await app(scope, receive, send)
    except Exception as error:
        return 500, type(error).__name__, str(error)
    status = next(message["status"] for message in sent if message["type"] == "http.response.start")
    text = b"".join(message.get("body", b"") for message in sent if message["type"] == "http.response.body").decode()
    try:
        parsed = json.loads(text)
        error = parsed.get("error_code", "") if isinstance(parsed, dict) else ""
        message = parsed.get("message", text) if isinstance(parsed, dict) else text
    except ValueError:
        error, message = "", text
    return status, error, message


def body_of(case):
    return base64.b64decode(case["base64"]) if "base64" in case else case["text"].encode("utf-8", "surrogatepass")


def missing(value):
    return value is None or value is pd.NaT or value is pd.NA or (isinstance(value, (float, np.floating)) and math.isnan(value))


def is_changed(sent, got):
    """Whether a JSON value became another: numbers by their exact value, floats of 32 bits within their digits, times by what the text says."""
    if isinstance(got, np.ndarray) and got.shape == ():
        got = got[()]
    if missing(sent):
        return not missing(got)
    if missing(got):
        return True
    if isinstance(got, np.ndarray):
        got = got.item() if got.shape == () else got.tolist() if got.dtype.kind != "M" else list(got)
    single = isinstance(got, np.float32) or isinstance(got, np.float16)
    if isinstance(got, np.generic) and not isinstance(got, np.datetime64):
        got = got.item()
    if isinstance(sent, list):
        return not isinstance(got, list) or len(sent) != len(got) or any(is_changed(a, b) for a, b in zip(sent, got))
    if isinstance(sent, dict):
        return not isinstance(got, dict) or set(sent) != set(got) or any(is_changed(sent[k], got[k]) for k in sent)
    if isinstance(got, (np.datetime64, pd.Timestamp, datetime.datetime)):
        return not isinstance(sent, str)
    if isinstance(sent, bool) or isinstance(got, bool):
        return not (isinstance(got, bool) and (sent is got or (not isinstance(sent, (bool, str)) and sent in (0, 1) and got == bool(sent))))
    if isinstance(sent, str):
        return not isinstance(got, str) or sent != got
    if isinstance(got, (int, float)):
        if single and isinstance(sent, float) and not sent.is_integer() and math.isfinite(got) and (got != 0 or sent == 0):
            return False
        return not (sent == got and (not isinstance(sent, int) or not math.isfinite(got) or int(got) == sent))
    return True


def cells(document, names):
    """What a body holds for each column, row by row; None where that is not a table."""
    if not isinstance(document, dict):
        return None
    if {"messages", "prompt", "input"} & set(document):
        return {name: [value] for name, value in document.items()}
    if "dataframe_split" in document:
        table = document["dataframe_split"]
        if not all(isinstance(row, list) for row in table["data"]):
            return None
        labels = table.get("columns") or list(range(max(map(len, table["data"]), default=0)))
        return {name: [row[k] for row in table["data"]] for k, name in enumerate(labels)}
    key = next((k for k in ("dataframe_records", "instances", "inputs") if k in document), None)
    content = document.get(key) if key else None
    if isinstance(content, list) and content and all(isinstance(row, dict) for row in content):
        return {name: [row.get(name) for row in content] for row in content for name in row}
    if isinstance(content, dict):
        return {name: value if isinstance(value, list) else [value] for name, value in content.items()}
    if isinstance(content, list) and len(names) == 1:
        return {names[0]: content}
    return None


def rows_of(value, count):
    if isinstance(value, np.ndarray):
        return list(value) if value.ndim else [value.item()]
    if isinstance(value, pd.Series):
        return list(value.to_numpy())
    return value if isinstance(value, list) else [value]


def is_row(value):
    return isinstance(value, list) or (isinstance(value, np.ndarray) and value.ndim > 0)


def changes(case, got):
    data, _ = got
    try:
        sent = cells(json.loads(body_of(case)), [spec.get("name", 0) for spec in case["against"]])
    except Exception:
        return None
    if sent is None or not isinstance(data, (pd.DataFrame, dict, np.ndarray)):
        return None
    if isinstance(data, pd.DataFrame) and list(sent) == [0] and any(isinstance(value, list) for value in sent[0]):
        return None  # rows without names, which became several columns
    found = {}
    columns = {next(iter(sent)) if len(sent) == 1 else 0: data} if isinstance(data, np.ndarray) else {name: data[name] for name in data}
    for position, (name, values) in enumerate(columns.items()):
        before = sent.get(name)
        if before is None:
            continue
        after = rows_of(values, len(before))
        if len(before) == 1 and isinstance(before[0], dict) and not isinstance(after[0] if after else None, dict):
            return None  # a dict that became a column
        if len(before) == 1 and isinstance(before[0], list) and len(after) == len(before[0]) and after and not isinstance(after[0], (list, np.ndarray)):
            before = before[0]  # a list that became a column
        # One row that holds the whole list is the list.
        readings = [one for one in (after, list(after[0]) if len(after) == 1 and is_row(after[0]) else None) if one is not None and len(one) == len(before)]
        if not readings:
            return None
        firsts = [next((row for row, (a, b) in enumerate(zip(before, one)) if is_changed(a, b)), None) for one in readings]
        first = None if None in firsts else firsts[0]
        if first is not None:
            found[str(name)] = first + 1
    return found


def extras(case, model, recorder):
    """The columns of a DataFrame, as it comes to `predict`, that the schema does not have."""
    if "hint" in case or not isinstance(getattr(model, "given", None), pd.DataFrame):
        return []
    schema = model.metadata.get_input_schema()
    return [c for c in model.given.columns if schema.has_input_names() and c not in schema.input_names()]


def answer(case):
    recorder = Recorder()
    try:
        model = model_of(case, recorder)
    except Exception as error:
        return {"accepted": False, "problem": oracle.problem("read", error), "extra": []}
    model.parsed, model.error = False, None
    if case.get("via") == "predict":
        return predicted(case, model, recorder)
    app = init(model)
    status, error, message = asyncio.run(post(app, body_of(case), CONTENT_TYPES[case["format"]]))
    result = {"status": status, "extra": extras(case, model, recorder)}
    if recorder.got is not None:
        changed = changes(case, recorder.got) if case["format"] == "json" and "hint" not in case else None
        return {**result, "accepted": True, "problem": None, **({"changed": changed} if changed is not None else {})}
    stage = "enforce" if model.parsed else "read"
    name = type(model.error).__name__ if model.error else error
    return {**result, "accepted": False, "problem": {"stage": stage, "error": name, "message": (message.strip().splitlines() or [""])[0][:500]}}


def predicted(case, model, recorder):
    os.environ.pop("_MLFLOW_IS_IN_SERVING_ENVIRONMENT", None)
    options = case.get("options", {})
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, f"case.{case['format']}")
        with open(path, "wb") as f:
            f.write(body_of(case))
        try:
            data = oracle.reader_for(path)(path, options)
        except Exception as error:
            return {"accepted": False, "problem": oracle.problem("read", error), "extra": []}
    try:
        model.predict(data)
    except Exception as error:
        if recorder.got is None:
            return {"accepted": False, "problem": oracle.problem("enforce", error), "extra": extras(case, model, recorder)}
    return {"accepted": recorder.got is not None, "problem": None, "extra": extras(case, model, recorder)}


def main():
    sys.stdout.reconfigure(encoding="utf-8")
    with open(sys.argv[1], encoding="utf-8") as lines:
        for line in filter(str.strip, lines):
            case = json.loads(line)
            print(json.dumps({**case, **answer(case)}, ensure_ascii=True), flush=True)


if __name__ == "__main__":
    main()
