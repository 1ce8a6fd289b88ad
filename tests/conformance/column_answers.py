#!/usr/bin/env python3
"""column_answers.py: asks pandas, NumPy and MLflow what tests/fixtures/wide/answers.jsonl says of each column of the files next to it.

`to_numpy` and `astype` must raise where they are refused, and else give the dtype that is named; MLflow must take what is accepted, and nothing
else; the Python of a cast must give the dtype that it promises, with the same values unless it says that it loses some; so must that of arrays.jsonl, of arrays.
What is left open is not asked. Prints each answer that differs, and last how many are the same.
"""
import json
import logging
import os
import re
import sys
import warnings

os.environ.setdefault("MLFLOW_DISABLE_TELEMETRY", "true")

import numpy as np
import pandas as pd
from mlflow.models.utils import _enforce_schema
from mlflow.types.schema import Schema

import oracle

logging.getLogger("mlflow").setLevel(logging.CRITICAL)
warnings.simplefilter("ignore")
FOLDER = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "fixtures", "wide")


def places(ranges):
    for one in ranges.split():
        first, _, last = one.partition("-")
        yield from range(int(first), int(last or first) + 1)


def attempt(step):
    """What a step gives and None, or None and the name of what it raises."""
    try:
        return step(), None
    except Exception as error:
        return None, type(error).__name__


def dtype_is(series, question, answer):
    spelling = question.partition(" ")[2]
    if question == "to_numpy":
        found = series.to_numpy().dtype
        return found.name == answer or (found.kind == "O" and answer == "object")
    made, raised = attempt(lambda: series.to_numpy(dtype=spelling) if question.startswith("to_numpy") else series.astype(spelling))
    if answer.startswith("refused: "):
        return raised is not None
    return raised is None and (answer == "taken" or str(made.dtype) == re.match(r"(.+?)(?: of .*)?(?:, \d+ missing)?(?:, categories .*)?$", answer)[1])


def schema_of(question):
    rest = question.removeprefix("check ")
    optional = rest.startswith("optional ")
    rest = rest.removeprefix("optional ")
    if rest.startswith("tensor "):
        _, dtype, shape = rest.split(" ", 2)
        return [{"name": "c", "type": "tensor", "tensor-spec": {"dtype": dtype, "shape": json.loads(shape)}}]
    return [{"name": "c", "required": not optional, **json.loads(rest)}]


def verdict_is(series, question, answer):
    schema = Schema.from_json(json.dumps(schema_of(question)))
    _, raised = attempt(lambda: _enforce_schema(pd.DataFrame({"c": series}), schema))
    return (raised is not None) == answer.startswith("refused")


def same_values(before, after):
    """Alike where both are numbers, or the same text; where one is a text and the other a number or a time, the text is read."""
    if len(before) != len(after):
        return False
    for old, new in zip(before.tolist(), after.tolist()):
        if pd.isna(old) or pd.isna(new):
            if pd.isna(old) != pd.isna(new):
                return False
        elif isinstance(old, str) != isinstance(new, str) or isinstance(new, pd.Timestamp) or isinstance(old, pd.Timestamp):
            continue
        elif old != new:
            return False
    return True


def casts_hold(series, answer):
    for cast in answer.split("\n") if answer else []:
        _, expression, *more = cast.split(" | ")
        facts = re.match(r"(.+?), (?:true|false), (.+) of (\d+), ", more[-1])
        kept = next((re.match(r"rows where (.+), without \d+$", one)[1] for one in more if one.startswith("rows where ")), None)
        given, raised = attempt(lambda: series if kept is None else series[eval(kept, {"c": series, "pd": pd})])
        made, raised = (None, raised) if raised else attempt(lambda: eval(expression, {"c": given, "pd": pd}))
        if raised or len(made) != int(facts[3]) or (str(made.dtype).partition("[")[0] != facts[2].partition("[")[0]):
            return False
        if "(loses)" not in cast and not same_values(given, made):
            return False
    return True


def dtype_of(name):
    """NumPy's dtype of a name as Signet writes it: with a mark in front where the bytes are in the other order."""
    return np.dtype(name[1:]).newbyteorder(">") if name.startswith(">") else np.dtype(name)


def arrays_of(question):
    """Arrays that a question is about, at the ends of what their dtype or range has; empty where it names no dtype and shape."""
    found = re.match(r"([<>]?\w+(?:\[\w+\])?) \(([\d, ]*)\)(?: of (-?\d+) to (-?\d+))? to ", question)
    if found is None or found[1] in ("str", "bytes", "object"):
        return []
    dtype, shape = dtype_of(found[1]), tuple(int(side) for side in found[2].split(",") if side.strip())
    if found[3] is not None:
        ends = [int(found[3]), int(found[4])]
    elif dtype.kind in "iu":
        ends = [np.iinfo(dtype).min, np.iinfo(dtype).max, 1]
    else:
        ends = [True, False] if dtype.kind == "b" else [0, 1_700_000_000] if dtype.kind == "M" else [0.1, 1.5]
    return [np.resize(np.array(ends).astype(dtype), shape)]


def steps_hold(question, steps):
    """Whether the Python that is advised for an array runs, gives what it promises, and loses nothing without saying so."""
    for array in arrays_of(question):
        made, raised = attempt(lambda: run_lines(steps, array.copy()))
        dtype, shape = re.match(r"(.+) \((.*)\)$", steps[-1]).groups()
        if raised or (made.dtype != dtype_of(dtype) and made.dtype.name.rstrip("0123456789") != dtype) or made.shape != tuple(int(side) for side in shape.split(",") if side.strip()):
            return False
        loses = any("(loses)" in one or one.startswith("Rounds ") for one in steps)
        if not loses and made.dtype.kind not in "SU" and not np.array_equal(made.ravel(), array.ravel()):
            return False
    return True


def run_lines(steps, array):
    names = {"array": array, "np": np}
    for line in steps:
        if line.startswith("array = "):
            exec(line, names)
    return names["array"]


def compare_arrays():
    same, different = 0, 0
    for line in open(os.path.join(FOLDER, "arrays.jsonl"), encoding="utf-8"):
        one = json.loads(line)
        steps = one["answer"].get("steps") if isinstance(one["answer"], dict) else one["answer"]
        if not steps or not isinstance(steps[0], str) or not arrays_of(one["question"]):
            continue
        holds = steps_hold(one["question"], steps)
        same, different = same + holds, different + (not holds)
        if not holds:
            print(f"{one['question']}: {steps}")
    return same, different


def main():
    (same, different), frames = compare_arrays(), {}
    for line in open(os.path.join(FOLDER, "answers.jsonl"), encoding="utf-8"):
        one = json.loads(line)
        path = os.path.join(FOLDER, one["file"])
        if one["file"] not in frames:
            frames[one["file"]] = oracle.reader_for(path)(path, {})
        frame = frames[one["file"]]
        question = one["question"]
        for answer, ranges in one["answers"].items():
            if answer.startswith(("undecided", "needs numbers")):
                continue
            for place in places(ranges):
                series = frame.iloc[:, place].rename("c")
                topic = one["topic"]
                holds = casts_hold(series, answer) if topic == "cast" else verdict_is(series, question, answer) if topic in ("check", "tensor") else dtype_is(series, question, answer)
                same, different = same + holds, different + (not holds)
                if not holds:
                    print(f"{one['file']}: {frame.columns[place]!r}: {question}: {answer}")
    print(f"{same} of {same + different} the same")
    sys.exit(0 if same and not different else 1)


if __name__ == "__main__":
    main()
