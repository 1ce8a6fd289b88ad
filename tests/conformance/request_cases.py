#!/usr/bin/env python3
"""request_cases.py COUNT SEED: requests to the scoring server, and the signatures that they meet. One case of served.py a line.

Every envelope and the bodies that have none, with and without params, well formed and not; columns, nested types, tensors, SparkML vectors,
chat models; models whose signature comes from a type hint, with data that fits it, nearly fits it, or does not; CSV and Parquet to those.
"""
import base64
import io
import json
import random
import sys

import pandas as pd

from checks import DTYPES, SCALARS, VALUES
from wider_checks import fitting, nested_type

ODD = [None, 1, 0, -3, 1.5, 2.0, 2**40, 2**70, True, False, "a", "", "é", "YQ==", "YWJ", "2024-01-31", "2024-01-31T10:00:00", "31/01/2024", [], {}, [1], ["a"], {"x": 1}, [None], {"k": None}]
NUMBERS = {"long": [2.7, 2.0, True, "7", 2**53 + 1, 2**63], "integer": [2.7, 3000000000, True], "double": [2**53 + 1, True, "1.5", 7], "float": [16777217, 0.1, 1e39, True], "boolean": [0, 1, 2, "false", 0.5, None], "datetime": [1704067200000, 1704067200, "2024-01-31"], "binary": ["aGk=", "hello", "YQ=="], "string": [1, 1.5, True, "007"]}

CHAT = [{"type": "array", "items": {"type": "object", "properties": {"content": {"type": "string", "required": True}, "role": {"type": "string", "required": True}}}, "name": "messages", "required": True}]
CHAT_PARAMS = [{"name": "temperature", "default": 0.5, "shape": None, "type": "double"}, {"name": "stop", "default": ["."], "shape": [-1], "type": "string"}]


def value_for(pick, type):
    if type["type"] in NUMBERS and pick.random() < 0.35:
        return pick.choice(NUMBERS[type["type"]])
    return fitting(pick, type) if pick.random() < 0.93 else pick.choice(ODD)


def enveloped(pick, names, rows):
    records = [dict(zip(names, row)) for row in rows]
    by_name = {name: [row[k] for row in rows] for k, name in enumerate(names)}
    split = {"columns": names, "data": rows}
    forms = [{"dataframe_split": split}, {"dataframe_split": split}, {"dataframe_records": records}, {"dataframe_records": records}, {"instances": records}, {"inputs": records}, {"inputs": by_name}, {"instances": by_name}, {"inputs": rows}, {"instances": rows}, {"inputs": records[0]}, {"dataframe_split": {**split, "index": list(range(len(rows)))}}]
    if len(names) == 1:
        forms += [{"inputs": [row[0] for row in rows]}, {"instances": [row[0] for row in rows]}, {"inputs": rows[0][0]}]
    body = pick.choice(forms)
    roll = pick.random()
    if roll < 0.08:
        return {**body, "client_request_id": "abc"}
    if roll < 0.11:
        return {**body, "signature_name": "serving_default"}
    if roll < 0.14:
        return {**body, **pick.choice(forms)}
    if roll < 0.17:
        return {"data": rows}
    if roll < 0.19:
        return pick.choice([records, rows, "text", 5, None, {}, {"input_data": split}, {"instances": 1, "messages": []}])
    return body


def params_for(pick, schema):
    given = {}
    for spec in schema:
        if pick.random() < 0.7:
            value = pick.choice([0.1, 1, "x", True, None, [1], ["a"], [], 2.5])
            given[spec["name"]] = value if pick.random() < 0.5 else spec["default"]
    if pick.random() < 0.2:
        given["unknown"] = 1
    return given if pick.random() < 0.95 else pick.choice([[], 5, "text", None])


PARAMS = [[], [{"name": "temperature", "default": 0.5, "shape": None, "type": "double"}], [{"name": "n", "default": 1, "shape": None, "type": "long"}, {"name": "stop", "default": ["."], "shape": [-1], "type": "string"}]]


def with_params(pick, case, body):
    params = pick.choice(PARAMS)
    if params:
        case["against_params"] = params
    if isinstance(body, dict) and pick.random() < 0.4:
        body = {**body, "params": params_for(pick, params)}
    return {**case, "text": json.dumps(body)}


def columns_case(pick, name):
    names = pick.sample(["a", "b", "c d", "é"], pick.choice([1, 1, 2, 3]))
    types = [nested_type(pick, pick.choice([0, 0, 0, 1, 2])) for _ in names]
    if pick.random() < 0.05:
        types[0] = {"type": "sparkml_vector"}
    like = [{"type": "array", "items": {"type": "double"}} if type["type"] == "sparkml_vector" else type for type in types]
    rows = [[value_for(pick, type) for type in like] for _ in range(pick.choice([1, 1, 2, 3]))]
    named = pick.random() < 0.9
    schema = [{**type, **({"name": one} if named else {}), "required": not named or pick.random() < 0.7} for one, type in zip(names, types)]
    come = [k for k in range(len(names)) if pick.random() < 0.97] or [0]
    body = enveloped(pick, [names[k] for k in come] + (["extra"] if pick.random() < 0.1 else []), [[row[k] for k in come] + [1] for row in rows])
    return with_params(pick, {"name": name, "format": "json", "via": "scoring", "against": schema}, body)


def tensors_case(pick, name):
    names = pick.sample(["x", "y"], pick.choice([1, 1, 2]))
    shapes = [pick.choice([[-1], [-1, 1], [-1, 2], [-1, 2], [-1, 2, 2], [-1, -1], [2, 2]]) for _ in names]
    dtypes = [pick.choice([*DTYPES, "float32", "int64", "uint8", "int8"]) for _ in names]
    count = pick.choice([1, 2, 3])
    leaf = lambda dtype: pick.choice({"f": [0.5, 1, 2], "i": [1, 2, 2.7 if pick.random() < 0.2 else 3], "u": [1, 255], "b": [True, False, 1], "s": ["a", "b"], "o": ["a", 1]}[dtype[0]] + ([pick.choice(ODD)] if pick.random() < 0.03 else []))
    made = lambda shape, dtype: [made(shape[1:], dtype) for _ in range(2 if shape[0] == -1 else shape[0])] if shape else leaf(dtype)
    rows = [[made(shape[1:], dtype) for shape, dtype in zip(shapes, dtypes)] for _ in range(count)]
    named = len(names) > 1 or pick.random() < 0.5
    schema = [{"type": "tensor", "tensor-spec": {"dtype": dtype, "shape": shape}, **({"name": one} if named else {})} for one, dtype, shape in zip(names, dtypes, shapes)]
    return with_params(pick, {"name": name, "format": "json", "via": "scoring", "against": schema}, enveloped(pick, names, rows))


def unwrapped_case(pick, name):
    key = pick.choice(["messages", "prompt", "input"])
    message = lambda: pick.choice([{"role": "user", "content": "hi"}] * 4 + [{"role": "user"}, {"role": "user", "content": None}, {"role": 1, "content": "x"}, {"role": "u", "content": "c", "name": "n"}, "text"])
    content = [message() for _ in range(pick.choice([1, 1, 2]))] if key == "messages" else pick.choice(["one", ["one", "two"], [1, 2], 5, None, ["a", None], [], {"x": "a"}, [message()], [[1, 2], [3]]])
    body = {key: content}
    for more in ("temperature", "max_tokens", "stop", "client_request_id", "params", "inputs"):
        if pick.random() < 0.15:
            body[more] = pick.choice([0.5, 1, "x", ["a"], {"temperature": 1}, None])
    roll = pick.random()
    if roll < 0.4:
        schema, params = [*CHAT, *([{"type": "long", "name": "max_tokens", "required": False}] if pick.random() < 0.4 else [])], CHAT_PARAMS if pick.random() < 0.5 else None
    else:
        kind = pick.choice([{"type": "string"}, {"type": "string"}, {"type": "long"}, {"type": "array", "items": {"type": "string"}}, {"type": "any"}, {"type": "array", "items": {"type": "any"}}, {"type": "map", "values": {"type": "string"}}])
        schema, params = [{**kind, "name": key if pick.random() < 0.8 else "input", "required": pick.random() < 0.8}], CHAT_PARAMS if pick.random() < 0.4 else None
        if pick.random() < 0.2:
            schema.append({"type": pick.choice(["double", "long", "string"]), "name": pick.choice(["temperature", "max_tokens"]), "required": pick.random() < 0.4})
        if pick.random() < 0.08:
            schema = [{"type": "tensor", "tensor-spec": {"dtype": "str", "shape": [-1]}, **({"name": key} if pick.random() < 0.5 else {})}]
    return {"name": name, "format": "json", "via": "scoring", "against": schema, "text": json.dumps(body), **({"against_params": params} if params else {})}


HINTS = {
    "str": {"type": "string"}, "int": {"type": "long"}, "float": {"type": "double"}, "bool": {"type": "boolean"}, "bytes": {"type": "binary"}, "datetime": {"type": "datetime"}, "Any": {"type": "any"},
}


def hint(pick, depth=2):
    """A hint, its type in the signature, and a maker of values that fit it."""
    roll = pick.random()
    if depth == 0 or roll < 0.45:
        name = pick.choice([*HINTS, "str", "int", "float"])
        values = {"str": ["a", "é", ""], "int": [1, -2, 2**40, True], "float": [0.5, 1.5, 2.0], "bool": [True, False], "bytes": ["YQ==", "aGk="], "datetime": ["2024-01-31", "2024-01-31T10:00:00", "2024-01-31 10:00"], "Any": ODD}[name]
        return name, HINTS[name], lambda: pick.choice(values)
    if roll < 0.65:
        inner, type, make = hint(pick, depth - 1)
        return f"list[{inner}]", {"type": "array", "items": type}, lambda: [make() for _ in range(pick.randint(0, 3))]
    if roll < 0.82:
        inner, type, make = hint(pick, depth - 1)
        return f"dict[str, {inner}]", {"type": "map", "values": type}, lambda: {pick.choice("kmn"): make() for _ in range(pick.randint(0, 2))}
    if roll < 0.9 or depth < 2:
        return "Union[int, str]", {"type": "any"}, lambda: pick.choice([1, "a", 1.5, None])
    return "M", None, None


def model_hint(pick):
    """A Pydantic model, without defaults but None's: what has others is in no signature."""
    lines, properties, makers = ["class M(BaseModel):"], {}, {}
    for field in pick.sample("uvwxyz", pick.randint(1, 3)):
        inner, type, make = hint(pick, 1)
        while "Union" in inner:
            inner, type, make = hint(pick, 1)
        optional = pick.random() < 0.35 and inner != "Any"
        lines.append(f"    {field}: Optional[{inner}] = None" if optional else f"    {field}: {inner}")
        properties[field] = {**type, "required": not optional}
        makers[field] = (make, optional)
    make = lambda: {field: None if optional and pick.random() < 0.2 else one() for field, (one, optional) in makers.items() if not optional or pick.random() < 0.7}
    return "\n".join(lines) + "\n", {"type": "object", "properties": dict(sorted(properties.items()))}, make


def spoiled(pick, value):
    """The value with one place changed."""
    if isinstance(value, list) and value and pick.random() < 0.8:
        at = pick.randrange(len(value))
        return [*value[:at], spoiled(pick, value[at]), *value[at + 1 :]]
    if isinstance(value, dict) and value and pick.random() < 0.8:
        key = pick.choice(list(value))
        return {**value, key: spoiled(pick, value[key])}
    return pick.choice(ODD)


def hinted_case(pick, name):
    inner, type, make = hint(pick)
    classes = ""
    if type is None:
        classes, type, make = model_hint(pick)
    rows = [make() for _ in range(pick.choice([0, 1, 1, 2, 3]))]
    if pick.random() < 0.35:
        rows = spoiled(pick, rows)
    case = {"name": name, "format": "json", "via": "scoring", "hint": f"list[{inner}]", "is_signature_from_type_hint": True, "against": [{**type, "required": True}], **({"classes": classes} if classes else {})}
    roll = pick.random()
    if roll < 0.15 and isinstance(rows, list):
        frame = {"a": [pick.choice(["x", 1, 1.5, True]) for _ in range(2)]} if pick.random() < 0.3 else {pick.choice(["a", "b"]): pick.choice([["x", "y"], [1, 2], [1.5, 2.5], [True, False], [1.5, None], ["x", None]])}
        if pick.random() < 0.3:
            frame["k"] = pick.choice([["p", "q"], [1, 2]])
        if pick.random() < 0.5:
            return {**case, "format": "csv", "text": pd.DataFrame(frame).to_csv(index=False), "via": pick.choice(["scoring", "predict"])}
        stored = io.BytesIO()
        try:
            pd.DataFrame(frame).to_parquet(stored)
        except Exception:
            return None
        return {**case, "format": "parquet", "base64": base64.b64encode(stored.getvalue()).decode(), "via": pick.choice(["scoring", "predict"])}
    if roll < 0.35:
        return {**case, "text": json.dumps(rows), "via": "predict"}
    body = {"inputs": rows}
    if roll < 0.42:
        body = pick.choice([{"instances": rows}, {"dataframe_split": {"data": [[1]]}}, {"messages": []}, rows, {"inputs": rows, "instances": rows}, {"inputs": None}])
    return {**case, "text": json.dumps(body)}


def make(count, seed):
    pick = random.Random(seed)
    makers = [columns_case] * 5 + [tensors_case] * 2 + [unwrapped_case] * 3 + [hinted_case] * 5
    made = 0
    while made < count:
        one = pick.choice(makers)(pick, f"request {seed}.{made}")
        if one is not None:
            made += 1
            yield one


if __name__ == "__main__":
    for made in make(int(sys.argv[1]), int(sys.argv[2])):
        print(json.dumps(made, ensure_ascii=False))
