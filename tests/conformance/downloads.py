#!/usr/bin/env python3
"""Loads what Signet writes with real MLflow and runs its Python, and compares with the reference's schema.

    python downloads.py SIGNET.mjs NODE edges.jsonl SEED
"""

import json
import os
import random
import subprocess
import sys
import tempfile

import yaml
from mlflow.models import ModelSignature

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

HOSTILE = ["it's", 'a"b', "line\nbreak", "'''", "\\", "__proto__", "<img src=x onerror=alert(1)>", "né", "\u2028"]


def schema_of(signature):
    side = signature.to_dict()["inputs"]
    return json.loads(side) if side else None


def check(signet, node, folder, case):
    path = os.path.join(folder, f"data.{case['format']}")
    with open(path, "wb") as file:
        file.write(case["text"].encode("utf-8", "surrogatepass"))
    options = ["--read", json.dumps(case["options"])] if case.get("options") else []
    def sign(*form):
        done = subprocess.run([node, signet, "sign", "--inputs", path, *options, "--format", *form], capture_output=True, text=True)
        return done.stdout
    expected = case["schema"]
    loaded = [
        schema_of(ModelSignature.from_dict(json.loads(sign("json")))),
        schema_of(ModelSignature.from_dict(yaml.safe_load(sign("mlmodel"))["signature"])),
        schema_of(ModelSignature.from_dict(json.loads(sign("dict")))),
    ]
    # What sets the signature needs a logged model, so it is run up to there; page_downloads.py runs all of it.
    for source in [sign("python"), sign("python", "--form", "set").partition("\nmodel_uri = ")[0]]:
        names = {}
        exec(compile(source, "signature.py", "exec"), names)
        loaded.append(schema_of(names["signature"]))
    return [got == expected for got in loaded]


def main():
    signet, node, golden, seed = sys.argv[1:5]
    pick = random.Random(int(seed))
    with open(golden, encoding="utf-8") as file:
        cases = [json.loads(line) for line in file]
    # Dialects are applied by the command as on the page, so only files that pandas' defaults read are compared with the reference.
    usable = [case for case in cases if case["format"] == "csv" and "text" in case and case["problem"] is None and not {"as", "to", "astype", "lenient"} & set(case) and "extra" not in case["name"] and len(case["text"]) < 5000 and ";" not in case["text"] and "\t" not in case["text"]]
    chosen = pick.sample(usable, 15)
    header = ",".join('"' + name.replace('"', '""') + '"' for name in HOSTILE)
    chosen.append({"name": "hostile names", "format": "csv", "text": header + "\n" + ",".join("1" for _ in HOSTILE) + "\n", "schema": [{"type": "long", "name": name, "required": True} for name in HOSTILE]})
    passed = failed = 0
    for case in chosen:
        with tempfile.TemporaryDirectory() as folder:
            try:
                results = check(signet, node, folder, case)
            except Exception as error:
                print(case["name"], error)
                results = [False]
        passed += sum(results)
        failed += len(results) - sum(results)
        if not all(results):
            print("differs:", case["name"], results)
    print(f"downloads loaded by MLflow: {passed} passed, {failed} failed")


if __name__ == "__main__":
    main()
