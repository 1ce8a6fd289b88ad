#!/usr/bin/env python3
"""Loads what the page's test run downloaded with real MLflow, and runs its Python in all three forms.

    python page_downloads.py FOLDER

Each case is a folder with the dropped files, MLmodel, signature.json, infer.py, explicit.py and set.py; all must give one signature.
"""

import json
import os
import sys
import tempfile

import mlflow
import yaml
from mlflow.models import ModelSignature
from mlflow.models.model import Model


class Passthrough(mlflow.pyfunc.PythonModel):
    def predict(self, context, model_input, params=None):
        return model_input


def run(path):
    names = {}
    with open(path, encoding="utf-8") as file:
        exec(compile(file.read(), path, "exec"), names)
    return names["signature"].to_dict()


def set_on_model(path):
    """Runs the third form against a model that is really logged, and reads back what it set."""
    with mlflow.start_run():
        logged = mlflow.pyfunc.log_model(name="model", python_model=Passthrough())
    with open(path, encoding="utf-8") as file:
        source = file.read()
    assert 'model_uri = "models:/<model_id>"' in source, "the model's address is not where it is expected"
    source = source.replace("<model_id>", logged.model_id).replace("<name>", f"signet-{os.path.basename(os.path.dirname(path))}")
    exec(compile(source, path, "exec"), {})
    return Model.load(logged.model_uri).signature.to_dict()


def main():
    passed = failed = 0
    folder = os.path.abspath(sys.argv[1])
    store = tempfile.mkdtemp()
    mlflow.set_tracking_uri(f"sqlite:///{store}/mlflow.db")
    mlflow.create_experiment("signet", artifact_location=f"file://{store}/artifacts")
    mlflow.set_experiment("signet")
    for name in sorted(os.listdir(folder)):
        case = os.path.join(folder, name)
        os.chdir(case)
        with open("signature.json", encoding="utf-8") as file:
            expected = ModelSignature.from_dict(json.load(file)).to_dict()
        def from_mlmodel():
            with open("MLmodel", encoding="utf-8") as file:
                return ModelSignature.from_dict(yaml.safe_load(file)["signature"]).to_dict()
        for form, load in {"MLmodel": from_mlmodel, "infer": lambda: run("infer.py"), "explicit": lambda: run("explicit.py"), "set": lambda: set_on_model(os.path.join(case, "set.py"))}.items():
            try:
                found = load()
            except Exception as error:
                found = f"{type(error).__name__}: {error}"
            if found == expected:
                passed += 1
            else:
                failed += 1
                print(f"{name}, {form}: expected {expected}, found {found}")
    print(f"page downloads loaded by MLflow: {passed} passed, {failed} failed")


if __name__ == "__main__":
    main()
