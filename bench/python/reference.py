"""Times the reference on one file: reference.py READER FILE [infer]. Prints the seconds, without those of starting and importing."""

import sys
import time

import pandas as pd

reader, path, *rest = sys.argv[1:]
infer = rest == ["infer"]
if infer:
    import mlflow

# The readers load their engines when first used; that is no part of reading this file.
if reader == "parquet":
    import pyarrow.parquet  # noqa: F401

started = time.perf_counter()
match reader:
    case "csv":
        frame = pd.read_csv(path, low_memory=False)
    case "parquet":
        frame = pd.read_parquet(path)
    case _:
        sys.exit(f"{reader} is none of the readers")
if infer:
    mlflow.models.infer_signature(frame)
print(time.perf_counter() - started)
