"""Random tables for the Spark job, with the counts that Python itself gives for their cells."""

import datetime
import decimal
import json
import math
import re

import numpy as np
import pyarrow as pa
from mlflow.exceptions import MlflowException
from mlflow.models import ModelSignature
from mlflow.models.utils import _enforce_mlflow_datatype
from mlflow.types import DataType

RANGES = {"integer": (-(2**31), 2**31 - 1), "long": (-(2**63), 2**63 - 1)}
WHOLE = re.compile(r"[+-]?[0-9]+")
NUMBER = re.compile(r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?")
# Words of `Cast` to boolean in Spark.
FLAGS = {"t", "true", "y", "yes", "1", "f", "false", "n", "no", "0"}
TEXTS = ["12", " 7 ", "-0012", "+5", "2147483648", "-2147483648", "9223372036854775807", "9223372036854775808", "123456789012345678901234567890123456789012",
         "1.5", ".5", "1e3", "-2.5E-3", "abc", "", " ", "true", "No", "t", "nope", "2024-01-31", "2024-02-30", "2024-01-31 10:00:00", "n.a.", "1 2"]  # fmt: skip


def arrow_values(pick):
    """Kinds of columns: Arrow's type, and values that are near the edges of MLflow's types."""
    edges = [0, 1, -1, 2**24 + 1, 2**31 - 1, 2**31, -(2**31), -(2**31) - 1, 2**53, 2**53 + 1, 2**63 - 1, 2**63 - 512, -(2**63), 2**60 + 2**9]
    floats = [0.0, -1.5, 3.0, 2.0**31, 2.0**31 - 1, 1e19, -1e300, 3.5e38, 2.0**63, -(2.0**63), -(2.0**31), math.inf, -math.inf, math.nan, 2.0**53]
    decimals = [decimal.Decimal(each) for each in ("1.00", "-2.50", "2147483648.00", "9223372036854775807.00", "9223372036854775808.00", "0.01")]
    kinds = {
        "int8": (pa.int8(), [0, 1, -128, 127]), "int16": (pa.int16(), [0, 1, -32768, 777]), "int32": (pa.int32(), [each for each in edges if abs(each) < 2**31]),
        "int64": (pa.int64(), edges), "float32": (pa.float32(), [float(np.float32(each)) for each in floats if not 3e38 < abs(each) < math.inf]),
        "float64": (pa.float64(), floats), "decimal": (pa.decimal128(25, 2), decimals), "string": (pa.string(), TEXTS), "bool": (pa.bool_(), [True, False]),
        "date": (pa.date32(), [datetime.date(2024, 1, 1)]), "timestamp": (pa.timestamp("us", "UTC"), [datetime.datetime(2024, 1, 1, tzinfo=datetime.timezone.utc)]),
    }  # fmt: skip
    name = pick.choice(list(kinds))
    return name, *kinds[name]


def is_missing(value):
    return value is None or (isinstance(value, float) and math.isnan(value))


def whole_breaks(declared, kind, value):
    low, high = RANGES[declared]
    if kind == "string":
        text = value.strip(" ")
        if WHOLE.fullmatch(text):
            return None if low <= int(text) <= high else "beyond"
        return "not_cast"
    if isinstance(value, float) and math.isinf(value):
        return "beyond"
    if not low <= math.trunc(value) <= high:
        return "beyond"
    return None if value == math.trunc(value) else "not_cast"


def float_breaks(declared, kind, value):
    if kind == "string":
        return None if NUMBER.fullmatch(value.strip(" ")) else "not_cast"
    if kind.startswith("int"):
        held = np.float32(value) if declared == "float" else float(value)
        return None if int(held) == value else "beyond"
    if kind == "float64" and declared == "float":
        with np.errstate(over="ignore"):
            return "beyond" if math.isfinite(value) and np.isinf(np.float32(value)) else None
    return None


def is_time(text):
    """The few forms of the texts here that Spark casts to timestamps: dates, with a time or without, and years alone."""
    if re.fullmatch(r"[+-]?[0-9]{4,6}", text.strip()):
        return True
    try:
        datetime.datetime.fromisoformat(text.strip())
        return True
    except ValueError:
        return False


def breaks(declared, kind, value):
    """How a cell breaks a declared type; None if it does not."""
    if is_missing(value) or declared == "any":
        return None
    is_number = kind.startswith(("int", "float")) or kind == "decimal"
    if kind == "bool":
        return "not_cast" if declared in ("datetime", "binary") else None
    if declared == "string":
        return None
    if declared == "binary":
        return None if kind == "string" else "not_cast"
    if declared == "datetime":
        return None if kind in ("date", "timestamp") or (kind == "string" and is_time(value)) else "not_cast"
    if declared == "boolean" and kind == "string":
        return None if value.strip(" ").lower() in FLAGS else "not_cast"
    if declared == "boolean" and is_number:
        return None if value in (0, 1) else "not_cast"
    if declared in RANGES and (is_number or kind == "string"):
        return whole_breaks(declared, kind, value)
    if declared in ("float", "double") and (is_number or kind == "string"):
        return float_breaks(declared, kind, value)
    return "not_cast"


def nested(pick, kind, arrow, values):
    """The same values in a list, a struct or a map, and how to get them again; the values of a cell break what any of them breaks."""
    shape = pick.choice(["plain", "plain", "array", "object", "map"])
    if shape == "array":
        return pa.list_(arrow), lambda cell: list(cell), lambda cell: cell, lambda spec: {"type": "array", "items": spec}
    if shape == "object":
        return (pa.struct([("a.b", arrow), ("`'", arrow)]), lambda cell: dict(zip(["a.b", "`'"], cell)), lambda cell: cell,
                lambda spec: {"type": "object", "properties": {"a.b": {**spec, "required": False}, "`'": {**spec, "required": False}}})  # fmt: skip
    if shape == "map":
        return pa.map_(pa.string(), arrow), lambda cell: list(zip(["k'", "\\"], cell)), lambda cell: cell, lambda spec: {"type": "map", "values": spec}
    return arrow, lambda cell: cell[0], lambda cell: cell[:1], lambda spec: spec


NAMES = ["a.b", "`", "it's", 'a"b', "line\nbreak", "\\", "né", "x'''", "${x}", "c0", "f0", "select", "--", "/*", " ", "a,b"]
DECLARED = ["boolean", "integer", "long", "float", "double", "string", "binary", "datetime"]


def random_table(pick, rows=60):
    """A table, the signature that is declared for it, and of each column the expected counts: {"missing": …, "beyond": …, "not_cast": …}."""
    columns, specs, expected = {}, [], {}
    for i in range(14):
        kind, arrow, values = arrow_values(pick)
        declared, name = pick.choice(DECLARED), f"{pick.choice(NAMES)} {i}"
        share = pick.choice([0, 0.2])
        cells = [None if pick.random() < share else [None if pick.random() < share else pick.choice(values) for _ in range(2)] for _ in range(rows)]
        outer, put, inside, wrapped = nested(pick, kind, arrow, values)
        columns[name] = pa.array([None if cell is None else put(cell) for cell in cells], outer)
        is_plain = outer is arrow
        counts = {"missing": sum(cell is None or (is_plain and is_missing(cell[0])) for cell in cells)}
        for broken in ("beyond", "not_cast"):
            counts[broken] = sum(cell is not None and any(breaks(declared, kind, value) == broken for value in inside(cell)) for cell in cells)
        required = pick.random() < 0.5
        specs.append({**wrapped({"type": declared}), "name": name, "required": required})
        expected[name] = {broken: count for broken, count in counts.items() if count}
    signature = ModelSignature.from_dict({"inputs": json.dumps(specs), "outputs": None, "params": None})
    return pa.table(columns), signature, expected, {spec["name"]: spec["required"] for spec in specs}


def converted_by_mlflow(frame, name, declared):
    """Whether `predict` takes a column of pandas for a declared type: MLflow's own function says so."""
    try:
        _enforce_mlflow_datatype(name, frame[name], DataType[declared])
    except MlflowException:
        return False
    return True


def conversion_cases(spark):
    """Each simple type of Spark with each declared type: (frame of Spark, [(name, declared, whether MLflow converts it)])."""
    types = ["tinyint", "smallint", "int", "bigint", "float", "double", "boolean", "timestamp"]
    values = {"boolean": "true", "timestamp": "timestamp '2024-01-01 10:00:00'"}
    columns = {type: f"cast({values.get(type, '7')} as {type}) as `{type}`" for type in types}
    frame = spark.range(2).selectExpr(*columns.values())
    pandas = frame.toPandas()
    return frame, [(name, declared, converted_by_mlflow(pandas, name, declared)) for name in types for declared in DECLARED if declared not in ("string", "binary")]
