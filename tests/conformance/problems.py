#!/usr/bin/env python3
"""Takes every fix of every problem by the Python that Signet writes, and compares what pandas and MLflow make of it with what Signet promised.

    python problems.py SIGNET.mjs NODE FIXTURES SEED TABLES FOLDER

FIXTURES is a folder of problem fixtures, each with `case.json` and two parts, `raises` and `neighbour`. TABLES fresh messy tables are made in
FOLDER by `messy_tables.py`. Signet answers all of them in one process. Of each fix are compared: the signature, by both forms of Python; the
types of the side that it promises; the verdict of `predict` and of the scoring server on the same data; and which values are lost.
Ends with "N passed, N failed".
"""

import json
import os
import re
import subprocess
import sys
import warnings

import dateutil.parser
import numpy as np
import pandas as pd
from mlflow.models import infer_signature
from mlflow.models.utils import _enforce_schema

import messy_tables
from oracle import reader_for, scoring_body

warnings.filterwarnings("ignore")

ACCEPTED = {"accepted": True, "proves nothing": True, "refused": False}


def run(source, names=None):
    names = {} if names is None else names
    exec(compile(source, "signature.py", "exec"), names)
    return names


def parsed(signature):
    return {side: json.loads(value) if value else None for side, value in signature.items()}


def takes(data, schema):
    try:
        _enforce_schema(data, schema)
        return True
    except Exception:
        return False


def server_takes(path, schema):
    """Whether MLflow's scoring server accepts the file itself, sent as the body of a request."""
    try:
        data = scoring_body(path, reader_for(path), schema)
    except Exception:
        return False
    return takes(data, schema)


def same_number(left, right):
    try:
        return float(left) == float(right)
    except (TypeError, ValueError):
        return False


def is_meant(name, left, right, fix):
    """Whether a fix means to change a number: points that were between thousands are no decimal points."""
    is_grouped = fix["kind"] == "option" and "thousands" in fix["read"] and name in fix["columns"]
    return is_grouped and right == round(left * 1000)


def losses(before, after, fix):
    """Cells, rows and columns that a fix lost; and the first value that it changed without a word."""
    if not isinstance(before, pd.DataFrame) or not isinstance(after, pd.DataFrame):
        return None, None
    if isinstance(after.index, pd.RangeIndex) and not isinstance(before.index, pd.RangeIndex):
        return None, None  # The first cells are no longer the index, so each name has other cells.
    lost = {"cells": 0, "rows": max(0, len(before) - len(after)), "columns": 0}
    if fix["kind"] == "drop":
        gone = [name for name in before.columns if name in fix["columns"]]
        return {**lost, "columns": len(fix["columns"]), "cells": int(sum(before[name].notna().sum() if isinstance(before[name], pd.Series) else 0 for name in gone))}, None
    if fix["kind"] == "rename" or len(before) != len(after):
        return lost, None
    for name in before.columns:
        if list(before.columns).count(name) > 1 or name not in after.columns:
            continue
        was, now = before[name], after[name]
        lost["cells"] += max(0, int(now.isna().sum()) - int(was.isna().sum()))
        if pd.api.types.is_numeric_dtype(was.dtype) and pd.api.types.is_numeric_dtype(now.dtype):
            for left, right in zip(was, now):
                if is_meant(name, left, right, fix):
                    continue
                if pd.notna(left) and pd.notna(right) and (int(left) != int(right) if isinstance(left, (int, np.integer)) else left != right):
                    return lost, f"{name}: {left} became {right}"
    return lost, None


def meant_date(cell, label):
    """A date as people mean it, by the order that the fix's label says; read without pandas."""
    first = re.match(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})", cell)
    if first:
        return tuple(map(int, first.groups()))
    last = re.match(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})", cell)
    if last:
        left, right, year = map(int, last.groups())
        return (year, right, left) if "day first" in label else (year, left, right)
    return dateutil.parser.parse(cell).timetuple()[:3]


def other_dates(before, after, fix):
    """The first cell of which the Python of a fix makes another date than people mean."""
    for name in fix["columns"] if fix["kind"] == "python" and isinstance(after, pd.DataFrame) else []:
        if not str(after[name].dtype).startswith("datetime64[") or not pd.api.types.is_string_dtype(before[name].dtype):
            continue
        for cell, date in zip(before[name], after[name]):
            if isinstance(cell, str) and cell and (pd.isna(date) or (date.year, date.month, date.day) != meant_date(cell, fix["label"])):
                return f"{name}: {cell} became {date}"
    return None


def splits_otherwise(read):
    """Whether a fix reads the lines into other cells, so that there are no values to compare with."""
    return any(option in read for option in ("index_col", "header", "skiprows", "names", "encoding"))


class Case:
    """A case with Signet's answer."""

    def __init__(self, answer):
        self.answer = answer
        self.base = None

    def check_base(self):
        """The signature itself, by both forms of Python."""
        names = run(self.answer["infer"])
        self.base = names
        expected = parsed(self.answer["signature"])
        wrong = [] if parsed(names["signature"].to_dict()) == expected else [f"infer: {parsed(names['signature'].to_dict())}, and {expected} was foretold"]
        explicit = parsed(run(self.answer["explicit"])["signature"].to_dict())
        return wrong + ([] if explicit == expected else [f"explicit: {explicit}, and {expected} was foretold"])

    def data_with(self, fix, side):
        """The side's data and signature once the fix is taken; and what is wrong with the Python."""
        if fix["kind"] == "python":
            frame = self.base[side].copy()
            run(fix["python"], {"df": frame, "pd": pd})
            signature = infer_signature(model_input=frame) if side == "inputs" else infer_signature(model_output=frame)
            return frame, signature, []
        names = run(fix["infer"])
        expected = parsed(fix["signature"])
        found = parsed(names["signature"].to_dict())
        wrong = [] if found == expected else [f"infer: {found}, and {expected} was foretold"]
        explicit = parsed(run(fix["explicit"])["signature"].to_dict())
        return names[side], names["signature"], wrong + ([] if explicit == expected else [f"explicit: {explicit}"])

    def check_fix(self, problem, fix):
        side = problem["side"]
        try:
            data, signature, wrong = self.data_with(fix, side)
        except Exception as error:
            return [f"{type(error).__name__}: {error}"]
        schema = json.loads(signature.to_dict()[side])
        if schema != fix["schema"]:
            wrong.append(f"types: {schema}, and {fix['schema']} was promised")
        if fix["predict"] in ACCEPTED and side == "inputs":
            found = takes(data, signature.inputs)
            if found != ACCEPTED[fix["predict"]]:
                wrong.append(f"predict: {found}, and {fix['predict']} was promised")
        if fix["scoring"] in ACCEPTED:
            found = server_takes(self.answer["inputs"], signature.inputs)
            if found != ACCEPTED[fix["scoring"]]:
                wrong.append(f"scoring: {found}, and {fix['scoring']} was promised")
        lost, changed = losses(self.base[side], data, fix)
        if lost is not None and not splits_otherwise(fix["read"]) and lost != fix["lost"]:
            wrong.append(f"lost: {lost}, and {fix['lost']} was promised")
        if changed is not None and not splits_otherwise(fix["read"]):
            wrong.append(changed)
        if fix["lost"]["cells"] + fix["lost"]["rows"] + fix["lost"]["columns"] > 0 and not any(str(count) in fix["text"].replace(",", "") for count in fix["lost"].values() if count):
            wrong.append(f"the text does not name what is lost: {fix['text']}")
        other = other_dates(self.base[side], data, fix)
        if other is not None:
            wrong.append(other)
        return wrong + self.check_truth(fix, data)

    def check_truth(self, fix, data):
        """Values that the maker of a table meant, where the fix makes numbers or dates of its columns."""
        truth = self.answer.get("truth", {})
        wrong = []
        for name in fix["columns"] if isinstance(data, pd.DataFrame) else []:
            if name not in truth or name not in data.columns or "ambiguous" in truth[name]:
                continue
            values, meant = data[name], truth[name]["values"]
            if pd.api.types.is_numeric_dtype(values.dtype) and len(values) == len(meant):
                for found, value in zip(values, meant):
                    if value is not None and pd.notna(found) and abs(found - value) > 1e-9 * max(1, abs(value)):
                        wrong.append(f"{name}: {found}, and {value} was meant")
                        break
        return wrong

    def check_raised(self):
        """That what the maker put in was found, and with it a fix that makes it what was meant; and nothing where he put nothing."""
        raised = {(kind, name) for problem in self.answer["problems"] for kind in [problem["kind"]] for name in problem["columns"] or [None]}
        wrong = [f"{kind} was not raised for {name}" for kind, name in self.answer.get("expects", []) if (kind, name) not in raised]
        wrong += [f"{kind} was raised for {name}" for kind, name in self.answer.get("refuses", []) if (kind, name) in raised]
        # Where MLflow falls back to any, no column has a type.
        fell_back = ((parsed(self.answer["signature"])["inputs"] or [{}])[0]).get("type") == "any" and "name" not in parsed(self.answer["signature"])["inputs"][0]
        wrong = [one for one in wrong if not fell_back or "index" in one]
        for name, meant in ({} if fell_back else self.answer.get("truth", {})).items():
            fixes = [fix for problem in self.answer["problems"] for fix in problem["fixes"] if name in fix["columns"]]
            types = {spec["type"] for fix in fixes for spec in fix["schema"] if spec.get("name") == name}
            if not types & set(meant["types"]):
                wrong.append(f"no fix makes {name} {' or '.join(meant['types'])}")
        return wrong


def lossy(fix):
    return any(fix["lost"].values())


def check_order(problem):
    """A fix that loses values is never first where another one is offered."""
    fixes = problem["fixes"]
    return ["a fix that loses values comes first"] if fixes and lossy(fixes[0]) and not all(map(lossy, fixes)) else []


def files_of(folder):
    return {name.split(".")[0]: os.path.join(folder, name) for name in sorted(os.listdir(folder))}


def fixture_case(folder, part, case):
    files = files_of(os.path.join(folder, part))
    side = case.get("side", "inputs")
    read = case["neighbourRead"] if part == "neighbour" and "neighbourRead" in case else case.get("read", {})
    return {"problems": True, **files, "read": read, "profile": case.get("profile", False), "name": os.path.basename(folder), "part": part, "kind": case["kind"], "of": side}


def fixture_cases(root):
    for name in sorted(os.listdir(root)):
        folder = os.path.join(root, name)
        with open(os.path.join(folder, "case.json"), encoding="utf-8") as file:
            case = json.load(file)
        for part in ("neighbour", "raises"):
            yield fixture_case(folder, part, case)


def refused_cases(root):
    """Files that pandas refuses, beside fixtures of problems of what was read."""
    for name in sorted(os.listdir(root)) if os.path.isdir(root) else []:
        folder = os.path.join(root, name)
        with open(os.path.join(folder, "case.json"), encoding="utf-8") as file:
            case = json.load(file)
        for part in ("neighbour", "raises"):
            files = files_of(os.path.join(folder, part))
            yield {"problems": True, **files, "name": name, "part": part, "raises": case["raises"] if part == "raises" else None}


def answers_of(signet, node, cases, folder):
    os.makedirs(folder, exist_ok=True)
    path = os.path.join(folder, "problem-cases.jsonl")
    with open(path, "w", encoding="utf-8") as file:
        for case in cases:
            file.write(json.dumps(case) + "\n")
    lines = subprocess.run([node, signet, "answer", path], capture_output=True, text=True, check=False).stdout.split("\n")
    return [json.loads(line) for line in lines if line]


def check_unreadable(answer):
    """A file that pandas refuses is refused, and each way to read it after all reads what it says."""
    path = answer["inputs"]
    try:
        pd.read_csv(path, low_memory=False)
        yield "refused", ["pandas reads it"]
        return
    except Exception as error:
        expected = answer.get("raises") or "ParserError"
        yield "refused", [] if type(error).__name__ == expected else [f"pandas raises {type(error).__name__}"]
    if answer.get("fixes") == [] and answer.get("needs", True):
        yield "advice", ["there is none"]
    for fix in answer["fixes"]:
        frame = pd.read_csv(path, low_memory=False, **fix["options"])
        columns = f"→ {frame.shape[1]:,} column{'' if frame.shape[1] == 1 else 's'}"
        wrong = [] if "→" not in fix["label"] or fix["label"].endswith(columns) else [f"{fix['label']}, and there are {frame.shape[1]}"]
        meant = answer.get("columns")
        yield fix["label"], wrong + ([] if meant is None or list(frame.columns) == meant else [f"columns {list(frame.columns)}"])


def check_case(answer):
    if "unreadable" in answer:
        yield from check_unreadable(answer)
        return
    case = Case(answer)
    yield "signature", case.check_base()
    yield "raised", case.check_raised()
    kind = answer.get("kind")
    if answer.get("part") == "raises" and kind is not None:
        yield "told", [] if any(problem["kind"] == kind and problem["side"] == answer["of"] for problem in answer["problems"]) else ["it is not told"]
    if kind == "own-data-refused-by-scoring":
        taken = server_takes(answer["inputs"], case.base["signature"].inputs)
        yield "sent", [] if taken == (answer["part"] == "neighbour") else ["the server says otherwise"]
    for problem in answer["problems"]:
        yield problem["kind"], check_order(problem)
        for fix in problem["fixes"]:
            yield f"{problem['kind']}: {fix['label']}", case.check_fix(problem, fix)


FRESH = "fresh messy tables"
# Nothing that is said may be false; of what could be offered so much may be left out.
MISSED_SHARE = 0.004


def only_missed(what, wrong):
    """Whether something was left out, and nothing that was said is false."""
    return what == "raised" and bool(wrong) and all("was not raised" in one or one.startswith("no fix makes") for one in wrong)


def main():
    signet, node, root, seed, count, folder = sys.argv[1:7]
    passed = failed = missed = 0
    groups = {
        "fixtures": [*fixture_cases(root), *refused_cases(os.path.join(os.path.dirname(root), "refused-reads"))],
        FRESH: messy_tables.cases(int(count), int(seed), folder),
    }
    for title, cases in groups.items():
        fixes = 0
        answers = answers_of(signet, node, cases, folder)
        if len(answers) != len(cases):
            failed += 1
            print(f"{title}: {len(answers)} answers to {len(cases)} cases")
        for answer in answers:
            fixes += sum(len(problem["fixes"]) for problem in answer.get("problems", []))
            for what, wrong in check_case(answer):
                is_missed = title == FRESH and only_missed(what, wrong)
                missed += is_missed
                passed += not wrong
                failed += bool(wrong) and not is_missed
                if wrong:
                    print(f"{answer.get('name', answer.get('inputs'))} {answer.get('part', '')}, {what}: {'; '.join(wrong)[:700]}")
        print(f"{title}: {len(answers)} signed, {fixes} fixes taken by pandas and MLflow")
    print(f"{FRESH}: {missed} of {count} lack a problem or a fix that their maker had in mind")
    missed_too_many = missed > MISSED_SHARE * int(count)
    passed, failed = passed + (not missed_too_many), failed + missed_too_many
    print(f"problems and their fixes: {passed} passed, {failed} failed")


if __name__ == "__main__":
    main()
