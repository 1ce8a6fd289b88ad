#!/usr/bin/env python3
"""error_messages.py > tests/fixtures/error-messages.json: what real MLflow says of bad data, each message with the cause and the columns that it is about.

Half of them are tracebacks of `predict`, half are answers of the scoring server. Paths of this machine are left out."""
import json
import os
import re
import tempfile
import traceback

os.environ.setdefault("MLFLOW_DISABLE_TELEMETRY", "true")

import mlflow
import numpy as np
import pandas as pd
from mlflow.exceptions import MlflowException
from mlflow.models import ModelSignature
from mlflow.pyfunc import scoring_server
from mlflow.types.schema import ColSpec, ParamSchema, ParamSpec, Schema, TensorSpec

TABLE = ModelSignature(
    Schema([ColSpec("long", "age"), ColSpec("double", "income"), ColSpec("datetime", "since", required=False)]),
    params=ParamSchema([ParamSpec("top_k", "long", 3)]),
)
TENSOR = ModelSignature(Schema([TensorSpec(np.dtype("float32"), (-1, 2))]))


class Echo(mlflow.pyfunc.PythonModel):
    def predict(self, context, model_input, params=None):
        return [1]


def load(signature, folder):
    path = os.path.join(folder, "model")
    mlflow.pyfunc.save_model(path, python_model=Echo(), signature=signature, pip_requirements=[])
    return mlflow.pyfunc.load_model(path)


def shortened(text):
    return re.sub(r'File (\\?")/[^"]*?/([^/"]*\.py)(\\?")', r"File \1\2\3", re.sub(r'File (\\?")[^"]*/site-packages/', r"File \1", text))


def raised(model, data, params=None):
    try:
        model.predict(data, params=params)
    except Exception:
        return shortened(traceback.format_exc())
    raise AssertionError("nothing was raised")


def answered(model, content_type, body):
    """What the server's handler of errors writes."""
    try:
        response = scoring_server.invocations(body, content_type, model, model.metadata.get_input_schema())
    except MlflowException as error:
        return shortened(error.serialize_as_json())
    assert response.status >= 400, response.response
    return shortened(response.response)


def main():
    good = {"age": [31, 40], "income": [1.5, 2.5]}
    with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as other:
        table, tensor = load(TABLE, one), load(TENSOR, other)
        split = lambda columns, data: json.dumps({"dataframe_split": {"columns": columns, "data": data}})
        messages = [
            (raised(table, pd.DataFrame({"age": [1]})), "missing inputs", ["income"], "predict"),
            (raised(table, pd.DataFrame({**good, "age": ["a", "b"]})), "incompatible type", ["age"], "predict"),
            (raised(table, pd.DataFrame({**good, "age": [31, None]})), "integers with missing values", ["age"], "predict"),
            (raised(table, pd.DataFrame({**good, "since": pd.to_datetime(["2024-01-31"] * 2, utc=True)})), "time zone", ["since"], "predict"),
            (raised(table, pd.DataFrame(good), {"top_k": "x"}), "params", ["top_k"], "predict"),
            (raised(tensor, np.zeros((2, 3), "float32")), "tensor shape", [], "predict"),
            (raised(tensor, np.zeros((2, 2), "float64")), "tensor dtype", [], "predict"),
            (answered(table, "application/json", split(["age", "income"], [["x", 1.5]])), "conversion failed", ["age"], "scoring"),
            (answered(table, "application/json", json.dumps(good)), "request form", [], "scoring"),
            (answered(table, "text/csv", "age;income\n1;2.5\n"), "missing inputs", ["age", "income"], "scoring"),
            (answered(table, "text/csv", "age,income\nx,2.5\n"), "body not parsed", [], "scoring"),
            (answered(table, "application/json", split(["age"], [[1]])), "missing inputs", ["income"], "scoring"),
        ]
    print(json.dumps([dict(zip(("message", "cause", "columns", "via"), message)) for message in messages], indent=1))


if __name__ == "__main__":
    main()
