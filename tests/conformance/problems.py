#!/usr/bin/env python3
"""Applies every fix of every problem fixture by the Python that Signet writes, and holds MLflow's signature against what Signet foretells.

    python problems.py SIGNET.mjs NODE FOLDER

A fixture is a folder with `case.json` and two parts, `raises` and `neighbour`. Of both the signature itself is held against MLflow's too.
For fixes that declare a cast, MLflow enforces the fixed signature on the fixed data. Ends with "N passed, N failed".
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import warnings

import pandas as pd
from mlflow.exceptions import MlflowException
from mlflow.models.utils import _enforce_schema
from mlflow.pyfunc.scoring_server import parse_csv_input

warnings.filterwarnings("ignore")

# Their fixes are a caller's to keep: a model that takes less than its data has is no worse for it.
ENFORCED = {"unnamed-columns", "repeated-names", "numeric-names", "index-column", "booleans-missing", "any-fallback", "own-data-refused", "time-zones", "integers-may-be-missing", "leading-zeros", "numbers-but-for-few", "dates-as-text"}


def files_of(folder):
    return {name.split(".")[0]: name for name in sorted(os.listdir(folder))}


class Fixture:
    def __init__(self, signet, node, folder, part, case):
        self.command = [node, signet, "sign"]
        self.folder = os.path.join(folder, part)
        self.files = files_of(self.folder)
        self.side = case.get("side", "inputs")
        # A missing side has no file: what is read is the other one.
        self.read_side = self.side if self.side in self.files else next(iter(self.files))
        self.read = case["neighbourRead"] if part == "neighbour" and "neighbourRead" in case else case.get("read", {})
        self.profile = case.get("profile", False)

    def run(self, *more, read=None):
        args = [argument for role in ("inputs", "outputs", "beside") if role in self.files for argument in (f"--{role}", self.files[role])]
        for role in ("inputs", "outputs"):
            settings = read if role == self.read_side and read is not None else json.dumps(self.read)
            args += [f"--read-{role}", settings]
        if self.profile:
            args.append("--profile")
        return subprocess.run([*self.command, *args, *more], cwd=self.folder, capture_output=True, text=True)

    def problems(self):
        lines = self.run("--log", "json").stderr.split("\n")
        return [{**record["problem"], "side": record["side"]} for record in map(json.loads, filter(None, lines)) if "problem" in record]

    def foretold(self, read=None):
        return json.loads(self.run("--format", "dict", read=read).stdout)

    def python(self, form, read=None):
        source = self.run("--format", "python", "--form", form, read=read).stdout
        names = {}
        before = os.getcwd()
        os.chdir(self.folder)
        try:
            exec(compile(source, "signature.py", "exec"), names)
        finally:
            os.chdir(before)
        return names


def parsed(signature):
    return {side: json.loads(value) if value else None for side, value in signature.items()}


def check(fixture, kind, read=None):
    """The names of what differs: the two forms of Python, and whether MLflow takes the data that it signed."""
    expected = parsed(fixture.foretold(read))
    wrong = []
    for form in ("infer", "explicit"):
        names = fixture.python(form, read)
        found = parsed(names["signature"].to_dict())
        if found != expected:
            wrong.append(f"{form}: {found}, and {expected} was foretold")
        if form == "infer" and read is not None and kind in ENFORCED and "inputs" in names:
            try:
                _enforce_schema(names["inputs"], names["signature"].inputs)
            except Exception as error:
                wrong.append(f"enforce: {error}")
    return wrong


def scoring_refuses(fixture):
    """Whether MLflow's scoring server refuses the file itself, sent as the body of a request to a model with the fixture's signature."""
    schema = fixture.python("explicit")["signature"].inputs
    try:
        with open(os.path.join(fixture.folder, fixture.files["inputs"]), encoding="utf-8") as body:
            _enforce_schema(parse_csv_input(body, schema), schema)
    except MlflowException:
        return True
    return False


def check_refused(folder, signet, node, case):
    """A file that pandas refuses: Signet refuses it too, and with each fix it signs as pandas and MLflow do; the neighbour needs none."""
    raises = Fixture(signet, node, folder, "raises", case)
    try:
        pd.read_csv(os.path.join(raises.folder, raises.files["inputs"]), low_memory=False)
        wrong = ["pandas reads it"]
    except Exception as error:
        wrong = [] if type(error).__name__ == case["raises"] else [f"pandas raises {type(error).__name__}"]
    if raises.run().returncode == 0:
        wrong.append("Signet reads it")
    yield "raises", wrong
    yield "neighbour", check(Fixture(signet, node, folder, "neighbour", case), None)
    for label, read in case["fixes"].items():
        yield label, check(raises, None, json.dumps(read))


def main():
    signet, node, root = sys.argv[1:4]
    passed = failed = 0
    def tell(name, wrong):
        nonlocal passed, failed
        passed += not wrong
        failed += bool(wrong)
        if wrong:
            print(f"{name}: {'; '.join(wrong)}")
    for name in sorted(os.listdir(root)):
        with tempfile.TemporaryDirectory() as copy:
            folder = shutil.copytree(os.path.join(root, name), os.path.join(copy, name))
            with open(os.path.join(folder, "case.json"), encoding="utf-8") as file:
                case = json.load(file)
            neighbour = Fixture(signet, node, folder, "neighbour", case)
            tell(f"{name}, neighbour", check(neighbour, case["kind"]))
            raises = Fixture(signet, node, folder, "raises", case)
            tell(f"{name}, raises", check(raises, case["kind"]))
            found = [problem for problem in raises.problems() if problem["kind"] == case["kind"] and problem["side"] == raises.side]
            tell(f"{name}, told", [] if found else ["the command line does not tell it"])
            if case["kind"] == "own-data-refused-by-scoring":
                tell(f"{name}, sent", [] if (scoring_refuses(raises), scoring_refuses(neighbour)) == (True, False) else ["the server says otherwise"])
            for fix in [fix for problem in found for fix in problem["fixes"]]:
                tell(f"{name}, {fix['label']}", check(raises, case["kind"], fix["read"]))
    # Beside the problems of what was read: files that cannot be read as they are.
    refused = os.path.join(os.path.dirname(root), "refused-reads")
    for name in sorted(os.listdir(refused)) if os.path.isdir(refused) else []:
        with tempfile.TemporaryDirectory() as copy:
            folder = shutil.copytree(os.path.join(refused, name), os.path.join(copy, name))
            with open(os.path.join(folder, "case.json"), encoding="utf-8") as file:
                for part, wrong in check_refused(folder, signet, node, json.load(file)):
                    tell(f"{name}, {part}", wrong)
    print(f"fixes of problems applied by pandas and MLflow: {passed} passed, {failed} failed")


if __name__ == "__main__":
    main()
