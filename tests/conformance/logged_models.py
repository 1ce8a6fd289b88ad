#!/usr/bin/env python3
"""logged_models.py make > messages.jsonl; logged_models.py check answers.jsonl

What MLflow says where a logged model has no signature or gets none, and Signet's advice run on a model that is really logged and registered."""
import json
import logging
import os
import sys
import tempfile
import warnings

os.environ.setdefault("MLFLOW_DISABLE_TELEMETRY", "true")
warnings.simplefilter("ignore")

import mlflow
import pandas as pd
from mlflow.exceptions import MlflowException
from mlflow.models import get_model_info, infer_signature, set_signature

X = pd.DataFrame({"a": [1, 2], "b": ["x", None]})
SIGNATURE = infer_signature(X, [0.5, 1.5])


class Half(mlflow.pyfunc.PythonModel):
    def predict(self, context, model_input, params=None):
        return [0.5] * len(model_input)


def logged():
    """A model without a signature: its run, its id, and the version under which it is registered."""
    with mlflow.start_run() as run:
        info = mlflow.pyfunc.log_model(name="model", python_model=Half(), pip_requirements=[])
    version = mlflow.register_model(info.model_uri, "half").version
    return {"run": run.info.run_id, "id": info.model_id, "version": str(version)}


def said(call):
    try:
        call()
    except MlflowException as error:
        return str(error)
    raise AssertionError("MLflow refused nothing")


def messages():
    """{message: whether its advice gives the model a signature}"""
    model = logged()
    return [
        (said(lambda: set_signature(f"models:/half/{model['version']}", SIGNATURE)), True),
        (said(lambda: set_signature(f"runs:/{model['run']}/model", SIGNATURE)), False),
        ("Model passed for registration did not contain any signature metadata.", True),
        ("Model passed for registration contained a signature that includes only inputs.", True),
    ]


def run(python, gives):
    """None where the advice does what it says; else what is wrong."""
    model = logged()
    names = {"X": X, "model": Half(), "run_id": model["run"], "signature": SIGNATURE}
    known = {"<model_id>": model["id"], "<name>": "half", "<version>": model["version"]}
    for placeholder, value in known.items():
        python = python.replace(placeholder, value)
    shown = []
    try:
        exec(python, {**names, "print": lambda *words: shown.extend(words)})
    except Exception as error:
        return f"raises {error!r}"
    if not gives:
        return None if f"models:/{model['id']}" in str(shown) else f"shows {shown}"
    signature = get_model_info(f"models:/{model['id']}").signature
    return None if signature is not None and signature.outputs is not None else "the model has no signature"


def check(answers):
    passed = failed = 0
    for (message, gives), line in zip(messages(), open(answers, encoding="utf-8"), strict=True):
        found = json.loads(line)["recognised"]
        advice = next((one for one in (found or {"advice": []})["advice"] if "set_signature" in one["python"] or not gives), None)
        wrong = "no advice" if advice is None else run(advice["python"], gives)
        passed, failed = passed + (wrong is None), failed + (wrong is not None)
        if wrong is not None:
            print(f"{message[:100]}: {wrong}")
    print(f"advice that was run on logged models: {passed} passed, {failed} failed")


if __name__ == "__main__":
    logging.disable(logging.WARNING)
    store = tempfile.mkdtemp()
    mlflow.set_tracking_uri(f"sqlite:///{store}/mlflow.db")
    mlflow.create_experiment("signet", artifact_location=f"file://{store}/artifacts")
    mlflow.set_experiment("signet")
    if sys.argv[1] == "make":
        for message, _ in messages():
            print(json.dumps({"message": message}))
    else:
        check(sys.argv[2])
