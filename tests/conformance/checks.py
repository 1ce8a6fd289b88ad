#!/usr/bin/env python3
"""checks.py COUNT SEED [ANSWERED.jsonl]: further cases of data checked against a schema, beyond those of cases.py: every kind of cell against every type, JSON values
and requests of any form against columns and tensors, both ways in; and the files of answered cases against their own schema and against one with types changed. One case of cases.py a line."""
import json
import random
import sys

from cases import TOKENS, case, csv

SCALARS = ["boolean", "integer", "long", "float", "double", "string", "binary", "datetime"]
DTYPES = ["float64", "float32", "int64", "int32", "bool", "str", "object"]
FAMILIES = [
    ["1", "2"], ["0", "1"], ["1", "0", ""], ["1.0", "2.0"], ["1.5", "0"], ["1e3", "7"], ["3000000000", "1"], ["-1", "5"], ["9223372036854775808"], ["99999999999999999999", "1"],
    ["True", "False"], ["true", ""], ["inf", "1"], ["", "NA"], ["a", "b"], ["007"], ["2024-01-31", "2024-02-01"], ["2024-01-31", ""], ["1500-01-01", "2024-01-31"], ["2024-01-31T10:00:00Z"], ["01/02/2024", "13/02/2024"], TOKENS,
]
VALUES = [
    [1, 2], [0, 1], [1.5, 2], [1.0, 2.0], [True, False], [True, None], ["a", "b"], ["1", "2"], ["1.5", "x"], ["a", None], [None], [1, None], [1, "a"], [1, "2", None], [3000000000], [2**63, 1], [10**30, 1],
    ["2024-01-31", "2024-02-01"], ["2024-01-31", "x"], ["2024-01-31", None], ["2024-01-31T10:00:00Z"], ["YWJj", "YQ=="], ["YWJ"], [[1, 2], [3, 4]], [[1], [2]], [[1.5], [2]], [[], [1]], [["a"], ["b"]], [[True], [None]], [[[1]], [[2]]],
    [{"x": 1}, {"x": 2}], [{"x": 1}, {}], [{"x": "a"}, {"x": None}], [[{"x": 1}]], [{"x": [1, 2]}], ["", "é"], [0.5, None], [True, 1], ["nan", "1"],
]


def column_type(pick, depth=1):
    roll = pick.random()
    if roll < 0.65 or depth == 0:
        return {"type": pick.choice(SCALARS)}
    if roll < 0.8:
        return {"type": "array", "items": column_type(pick, depth - 1)}
    if roll < 0.88:
        return {"type": "map", "values": column_type(pick, depth - 1)}
    if roll < 0.95:
        return {"type": "object", "properties": {"x": {**column_type(pick, depth - 1), "required": pick.random() < 0.6}}}
    return {"type": "any"}


def columns_schema(pick, names, depth):
    if pick.random() < 0.12:
        return [{**column_type(pick, depth), "required": True} for _ in names]
    return [{**column_type(pick, depth), "name": name, "required": pick.random() < 0.7} for name in names]


def tensors_schema(pick, names):
    spec = lambda: {"dtype": pick.choice(DTYPES), "shape": pick.choice([[-1], [-1, 1], [-1, 2], [-1, 2], [2, 2], [-1, -1], [-1, 1, 1]])}
    if pick.random() < 0.5:
        return [{"type": "tensor", "tensor-spec": spec()}]
    return [{"name": name, "type": "tensor", "tensor-spec": spec()} for name in names]


def document(pick, names, rows, is_tensor):
    table = {"columns": names, "data": rows}
    records = [dict(zip(names, row)) for row in rows]
    by_name = {name: [row[k] for row in rows] for k, name in enumerate(names)}
    forms = [{"dataframe_split": table}, {"dataframe_split": {"data": rows}}, {"dataframe_records": records}, {"inputs": by_name}, {"instances": records}, {"inputs": rows}, {"instances": rows}]
    if len(names) == 1:
        forms += [{"inputs": [row[0] for row in rows]}, {"instances": [row[0] for row in rows]}, {"inputs": rows[0][0]}]
    return pick.choice(forms)


def plain_document(pick, names, rows):
    records = [dict(zip(names, row)) for row in rows]
    return pick.choice([records, records[0], {name: [row[k] for row in rows] for k, name in enumerate(names)}, rows, [row[0] for row in rows], rows[0][0]])


def make(count, seed):
    pick = random.Random(seed)
    for i in range(count):
        names = [f"c{j}" for j in range(pick.randint(1, 3))]
        present = [name for name in names if pick.random() < 0.95] or names
        name = f"check {seed}.{i}"
        roll = pick.random()
        if roll < 0.35:
            families = [pick.choice(FAMILIES) for _ in present]
            rows = [[pick.choice(family) for family in families] + ["k"] for _ in range(pick.randint(1, 3))]
            schema = tensors_schema(pick, names) if pick.random() < 0.1 else columns_schema(pick, names, 0)
            dates = [n for n, family in zip(present, families) if family[0][:4].isdigit() and "-" in family[0]]
            more = {"via": "scoring"} if pick.random() < 0.5 else ({"options": {"parse_dates": dates}} if dates else {})
            yield case(name, "csv", csv(present + ["k"], rows), against=schema, **more)
            continue
        columns = [pick.choice(VALUES) for _ in present]
        rows = [[pick.choice(values) for values in columns] for _ in range(pick.randint(1, 3))]
        is_tensor = pick.random() < 0.3
        schema = tensors_schema(pick, names) if is_tensor else columns_schema(pick, names, 2)
        if roll < 0.8:
            more = {"via": "scoring"} if pick.random() < 0.7 else {}
            yield case(name, "json", json.dumps(document(pick, present, rows, is_tensor)), against=schema, **more)
        elif roll < 0.95:
            yield case(name, "json", json.dumps(plain_document(pick, present, rows)), against=schema)
        else:
            yield case(name, "jsonl", "".join(json.dumps(dict(zip(present, row))) + "\n" for row in rows), against=schema)


def of_files(path, seed):
    """Answered cases of files, each against its own schema and against one with some types changed."""
    pick = random.Random(seed)
    with open(path, encoding="utf-8") as lines:
        answered = [json.loads(line) for line in lines]
    for given in answered:
        schema = given["schema"]
        if not schema or given["problem"]:
            continue
        kept = {key: given[key] for key in ("format", "file")}
        way = {"via": "scoring"} if given["format"] == "parquet" and pick.random() < 0.3 else {}
        yield {"name": f"own {given['name']}", **kept, "against": schema, **way}
        changed = [changed_spec(pick, spec) if pick.random() < 0.6 else spec for spec in schema]
        yield {"name": f"changed {given['name']}", **kept, "against": changed}


def changed_spec(pick, spec):
    name = {"name": spec["name"]} if "name" in spec else {}
    required = spec["required"] if name and pick.random() < 0.7 else not name or pick.random() < 0.5
    if spec["type"] == "array" and pick.random() < 0.6:
        return {**spec, "items": {"type": pick.choice(SCALARS)}, "required": required}
    return {**column_type(pick, 2), **name, "required": required}


if __name__ == "__main__":
    cases = make(int(sys.argv[1]), int(sys.argv[2]))
    for made in [*cases, *(of_files(sys.argv[3], int(sys.argv[2])) if len(sys.argv) > 3 else [])]:
        print(json.dumps(made, ensure_ascii=False))
