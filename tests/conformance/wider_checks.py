#!/usr/bin/env python3
"""wider_checks.py COUNT SEED: data checked against a schema in the forms that checks.py leaves out. One case of cases.py a line.

CSV of any dialect, by either way in; names with spaces, marks and letters of any script; columns in another order, missing, repeated or more
than asked for; nested types three deep, maps and properties that are optional; tensors from lists, frames, npy and npz; Parquet with pandas'
and Arrow's own types; every form of a JSON request and the ways to get it wrong; params that are lists and objects.
"""
import base64
import datetime as dt
import decimal
import io
import json
import random
import sys

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from cases import case
from checks import DTYPES, FAMILIES, SCALARS, VALUES

NAMES = ["a", "b", "my col", "né", "日本", "x,y", "a;b", "0", "10", "__proto__", "constructor", "A", "a.b", 'q"t', "inputs", "params", " lead", "trail ", "#c", "index", "True"]


def nested_type(pick, depth=3):
    roll = pick.random()
    if depth == 0 or roll < 0.35:
        return {"type": pick.choice(SCALARS)}
    if roll < 0.62:
        return {"type": "array", "items": nested_type(pick, depth - 1)}
    if roll < 0.75:
        return {"type": "map", "values": nested_type(pick, depth - 1)}
    if roll < 0.96:
        return {"type": "object", "properties": {name: {**nested_type(pick, depth - 1), "required": pick.random() < 0.6} for name in pick.sample("xyz", pick.randint(1, 2))}}
    return {"type": "any"}


def fitting(pick, type):
    """A value of the type; at times one that is not."""
    if pick.random() < 0.015:
        return pick.choice([None, 1, "s", 1.5, True, [], {}, [1], {"x": 1}])
    kind = type["type"]
    if kind == "array":
        return [fitting(pick, type["items"]) for _ in range(pick.randint(0, 3))]
    if kind == "map":
        return {pick.choice("kmn"): fitting(pick, type["values"]) for _ in range(pick.randint(0, 2))}
    if kind == "object":
        made = {name: fitting(pick, inner) for name, inner in type["properties"].items() if inner["required"] or pick.random() < 0.6}
        return {**made, "w": 1} if pick.random() < 0.03 else made
    return pick.choice({"boolean": [True, False], "integer": [1, -2], "long": [1, 2**40], "float": [1.5, 2.0], "double": [1.5, 2, 0.25], "string": ["a", "é", ""], "binary": ["YQ==", "YWJj"], "datetime": ["2024-01-31", "2024-02-01T10:00:00"], "any": [1, "a", None]}[kind])


def typed_names(pick):
    return pick.sample(NAMES, pick.choice([1, 1, 2, 2, 3, 4]))


def arrived(pick, names):
    """The columns that come, in some order: mostly all, at times fewer, more, or one twice."""
    come = [name for name in names if pick.random() < 0.985]
    if pick.random() < 0.15:
        come.append(pick.choice(["extra", "né2", "Unnamed: 0"]))
    if pick.random() < 0.3:
        pick.shuffle(come)
    return come or names[:1]


def schema_of(pick, types):
    """A schema of these types by name, or at times without names."""
    if pick.random() < 0.12:
        return [{**type, "required": True} for type in types.values()]
    return [{**type, "name": name, "required": pick.random() < 0.7} for name, type in types.items()]


def quoted(cell, sep, quote, always):
    needs = always or any(mark in cell for mark in (sep, quote, "\n", "\r"))
    return quote + cell.replace(quote, quote * 2) + quote if needs else cell


def likely_type(pick, family):
    """A type that the cells of a family mostly have, or at times any."""
    if pick.random() < 0.25:
        return {"type": pick.choice(SCALARS)}
    if all(cell.lstrip("-").isdigit() and len(cell) < 19 for cell in family):
        return {"type": pick.choice(["long", "long", "integer", "double", "float"])}
    if all(cell.lower() in ("true", "false") for cell in family):
        return {"type": "boolean"}
    if all(cell in ("", "NA", "inf") or cell.replace(".", "").replace("e", "").lstrip("-").isdigit() for cell in family):
        return {"type": pick.choice(["double", "double", "float", "boolean"])}
    return {"type": pick.choice(["string", "string", "datetime", "binary"])}


def csv_case(pick, name):
    names = typed_names(pick)
    families = {one: pick.choice(FAMILIES) for one in names}
    come = arrived(pick, names)
    sep, quote, newline = pick.choice([",", ",", ",", ";", "\t", "|"]), pick.choice(['"', '"', '"', "'"]), pick.choice(["\n", "\n", "\r\n"])
    always, decimal_comma = pick.random() < 0.1, pick.random() < 0.1
    rows = [[pick.choice(families.get(one, ["1", "k"])) for one in come] for _ in range(pick.choice([0, 1, 1, 2, 3, 5]))]
    if decimal_comma:
        rows = [[cell.replace(".", ",") for cell in row] for row in rows]
    if pick.random() < 0.05 and rows:
        rows[-1] = rows[-1][:-1] if pick.random() < 0.5 else [*rows[-1], "9"]
    if pick.random() < 0.1:  # what to_csv() writes with its index
        come, rows = ["", *come], [[str(k), *row] for k, row in enumerate(rows)]
    space = " " if pick.random() < 0.05 else ""
    lines = [(sep + space).join(quoted(cell, sep, quote, always) for cell in row) for row in ([come] if pick.random() < 0.95 else []) + rows]
    if pick.random() < 0.05:
        lines.insert(pick.randint(0, len(lines)), pick.choice(["", "# a remark", "  "]))
    text = ("\ufeff" if pick.random() < 0.05 else "") + newline.join(lines) + ("" if pick.random() < 0.2 else newline)
    types = {one: likely_type(pick, families[one]) for one in names}
    schema = schema_of(pick, types)
    if pick.random() < 0.5:
        return case(name, "csv", text, against=schema, via="scoring")
    options = {}
    if sep != "," and pick.random() < 0.9:
        options["sep"] = sep
    if quote != '"' and pick.random() < 0.9:
        options["quotechar"] = quote
    if decimal_comma and sep != "," and pick.random() < 0.8:
        options["decimal"] = ","
    dates = [one for one in come if one in names and types[one]["type"] == "datetime" and families[one][0][:4].isdigit() and "-" in families[one][0]]
    if dates and pick.random() < 0.8 and len(set(come)) == len(come):
        options["parse_dates"] = dates
    if pick.random() < 0.1:
        options["na_values"] = pick.choice([["1"], ["x", "-"], ["0"]])
    if pick.random() < 0.05:
        options["true_values"] = ["1"]
        options["false_values"] = ["0"]
    if pick.random() < 0.05:
        options["dtype"] = pick.choice(["str", "float64", "Int64"])
    if pick.random() < 0.05:
        options["keep_default_na"] = False
    return case(name, "csv", text, against=schema, **({"options": options} if options else {}))


def json_forms(pick, names, rows):
    records = [dict(zip(names, row)) for row in rows]
    columns = {one: [row[k] for row in rows] for k, one in enumerate(names)}
    split = {"columns": names, "data": rows}
    return [{"dataframe_split": split}, {"dataframe_split": split}, {"dataframe_records": records}, {"dataframe_records": records}, {"inputs": columns}, {"instances": records}, {"inputs": records}, {"instances": rows}, {"inputs": rows}, {"dataframe_split": {**split, "index": list(range(len(rows)))}}, {"dataframe_split": {"data": rows}}, {"instances": columns}, {"inputs": columns if len(rows) != 1 else {one: row for one, row in records[0].items()}}]


def wrong_forms(pick, names, rows):
    records = [dict(zip(names, row)) for row in rows]
    split = {"columns": names, "data": rows}
    return pick.choice([
        split, records, {"dataframe_split": split, "inputs": rows}, {"dataframe_split": records}, {"dataframe_records": split}, {"dataframe_split": json.dumps(split)}, {"dataframe_split": {"columns": names}}, {"dataframe_split": {"columns": [*names, "more"], "data": rows}}, {"dataframe_split": {**split, "extra": 1}},
        {"dataframe_records": records[0] if records else {}}, {"inputs": None}, {"inputs": []}, {"instances": []}, {"inputs": {}}, {"instances": {}}, {"dataframe_split": {"columns": names, "data": []}}, {"dataframe_records": []}, {}, None, "text", 5, [], {"data": rows}, {"columns": names, "data": rows, "params": {"n": 1}}, {"inputs": rows, "params": {"n": 1}}, {"dataframe_split": split, "params": {}}, {"dataframe_records": [*records, {}]}, {"inputs": [*rows, []]},
    ])


def json_case(pick, name):
    names = typed_names(pick)
    types = {one: nested_type(pick, pick.choice([0, 0, 1, 2, 3])) for one in names}
    come = arrived(pick, names)
    as_values = pick.random() < 0.3
    values = {one: pick.choice(VALUES) for one in come}
    make = lambda one: pick.choice(values[one]) if as_values or one not in types else fitting(pick, types[one])
    rows = [[make(one) for one in come] for _ in range(pick.choice([1, 1, 2, 3]))]
    body = wrong_forms(pick, come, rows) if pick.random() < 0.12 else pick.choice(json_forms(pick, come, rows))
    way = {"via": "scoring"} if pick.random() < 0.65 else {}
    return case(name, "json", json.dumps(body, ensure_ascii=pick.random() < 0.5), against=schema_of(pick, types), **way)


def plain_case(pick, name):
    """JSON that no request is, handed to predict: lists, dicts, scalars, and lines of them."""
    names = typed_names(pick)
    types = {one: nested_type(pick, pick.choice([0, 0, 1, 2])) for one in names}
    come = arrived(pick, names)
    rows = [[fitting(pick, types.get(one, {"type": "long"})) for one in come] for _ in range(pick.choice([1, 1, 2, 3]))]
    records = [dict(zip(come, row)) for row in rows]
    schema = schema_of(pick, types)
    if pick.random() < 0.2:
        return case(name, "jsonl", "".join(json.dumps(record) + "\n" for record in records), against=schema)
    return case(name, "json", json.dumps(pick.choice([records, records[0], {one: [row[k] for row in rows] for k, one in enumerate(come)}, rows, [row[0] for row in rows], rows[0][0]])), against=schema)


def tensor_spec(pick, name=None):
    spec = {"type": "tensor", "tensor-spec": {"dtype": pick.choice(DTYPES), "shape": pick.choice([[-1], [-1, 1], [-1, 2], [2, 2], [-1, -1], [-1, 1, 1], [-1, 2, 2], [-1, 3], [2], [1, -1], [-1, 2, -1]])}}
    return spec if name is None else {"name": name, **spec}


def blocks(pick, shape, cells):
    if not shape:
        return pick.choice(cells)
    return [blocks(pick, shape[1:], cells) for _ in range(shape[0])]


def tensor_case(pick, name):
    names = typed_names(pick)
    schema = [tensor_spec(pick)] if pick.random() < 0.5 else [tensor_spec(pick, one) for one in names]
    dtype = pick.choice(DTYPES[:4])
    if pick.random() < 0.5:
        schema = [{**spec, "tensor-spec": {**spec["tensor-spec"], "dtype": dtype}} for spec in schema]
    cells = {"float64": [0.5, 1.5], "float32": [0.5, 2.5], "int64": [1, 2], "int32": [1, 2]}[dtype] if pick.random() < 0.5 else pick.choice([[1, 2], [0.5, 1.5], [1, 2.5], [True, False], ["a", "b"], ["1", "2"], [1, None], [2**40, 1]])
    shape = lambda: pick.choice([[2], [1], [2, 1], [2, 2], [3, 2], [1, 2], [2, 2, 2], [2, 1, 1], [0], [2, 0], [2, 3]])
    roll = pick.random()
    if roll < 0.2:
        array = np.array(blocks(pick, shape(), [1, 2])).astype(pick.choice(["float64", "float32", "int64", "int32", "int8", "uint8", "uint64", "bool", "float16", "U3", ">f4", "datetime64[s]"]))
        stored = io.BytesIO()
        np.save(stored, array)
        return {"name": name, "format": "npy", "base64": base64.b64encode(stored.getvalue()).decode(), "against": [{**schema[0], "tensor-spec": {**schema[0]["tensor-spec"], "dtype": array.dtype.name}}] if pick.random() < 0.5 and array.dtype.kind in "fiu" else schema}
    if roll < 0.3:
        stored = io.BytesIO()
        np.savez(stored, **{one: np.zeros(shape(), pick.choice(DTYPES[:5])) for one in arrived(pick, [n for n in names if "/" not in n])})
        return {"name": name, "format": "npz", "base64": base64.b64encode(stored.getvalue()).decode(), "against": schema}
    way = {"via": "scoring"} if pick.random() < 0.75 else {}
    if roll < 0.6:
        whole = blocks(pick, shape(), cells)
        if isinstance(whole, list) and pick.random() < 0.08:
            whole.append(pick.choice([1, [1], [1, 2, 3], "x", None]))
        return case(name, "json", json.dumps({pick.choice(["inputs", "instances"]): whole}), against=schema, **way)
    come = arrived(pick, names)
    if roll < 0.8:
        size = pick.randint(1, 3)
        inner = pick.choice([[], [], [1], [2], [2, 2]])
        columns = {one: blocks(pick, [size, *inner], cells) for one in come}
        rows = [[columns[one][row] for one in come] for row in range(size)]
        return case(name, "json", json.dumps(pick.choice(json_forms(pick, come, rows))), against=schema, **way)
    text = "\n".join([",".join(quoted(one, ",", '"', False) for one in come)] + [",".join(str(pick.choice(cells[:2])) for _ in come) for _ in range(pick.randint(1, 3))]) + "\n"
    return case(name, "csv", text, against=schema, **way)


STAMPS = ["2024-01-31 10:00", "2024-02-01"]


def frame_columns(rows):
    """Columns of pandas' and Arrow's own types, each of so many rows; none where they have to be two."""
    some = lambda *values: [values[k % len(values)] for k in range(rows)]
    return {
        **{code: lambda code=code: np.array(some(1, 2), code) for code in ("int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64", "float32", "float64", "float16", "bool")},
        "zero or one": lambda: np.array(some(0, 1)), "large": lambda: np.array(some(2**40, 1)), "nan": lambda: some(1.0, float("nan")), "inf": lambda: some(1.5, float("inf")), "text": lambda: some("a", "é"), "text missing": lambda: some("a", None), "all missing": lambda: some(None),
        "category": lambda: pd.Categorical(some("u", "v")), "category int": lambda: pd.Categorical(some(1, 2)), **{dtype: lambda dtype=dtype: pd.array(some(1, None), dtype) for dtype in ("Int64", "Int32", "UInt8", "Float64")}, "Int64 full": lambda: pd.array(some(1, 2), "Int64"), "boolean": lambda: pd.array(some(True, None), "boolean"), "boolean full": lambda: pd.array(some(True, False), "boolean"), "string": lambda: pd.array(some("a", None), "string"),
        **{f"time {unit}": lambda unit=unit: pd.to_datetime(some(*STAMPS), format="mixed").astype(f"datetime64[{unit}]") for unit in ("s", "ms", "us", "ns")}, "time zone": lambda: pd.to_datetime(some(*STAMPS), format="mixed", utc=True), "time missing": lambda: pd.to_datetime(some(STAMPS[0], None)), "delta": lambda: pd.to_timedelta(some(1, 2), "s"), "far time": lambda: np.array(some("1500-01-01", "2024-01-31"), "datetime64[s]"),
        "date": lambda: some(dt.date(2024, 1, 31)), "date missing": lambda: some(dt.date(2024, 1, 31), None), "far date": lambda: some(dt.date(1500, 1, 1)), "decimal": lambda: some(decimal.Decimal("1.5")), "bytes": lambda: some(b"a", b"b"), "bytes missing": lambda: some(b"a", None), "bool missing": lambda: some(True, None), "clock": lambda: some(dt.time(1)),
        "list": lambda: some([1, 2], [3]), "list missing": lambda: some([1, None], [3]), "list none": lambda: some([1], None), "list empty": lambda: some([], [1]), "list text": lambda: some(["a"], ["b", "c"]), "list list": lambda: some([[1.5], [2.5]], [[3.5]]), "list bool": lambda: some([True], [False, True]), "list dict": lambda: some([{"x": 1}], [{"x": 2}]), "list time": lambda: some([dt.datetime(2024, 1, 31)], []), "dict": lambda: some({"x": 1, "y": "a"}, {"x": 2, "y": "b"}), "dict missing": lambda: some({"x": 1}, {"x": None}), "dict none": lambda: some({"x": 1}, None), "dict deep": lambda: some({"x": {"z": [1.5]}}, {"x": {"z": []}}), "dict list": lambda: some({"x": [1, 2]}, {"x": [3]}),
    }


LIKELY = {
    "list": {"type": "array", "items": {"type": "long"}}, "list missing": {"type": "array", "items": {"type": "double"}}, "list none": {"type": "array", "items": {"type": "long"}}, "list empty": {"type": "array", "items": {"type": "long"}}, "list text": {"type": "array", "items": {"type": "string"}}, "list list": {"type": "array", "items": {"type": "array", "items": {"type": "double"}}}, "list bool": {"type": "array", "items": {"type": "boolean"}}, "list dict": {"type": "array", "items": {"type": "object", "properties": {"x": {"type": "long", "required": True}}}}, "list time": {"type": "array", "items": {"type": "datetime"}},
    "dict": {"type": "object", "properties": {"x": {"type": "long", "required": True}, "y": {"type": "string", "required": True}}}, "dict missing": {"type": "object", "properties": {"x": {"type": "long", "required": False}}}, "dict none": {"type": "object", "properties": {"x": {"type": "long", "required": True}}}, "dict deep": {"type": "object", "properties": {"x": {"type": "object", "properties": {"z": {"type": "array", "items": {"type": "double"}, "required": True}}, "required": True}}}, "dict list": {"type": "object", "properties": {"x": {"type": "array", "items": {"type": "long"}, "required": True}}},
    "map": {"type": "map", "values": {"type": "long"}},
    **{code: {"type": "integer"} for code in ("int8", "int16", "int32", "uint8", "uint16", "Int32", "UInt8")}, **{code: {"type": "long"} for code in ("int64", "uint32", "large", "Int64", "Int64 full")}, **{code: {"type": "double"} for code in ("float32", "float64", "float16", "nan", "inf", "Float64", "zero or one", "decimal", "all missing")},
    **{code: {"type": "string"} for code in ("text", "text missing", "category", "string")}, **{code: {"type": "boolean"} for code in ("bool", "boolean", "boolean full", "bool missing")}, **{code: {"type": "datetime"} for code in ("time s", "time ms", "time us", "time ns", "time missing", "date", "date missing", "far date", "far time", "time zone")}, **{code: {"type": "binary"} for code in ("bytes", "bytes missing")},
}
NESTED = {kind for kind in LIKELY if LIKELY[kind]["type"] in ("array", "object", "map")}


def parquet_case(pick, name):
    names = typed_names(pick)
    come = arrived(pick, names)
    rows = pick.choice([0, 1, 2, 2, 3])
    made = frame_columns(rows)
    kinds = {one: pick.choice(list(made)) for one in {*names, *come}}
    types = {one: LIKELY[kinds[one]] if kinds[one] in LIKELY and pick.random() < 0.7 else nested_type(pick, pick.choice([0, 0, 0, 1, 2])) for one in names}
    stored = io.BytesIO()
    try:
        if pick.random() < 0.15:
            kinds = {**kinds, come[0]: "map"}
            if come[0] in types and pick.random() < 0.7:
                types[come[0]] = LIKELY["map"]
            arrays = [pa.array([[("k", 1)], []][:rows] * 2, pa.map_(pa.string(), pa.int64()))[:rows] if one == come[0] else pa.array(made[kinds[one]](), from_pandas=True) for one in come]
            pq.write_table(pa.table(arrays, come), stored)
        else:
            pd.DataFrame({one: pd.Series(made[kinds[one]](), dtype=object if kinds[one] in NESTED else None) for one in come}).to_parquet(stored, index=pick.random() < 0.1)
    except (pa.ArrowException, NotImplementedError, ValueError, TypeError):
        return None  # a type that Parquet does not have
    way = {"via": "scoring"} if pick.random() < 0.6 else {}
    return {"name": name, "format": "parquet", "base64": base64.b64encode(stored.getvalue()).decode(), "against": schema_of(pick, types), **way}


def param_default(pick, type, shape):
    kind = type["type"]
    if kind == "object":
        return {name: param_default(pick, inner, None) for name, inner in type["properties"].items()}
    plain = {"boolean": True, "integer": 1, "long": 5, "float": 0.5, "double": 0.5, "string": "a", "datetime": "2024-01-31"}[kind]
    return plain if shape is None else [plain]


def params_case(pick, name):
    names = typed_names(pick)
    schema, given = [], {}
    for one in names:
        kind = {"type": pick.choice([scalar for scalar in SCALARS if scalar != "binary"])}
        shape = [-1] if pick.random() < 0.35 else None
        if shape is None and pick.random() < 0.25:
            # MLflow checks the default itself against the type, and takes only Python's own values for these.
            kind = {"type": "object", "properties": {part: {"type": pick.choice(["long", "double", "string", "boolean"]), "required": pick.random() < 0.6} for part in pick.sample("xyz", pick.randint(1, 3))}}
        schema.append({"name": one, "default": param_default(pick, kind, shape), "shape": shape, **kind})
        value = fitting(pick, kind) if pick.random() < 0.7 else pick.choice([1, 1.0, 1.5, "1", "x", True, None, [1], [1.5, 2], ["a"], [], [None], {}, {"x": 1}, {"x": "a"}, 2**70, -1, [[1]], "2024-01-31", ["2024-01-31", "no"]])
        if shape is not None and pick.random() < 0.7:
            value = [value] * pick.randint(0, 2)
        if pick.random() < 0.9:
            given[one] = value
    if pick.random() < 0.15:
        given["unknown"] = 1
    if pick.random() < 0.03:
        given = pick.choice([[], None, 5, "text", [given]])
    return case(name, "json", json.dumps(given), against=schema, **{"as": "params"})


def make(count, seed):
    pick = random.Random(seed)
    makers = [csv_case] * 5 + [json_case] * 6 + [plain_case] * 2 + [tensor_case] * 4 + [parquet_case] * 4 + [params_case] * 3
    made = 0
    while made < count:
        one = pick.choice(makers)(pick, f"wider {seed}.{made}")
        if one is not None:
            made += 1
            yield one


if __name__ == "__main__":
    for made in make(int(sys.argv[1]), int(sys.argv[2])):
        print(json.dumps(made, ensure_ascii=False))
