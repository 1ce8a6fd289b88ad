#!/usr/bin/env python3
"""advice.py ANSWERS.jsonl [SHOWN]: executes the remedies that `signet answer` gives to refused cases with "advise": true.

Each remedy's Python runs on the reference's reading of the case's file, bound as `df`, `array`, `arrays` or `data`; its signature takes the
place of the case's; its request goes to the `invocations` of MLflow's scoring server. Afterwards a model with the signature has to take the
data, no row or column may be lost that the label does not name, and values stay equal where it says so. What loses something is never
listed first. Ends with "N passed, N failed", and how many refused cases have a remedy.
"""
import json
import os
import re
import sys
import warnings

os.environ.setdefault("MLFLOW_DISABLE_TELEMETRY", "true")

import numpy as np
import pandas as pd
from mlflow.models import Model, ModelSignature
from mlflow.models.utils import _enforce_params_schema, _enforce_schema
from mlflow.pyfunc import PyFuncModel
from mlflow.pyfunc.scoring_server import invocations
from mlflow.types.schema import ParamSchema, Schema

import oracle

warnings.simplefilter("ignore")

LOSSES = re.compile(r"\b(lost|lose[s]?|Rounds|become[s]? missing|is lost|are lost)\b")


class Echo:
    """A model that takes whatever passed the signature."""

    def predict(self, data, params=None):
        return [0]


def model_of(schema):
    signature = ModelSignature(inputs=schema)
    meta = Model(signature=signature)
    meta.flavors["python_function"] = {"loader_module": "none"}
    return PyFuncModel(model_meta=meta, model_impl=Echo())


def read(case, folder):
    if case.get("as") == "params":
        reader = oracle.read_document
    else:
        reader = oracle.reader_for(f".{case['format']}" if "format" in case else case["file"])
    options = case.get("options") or {}
    if "text" in case or "base64" in case:
        return oracle.read_text_case(case, lambda path: reader(path, options))
    return reader(os.path.join(folder, case["file"]), options)


def name_of(data):
    if isinstance(data, pd.DataFrame):
        return "df"
    if isinstance(data, np.ndarray):
        return "array"
    if isinstance(data, dict) and data and all(isinstance(value, np.ndarray) for value in data.values()):
        return "arrays"
    return "data"


def same_values(before, after):
    """Whether the values of the columns that both have are equal, whatever dtype holds them."""
    for position, name in enumerate(before.columns):
        if name not in after.columns or list(before.columns).count(name) > 1:
            continue
        for left, right in zip(before[name].tolist(), after[name].tolist()):
            if isinstance(left, (list, dict, np.ndarray)):
                continue
            if pd.isna(left) and pd.isna(right):
                continue
            if str(left) != str(right) and left != right and not numbers_equal(left, right):
                return f"{name}: {left!r} became {right!r}"
    return None


def numbers_equal(left, right):
    try:
        return float(left) == float(right)
    except (TypeError, ValueError):
        return False


def check_kept(before, after, label):
    if not isinstance(before, pd.DataFrame) or not isinstance(after, pd.DataFrame):
        if isinstance(before, np.ndarray) and isinstance(after, np.ndarray) and before.size != after.size:
            return "the number of values changed"
        if isinstance(before, np.ndarray) and isinstance(after, np.ndarray) and "No value changes." in label and before.dtype.kind in "iufb":
            return None if np.array_equal(before.ravel().astype(object), after.ravel().astype(object)) else "values of the array changed"
        return None
    if len(before) != len(after):
        lost = len(before) - len(after)
        if not re.search(rf"\b{lost:,} rows?\b", label) and "; " not in label:
            return f"{lost} rows are lost, and the label does not say so"
    gone = [name for name in before.columns if name not in after.columns]
    if gone and not re.search(r"Rename|Encode|Drop the|Name the", label):
        return f"columns {gone} are lost"
    if "No value changes." in label and not LOSSES.search(label):
        return same_values(before, after)
    return None


def send(case, remedy, schema):
    response = invocations(remedy["request"], remedy.get("content_type", "application/json"), model_of(schema), schema)
    if response.status != 200:
        return f"status {response.status}: {response.response[:200]}"
    return None


def as_sent(data, schema):
    """What a caller hands over goes through `predict` itself."""
    model_of(schema).predict(data)


def run(case, remedy, data):
    """Why a remedy fails; None where it does what it says."""
    is_params = case.get("as") == "params"
    signature = remedy.get("signature", case["against"])
    schema = (ParamSchema if is_params else Schema).from_json(json.dumps(signature))
    if not any(key in remedy for key in ("python", "request", "signature")):
        return "there is nothing to do in it"
    if "request" in remedy:
        return send(case, remedy, schema)
    if "python" not in remedy and case.get("via") == "scoring":
        answered = oracle.answer_case({**case, "against": signature})
        return None if answered["accepted"] else f"{answered['problem']}"
    given = data()
    name = "data" if is_params else name_of(given)
    after = given
    if "python" in remedy:
        scope = {name: data()}
        exec(remedy["python"], scope)
        after = scope[name]
    if is_params:
        _enforce_params_schema(after, schema)
        return None
    as_sent(after, schema)
    return check_kept(given, after, remedy["label"])


def check(case, folder):
    """(remedy, why it fails) for each remedy of a case."""
    data = lambda: read(case, folder)
    for position, remedy in enumerate(case["remedies"]):
        try:
            because = run(case, remedy, data)
        except Exception as error:
            because = f"{type(error).__name__}: {str(error).splitlines()[0][:300] if str(error) else ''}"
        if because is None and position == 0 and LOSSES.search(remedy["label"]):
            because = "it loses something and is listed first"
        yield remedy, because


def main():
    path, shown = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 10
    folder = os.path.dirname(os.path.abspath(path))
    passed, failed, refused, advised = 0, 0, 0, 0
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            case = json.loads(line)
            if case.get("accepted") or (case.get("problem") or {}).get("stage") == "undecided":
                continue
            refused += 1
            advised += bool(case.get("remedies"))
            for remedy, because in check({**case, "remedies": case.get("remedies") or []}, folder):
                passed, failed = passed + (because is None), failed + (because is not None)
                if because is not None and failed <= shown:
                    print(f"{case['name']}: {remedy['label']}: {because}\n    {json.dumps({k: v for k, v in remedy.items() if k != 'label'}, ensure_ascii=False)[:600]}")
                    if shown > 50:
                        print("    ", json.dumps({k: v for k, v in case.items() if k not in ("remedies", "base64")}, ensure_ascii=False)[:700])
    print(f"remedies of refused data: {advised:,} of {refused:,} refused cases have one; {passed} passed, {failed} failed")


if __name__ == "__main__":
    main()
