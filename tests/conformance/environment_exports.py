#!/usr/bin/env python3
"""environment_exports.py PYTHON VERSIONS SIGNET NODE CASES: what `signet sign --environment VERSIONS` writes, loaded and run by that Python.

Of the first cases that sign: the JSON by from_dict, the MLmodel's block as YAML, and the explicit Python, which all must give one signature.
Ends with "N passed, N failed".
"""
import json
import os
import subprocess
import sys
import tempfile

TAKEN = 10

LOAD = """
import json, sys, yaml
from mlflow.models import ModelSignature
folder = sys.argv[1]
with open(folder + "/signature.json", encoding="utf-8") as f:
    loaded = ModelSignature.from_dict(json.load(f))
with open(folder + "/MLmodel", encoding="utf-8") as f:
    block = ModelSignature.from_dict(yaml.safe_load(f)["signature"])
names = {}
with open(folder + "/signature.py", encoding="utf-8") as f:
    exec(f.read(), names)
with open(folder + "/signature.json", encoding="utf-8") as f:
    written = json.load(f)
same = loaded == block == names["signature"] and loaded.to_dict()["inputs"] == written["inputs"]
print("same" if same else "differs")
"""


def write(arguments, folder, path, out, *more):
    signet, node, versions = arguments
    command = [node, signet, "sign", "--inputs", path, "--environment", versions, "--out", os.path.join(folder, out), *more]
    return subprocess.run(command, capture_output=True, text=True).returncode == 0


def check(python, arguments, case):
    """True, False, or None where the case has no signature in this environment."""
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, f"case.{case['format']}")
        with open(path, "w", encoding="utf-8", newline="") as f:
            f.write(case["text"])
        if not write(arguments, folder, path, "signature.json"):
            return None
        with open(os.path.join(folder, "signature.json"), encoding="utf-8") as f:
            if json.load(f)["inputs"] is None:
                return None
        if not write(arguments, folder, path, "MLmodel", "--format", "mlmodel"):
            return False
        if not write(arguments, folder, path, "signature.py", "--format", "python"):
            return False
        run = subprocess.run([python, "-c", LOAD, folder], capture_output=True, text=True)
        if run.stdout.strip() != "same":
            print(case["name"], run.stdout, run.stderr[-500:])
        return run.stdout.strip() == "same"


def main():
    python, versions, signet, node, cases = sys.argv[1:]
    found = []
    with open(cases, encoding="utf-8") as f:
        for line in f:
            case = json.loads(line)
            if "text" not in case or case.get("options") or len(found) >= TAKEN:
                continue
            result = check(python, (signet, node, versions), case)
            if result is not None:
                found.append(result)
    print(f"exports for {versions}: {found.count(True)} passed, {found.count(False)} failed")


if __name__ == "__main__":
    main()
