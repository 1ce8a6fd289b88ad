#!/usr/bin/env python3
"""nested.py COUNT SEED: cases of JSON whose values nest, with None, [] and {} at every depth and place.

In which order MLflow meets what says no type decides what old versions make of it, so that each list has few values, and many orders.
"""
import json
import random
import sys


def value(rng, shape):
    chance = rng.random()
    if chance < 0.14:
        return None
    if shape == "scalar":
        return rng.choice([1, 2.5, "a", True]) if rng.random() < 0.05 else rng.choice([1, 2, 3])
    kind, inner = shape
    if chance < 0.2:
        return [] if kind == "list" else {}
    if kind == "list":
        return [value(rng, inner) for _ in range(rng.randint(1, 3))]
    return {key: value(rng, one) for key, one in inner.items() if rng.random() < 0.9}


def shape(rng, depth=0):
    chance = rng.random()
    if depth > 2 or chance < 0.3:
        return "scalar"
    if chance < 0.65:
        return "list", shape(rng, depth + 1)
    return "dict", {key: shape(rng, depth + 1) for key in rng.sample("xyz", rng.randint(1, 2))}


def case(rng, index):
    columns = {"a": shape(rng), "b": "scalar"}
    rows = [{name: value(rng, one) for name, one in columns.items()} for _ in range(rng.randint(1, 4))]
    data = rows[0] if rng.random() < 0.2 else rows
    lines = isinstance(data, list) and rng.random() < 0.4
    text = "\n".join(map(json.dumps, data)) if lines else json.dumps(data)
    return {"name": f"nested {index}", "format": "jsonl" if lines else "json", "text": text}


if __name__ == "__main__":
    count, seed = int(sys.argv[1]), int(sys.argv[2])
    generator = random.Random(seed)
    for number in range(count):
        print(json.dumps(case(generator, number)))
