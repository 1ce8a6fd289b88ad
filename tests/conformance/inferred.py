"""What MLflow infers from data that was read, as a case's answer has it."""
import json

from mlflow.models import infer_signature
from mlflow.types.utils import _infer_schema

from oracle import problem


def inferred(data):
    found = None
    try:
        _infer_schema(data)
    except Exception as error:
        found = problem("infer", error)
    try:
        side = infer_signature(data).to_dict()["inputs"]
    except Exception as error:
        return {"schema": None, "problem": problem("infer", error)}
    return {"schema": json.loads(side) if side else None, "problem": found}
