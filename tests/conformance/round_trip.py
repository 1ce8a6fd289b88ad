#!/usr/bin/env python3
"""round_trip.py SIGNET NODE FOLDER: a scikit-learn model with the signature that Signet made, loaded by MLflow and served for real.

Good data and bad data go in both ways; each must be taken or refused as `signet check` foretold, and each real error message must be recognised.
Ends with "N passed, N failed"; the messages are written to FOLDER/messages.jsonl.
"""
import base64
import json
import logging
import os
import shutil
import socket
import subprocess
import sys
import time
import traceback
import urllib.error
import urllib.request

os.environ.setdefault("MLFLOW_DISABLE_TELEMETRY", "true")

import mlflow.pyfunc
import mlflow.sklearn
import pandas as pd
from mlflow.models import ModelSignature
from sklearn.linear_model import LinearRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import FunctionTransformer

logging.getLogger("mlflow").setLevel(logging.ERROR)

signet, node, folder = sys.argv[1:4]
passed, failed = 0, 0


def expect(what, right, detail=""):
    global passed, failed
    if right:
        passed += 1
    else:
        failed += 1
        print(f"{what}: {detail}")


def run(*arguments, text=None):
    return subprocess.run([node, signet, *arguments], input=text, capture_output=True, encoding="utf-8")


def numbers(frame):
    """Two columns that a linear model can take, whatever came beside them."""
    return frame[["rooms", "area"]].astype("float64").fillna(0)


def train():
    frame = pd.DataFrame({"rooms": [1, 2, 3, 4], "area": [30.5, 55.0, 80.25, 100.0], "city": ["Oslo", "Rome", "Bonn", "Lyon"], "garden": [True, False, True, True]})
    target = pd.Series([100.0, 180.0, 260.0, 330.0], name="price")
    inputs, outputs = os.path.join(folder, "train.csv"), os.path.join(folder, "price.csv")
    frame.to_csv(inputs, index=False)
    target.to_frame().to_csv(outputs, index=False)
    made = run("sign", "--inputs", inputs, "--outputs", outputs, "--format", "dict")
    signature = ModelSignature.from_dict(json.loads(made.stdout))
    model = make_pipeline(FunctionTransformer(numbers), LinearRegression()).fit(frame, target)
    path = os.path.join(folder, "model")
    shutil.rmtree(path, ignore_errors=True)
    mlflow.sklearn.save_model(model, path, signature=signature, code_paths=None, serialization_format="cloudpickle")
    return path


CSVS = {
    "good": "rooms,area,city,garden\n2,50.5,Oslo,True\n3,70,Rome,False\n", "an extra column": "rooms,area,city,garden,pool\n2,50.5,Oslo,True,1\n", "whole areas": "rooms,area,city,garden\n2,50,Oslo,True\n3,70,Rome,False\n",
    "semicolons": "rooms;area;city;garden\n2;50.5;Oslo;True\n", "a missing column": "rooms,area,city\n2,50.5,Oslo\n", "a missing integer": "rooms,area,city,garden\n2,50.5,Oslo,True\n,70.5,Rome,False\n", "fractions of rooms": "rooms,area,city,garden\n2.5,50.5,Oslo,True\n",
    "text for a number": "rooms,area,city,garden\n2,large,Oslo,True\n", "a missing truth": "rooms,area,city,garden\n2,50.5,Oslo,\n3,50.5,Oslo,True\n", "yes and no": "rooms,area,city,garden\n2,50.5,Oslo,yes\n", "numbers for text": "rooms,area,city,garden\n2,50.5,1,True\n", "a long row": "rooms,area,city,garden\n2,50.5,Oslo,True\n1,2,3,4,5\n",
}
columns = ["rooms", "area", "city", "garden"]
REQUESTS = {
    "good split": {"dataframe_split": {"columns": columns, "data": [[2, 50.5, "Oslo", True]]}}, "good records": {"dataframe_records": [dict(zip(columns, [2, 50.5, "Oslo", True]))]}, "good inputs": {"inputs": {"rooms": [2], "area": [50.5], "city": ["Oslo"], "garden": [True]}}, "good instances": {"instances": [dict(zip(columns, [2, 50.5, "Oslo", True]))]},
    "null for an integer": {"dataframe_split": {"columns": columns, "data": [[None, 50.5, "Oslo", True]]}}, "text for a number in split": {"dataframe_split": {"columns": columns, "data": [[2, "large", "Oslo", True]]}}, "a number as text": {"dataframe_split": {"columns": columns, "data": [["2", "50.5", "Oslo", True]]}}, "no envelope": dict(zip(columns, [2, 50.5, "Oslo", True])), "two envelopes": {"inputs": {}, "instances": []},
    "text in instances": {"instances": [dict(zip(columns, [2, "large", "Oslo", True]))]}, "lengths that differ": {"inputs": {"rooms": [2, 3], "area": [50.5], "city": ["Oslo"], "garden": [True]}}, "a list for a number": {"dataframe_records": [dict(zip(columns, [[2], 50.5, "Oslo", True]))]},
}
#: What each real message must be recognised as: its cause and the column that it names, where it names one.
CAUSES = {
    "semicolons scoring": ("missing inputs", "rooms"), "a missing column predict": ("missing inputs", "garden"), "a missing integer predict": ("integers with missing values", "rooms"), "fractions of rooms predict": ("incompatible type", "rooms"), "text for a number predict": ("incompatible type", "area"), "yes and no predict": ("incompatible type", "garden"),
    "text for a number scoring": ("body not parsed", None), "null for an integer": ("conversion failed", "rooms"), "text for a number in split": ("conversion failed", "area"), "no envelope": ("request form", None), "a missing column scoring": ("missing inputs", "garden"), "whole areas predict": ("incompatible type", "area"),
}


def serve(path):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "mlflow", "models", "serve", "-m", path, "-p", str(port), "-h", "127.0.0.1", "--env-manager", "local", "--workers", "1"]
    environment = {**os.environ, "PATH": os.path.dirname(sys.executable) + os.pathsep + os.environ["PATH"]}
    with open(os.path.join(folder, "server.log"), "w", encoding="utf-8") as log:
        server = subprocess.Popen(command, stdout=log, stderr=log, env=environment, start_new_session=True)
    for _ in range(240):
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/ping", timeout=2).read()
            return server, port
        except OSError:
            if server.poll() is not None:
                break
            time.sleep(0.5)
    raise SystemExit(f"the scoring server did not start: see {folder}/server.log")


def post(port, body, kind):
    request = urllib.request.Request(f"http://127.0.0.1:{port}/invocations", data=body.encode("utf-8"), headers={"Content-Type": kind})
    try:
        urllib.request.urlopen(request, timeout=30).read()
        return True, ""
    except urllib.error.HTTPError as error:
        return False, error.read().decode("utf-8")


def predict(model, path, sep):
    """As a user does who reads the file with the options that Signet applies by itself."""
    try:
        model.predict(pd.read_csv(path, low_memory=False, sep=sep))
        return True, ""
    except Exception:
        return False, traceback.format_exc()


def foretold(path, *arguments):
    done = run("check", "--signature", os.path.join(folder, "model"), *arguments, "--format", "json")
    if not done.stdout:
        return {"scoring": "unreadable", "predict": "unreadable"}
    return {verdict["via"]: verdict["kind"] for verdict in json.loads(done.stdout)["checked"][0]["verdicts"]}


def main():
    os.makedirs(folder, exist_ok=True)
    path = train()
    model = mlflow.pyfunc.load_model(path)
    server, port = serve(path)
    messages = {}
    try:
        for name, content in CSVS.items():
            file = os.path.join(folder, "data.csv")
            with open(file, "w", encoding="utf-8") as f:
                f.write(content)
            told = foretold(path, "--inputs", file)
            for way, (taken, message) in {"predict": predict(model, file, ";" if name == "semicolons" else ","), "scoring": post(port, content, "text/csv")}.items():
                said = told.get(way)
                expect(f"{name} by {way}", said == "accepted" if taken else said in ("refused", "unreadable"), f"foretold {said}, was {'taken' if taken else 'refused: ' + message[-300:]}")
                if not taken:
                    messages[f"{name} {way}"] = message
        for name, document in REQUESTS.items():
            file = os.path.join(folder, "request.json")
            with open(file, "w", encoding="utf-8") as f:
                json.dump(document, f)
            said = foretold(path, "--request", file).get("scoring")
            taken, message = post(port, json.dumps(document), "application/json")
            expect(f"{name} by request", said == ("accepted" if taken else "refused"), f"foretold {said}, was {'taken' if taken else 'refused: ' + message[-300:]}")
            if not taken:
                messages[name] = message
    finally:
        os.killpg(server.pid, 15)
        server.wait(30)
    cases = os.path.join(folder, "messages.jsonl")
    with open(cases, "w", encoding="utf-8") as f:
        for name, message in messages.items():
            f.write(json.dumps({"name": name, "message": message}) + "\n")
    recognised = {case["name"]: case["recognised"] for case in map(json.loads, run("answer", cases).stdout.splitlines())}
    for name, (cause, column) in CAUSES.items():
        found = recognised.get(name)
        right = found is not None and found["cause"] == cause and (column is None or column in found["columns"])
        expect(f"message of {name}", right, f"recognised as {found}: {messages.get(name, 'no message')[-300:]}")
    print(f"round trip: {passed} passed, {failed} failed")


main()
