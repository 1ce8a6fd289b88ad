#!/usr/bin/env python3
"""Runs the Python of edited signatures: real MLflow must construct each, and write the same. A case that reads files has its folder.

    python edits.py EDITED.jsonl

Ends with "N passed, N failed".
"""

import json
import os
import sys


def main(path):
    passed = failed = 0
    with open(path, encoding="utf-8") as file:
        for number, line in enumerate(file, 1):
            case = json.loads(line)
            names = {}
            try:
                if "folder" in case:
                    os.chdir(case["folder"])
                exec(case["python"], names)
                found = {key: names["signature"].to_dict()[key] for key in ("inputs", "outputs", "params")}
            except Exception as error:  # whatever MLflow raises is a difference
                found = f"{type(error).__name__}: {error}"
            if found == case["expected"]:
                passed += 1
                continue
            failed += 1
            if failed <= 10:
                print(f"line {number}: expected {case['expected']}\n  found {found}")
    print(f"edited signatures constructed by MLflow: {passed} passed, {failed} failed")


main(sys.argv[1])
