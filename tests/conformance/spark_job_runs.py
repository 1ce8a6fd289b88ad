#!/usr/bin/env python3
"""Runs the script that `signet job` writes on a local Spark, and compares it with what Signet says of the same files.

    python spark_job_runs.py SIGNET.mjs NODE FOLDER SEED      # needs pyspark, MLflow and Java 17 or later

Each data set is good, or bad in one way. Of each it is known how many cells are bad; Signet says what Spark infers (SparkSigner), which columns
have missing cells (InferSigner) and whether `predict` refuses the data (`signet check`).
"""

import datetime
import importlib.util
import json
import os
import random
import shutil
import subprocess
import sys
import time
from xml.etree import ElementTree

os.environ.setdefault("MLFLOW_DISABLE_TELEMETRY", "true")
os.environ["MLFLOW_ALLOW_FILE_STORE"] = "true"

import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet as pq
from mlflow.models import Model, ModelSignature
from pyspark.sql import SparkSession

PARTS, ROWS_OF_PART = 1000, 20
CSV_PARTS, ROWS_OF_CSV = 4, 2500
# Names that SQL would read otherwise. In CSV, Spark takes no line break and no doubled quote without further options.
NAMES = {
    "parquet": {"id": "id", "count": "count of `it's` \"a.b\"", "price": "né\nprice", "city": "Id.x", "ok": "ok", "when": "')--"},
    "csv": {"id": "id", "count": "count of `it's` a.b", "price": "né price", "city": "Id.x", "ok": "ok"},
}
# spark_oracle.py has most of these: tiny jobs, for which compiling code takes longer than running it.
CONF = {
    "spark.ui.enabled": "false", "spark.sql.session.timeZone": "UTC", "spark.log.level": "OFF", "spark.sql.shuffle.partitions": "1",
    "spark.ui.showConsoleProgress": "false", "spark.driver.bindAddress": "127.0.0.1", "spark.driver.host": "127.0.0.1",
    "spark.driver.extraJavaOptions": "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC",
}  # fmt: skip


class Results:
    passed = failed = 0

    def same(self, what, actual, expected):
        if actual == expected:
            self.passed += 1
        else:
            self.failed += 1
            print(f"differs: {what}: {actual!r} instead of {expected!r}")


def rows_of(pick, count):
    """Good rows, by column."""
    return {
        "id": [pick.randrange(2**40, 2**50) for _ in range(count)],
        "count": [pick.randrange(1000) for _ in range(count)],
        "price": [pick.randrange(1, 10**6) / 64 for _ in range(count)],
        "city": [pick.choice(["Oslo", "São Paulo", "Kyiv, UA", 'the "x"']) for _ in range(count)],
        "ok": [pick.random() < 0.5 for _ in range(count)],
        "when": [datetime.datetime(2024, 1, 1) + datetime.timedelta(minutes=pick.randrange(10**6)) for _ in range(count)],
    }


TYPES = {"id": pa.int64(), "count": pa.int32(), "price": pa.float64(), "city": pa.string(), "ok": pa.bool_(), "when": pa.timestamp("us")}


# What is bad in each data set: the column, its type in Parquet, its new values by the chosen rows, and what is to be counted of them.
# CSV has the same without types of its own: integers of pandas are long, so what is beyond int32 is not beyond the declared type there.
def defects(format):
    beyond = 2**31 + 7 if format == "parquet" else 2**63 + 7
    return {
        "good": None,
        "nulls": ("count", pa.int32(), lambda value, is_bad: None if is_bad else value, {"missing"}),
        "beyond": ("count", pa.int64(), lambda value, is_bad: beyond if is_bad else value, {"beyond"}),
        "text": ("price", pa.string(), lambda value, is_bad: "n.a. " if is_bad else str(value), {"not_cast"}),
        "other": ("count", pa.float64(), lambda value, is_bad: value + 0.5 if is_bad else float(value), {"not_cast"}),
        "without": ("ok", None, None, set()),
    }


SIZES = {"parquet": (PARTS, ROWS_OF_PART), "csv": (CSV_PARTS, ROWS_OF_CSV)}


def write_set(folder, format, defect, pick, parts=None):
    """Writes the files of a data set; returns how many cells of its column are bad."""
    all_parts, rows = SIZES[format]
    parts = parts or all_parts
    os.makedirs(folder)
    chosen = {(pick.randrange(parts), pick.randrange(rows)) for _ in range(pick.randrange(1, 40))}
    if format == "csv":
        # Of parts that pandas reads to different types Signet says nothing.
        chosen |= {(part, pick.randrange(rows)) for part in range(parts)}
    for part in range(parts):
        columns = rows_of(pick, rows)
        types = dict(TYPES)
        if format == "csv":
            # pandas reads dates as text, which Spark does not.
            del columns["when"]
        if defect is not None:
            column, types[column], change, _ = defect
            if change is None:
                del columns[column]
            else:
                columns[column] = [change(value, (part, row) in chosen) for row, value in enumerate(columns[column])]
        if format == "csv" and defect is not None and defect[3] == {"beyond"}:
            types["count"] = pa.decimal128(20, 0)
        table = pa.table({NAMES[format][name]: pa.array(values, types[name]) for name, values in columns.items()})
        path = os.path.join(folder, f"part-{part:05}.{format}")
        pq.write_table(table, path) if format == "parquet" else pa.csv.write_csv(table, path)
    return len(chosen)


class Signet:
    """The built command line."""

    def __init__(self, signet, node):
        self.command = [node, signet]

    def start(self, *args):
        return subprocess.Popen([*self.command, *args], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)

    def run(self, *args):
        started = self.start(*args)
        started.communicate()
        return started.returncode


def schema_of(signed):
    """The inputs that `signet sign --format json` printed, by name; None where MLflow gives up on one of them."""
    inputs = json.loads(json.loads(signed.communicate()[0])["inputs"])
    return None if inputs[0].get("name") is None else {spec["name"]: spec for spec in inputs}


def load(path):
    """The script as a module: it finds the session that runs, and leaves it."""
    spec = importlib.util.spec_from_file_location("job", path)
    module = importlib.util.module_from_spec(spec)
    sys.modules["job"] = module
    spec.loader.exec_module(module)
    return module


def records_read(spark):
    """How many records and bytes all stages so far have read."""
    none = spark._jvm.java.util.ArrayList()
    quantiles = spark.sparkContext._gateway.new_array(spark._jvm.double, 0)
    stages = spark._jsc.sc().statusStore().stageList(none, False, False, quantiles, none)
    read = [stages.apply(i) for i in range(stages.size())]
    return sum(stage.inputRecords() for stage in read), sum(stage.inputBytes() for stage in read)


def run_set(results, spark, signet, job, signature, folder, format, kind, pick):
    """One data set: the script's verdict, counts and types against what is known and what Signet says."""
    defect = defects(format)[kind]
    bad = write_set(folder, format, defect, pick)
    report = os.path.join(os.path.dirname(folder), "report.json")
    checked = signet.start("check", "--signature", signature, "--inputs", folder, "--via", "predict")
    by_spark = signet.start("sign", "--inputs", folder, "--signer", "SparkSigner")
    by_pandas = signet.start("sign", "--inputs", folder, "--no-verify") if kind in ("good", "nulls") else None
    before, started = records_read(spark), time.time()
    code = job.main(["--inputs", folder, "--format", format, "--report", "json", "--out", report])
    seconds, after = time.time() - started, records_read(spark)
    with open(report, encoding="utf-8") as file:
        found = json.load(file)
    [inputs, _] = found["sides"]
    columns = {column["name"]: column for column in inputs["columns"]}
    what = f"{format} {kind}"
    results.same(f"{what}: exit code", code, 0 if defect is None else 3)
    checked.communicate()
    results.same(f"{what}: signet check", code, checked.returncode)
    rows = SIZES[format][0] * SIZES[format][1]
    results.same(f"{what}: rows", inputs["rows"], rows)
    # One pass. Spark itself reads text once more to infer its types, with the headers, and the first line for the names.
    results.same(f"{what}: records read", after[0] - before[0], rows if format == "parquet" else 2 * rows + CSV_PARTS + 1)
    for name, column in columns.items():
        is_bad = defect is not None and NAMES[format][defect[0]] == name
        expected = {kind: bad for kind in defect[3]} if is_bad else {}
        results.same(f"{what}: counts of {name!r}", {kind: count for kind, count in column["counts"].items() if count}, expected)
        results.same(f"{what}: problems of {name!r}", bool(column["problems"]), is_bad)
    types = schema_of(by_spark)
    if types is not None:
        inferred = {name: column["inferred"]["type"] for name, column in columns.items() if column["inferred"]}
        results.same(f"{what}: types", inferred, {name: spec["type"] for name, spec in types.items()})
    if by_pandas is not None:
        required = {name: not column["counts"]["missing"] for name, column in columns.items()}
        results.same(f"{what}: missing", required, {name: spec["required"] for name, spec in schema_of(by_pandas).items()})
    print(f"  {what}: {rows:,} rows of {SIZES[format][0]:,} files in {seconds:.1f} s, {after[1] - before[1]:,} bytes read, exit code {code}", flush=True)


def check_reports(results, job, folder, out):
    """JUnit and text, for bad data."""
    for report in ("junit", "text"):
        code = job.main(["--inputs", folder, "--format", "csv", "--report", report, "--out", out])
        results.same(f"{report}: exit code", code, 3)
        if report == "junit":
            failures = [case.get("name") for case in ElementTree.parse(out).iter("testcase") if case.find("failure") is not None]
            results.same("junit: failures", failures, [json.dumps(NAMES["csv"]["price"], ensure_ascii=False)])
        else:
            with open(out, encoding="utf-8") as file:
                lines = file.read().splitlines()
            results.same("text: what differs", [line.split()[0] for line in lines if line.startswith("  ")].count("DIFFERS"), 1)


def check_set(results, job, good, bad, folder):
    """A logged model has the signature only after data that agrees."""
    import mlflow

    mlflow.set_tracking_uri("file://" + os.path.join(folder, "mlruns"))

    class Plain(mlflow.pyfunc.PythonModel):
        def predict(self, context, model_input, params=None):
            return model_input

    with mlflow.start_run():
        uri = mlflow.pyfunc.log_model(name="model", python_model=Plain(), pip_requirements=[]).model_uri
    out = os.path.join(folder, "set.txt")
    declared = job.signature.to_dict()
    for data, args, code, expected in [
        (bad, [], 3, None), (bad, ["--set-anyway"], 3, declared), (good, [], 0, declared),
    ]:  # fmt: skip
        results.same(f"set {args}: exit code", job.main(["--inputs", data, "--format", "csv", "--out", out, "--set", uri, *args]), code)
        found = mlflow.models.get_model_info(uri).signature
        results.same(f"set {args}: signature", found and found.to_dict(), expected)
    results.same("set on nothing: exit code", job.main(["--inputs", good, "--format", "csv", "--out", out, "--set", os.path.join(folder, "none")]), 1)


def main():
    path, node, folder, seed = sys.argv[1:5]
    signet, pick, results = Signet(path, node), random.Random(int(seed)), Results()
    shutil.rmtree(folder, ignore_errors=True)
    os.makedirs(folder)
    builder = SparkSession.builder.master("local[2]").appName("signet job")
    for name, value in CONF.items():
        builder = builder.config(name, value)
    spark = builder.getOrCreate()
    for format in ("parquet", "csv"):
        sample = os.path.join(folder, f"sample-{format}")
        write_set(sample, format, None, pick, 1)
        first = os.path.join(sample, f"part-00000.{format}")
        signature = os.path.join(folder, f"{format}.json")
        signet.run("sign", "--inputs", first, "--out", signature)
        script = os.path.join(folder, f"{format}_job.py")
        results.same(f"signet job {format}", signet.run("job", "--inputs", first, "--out", script), 0)
        job = load(script)
        with open(signature, encoding="utf-8") as file:
            results.same(f"signature of {format}", job.signature.to_dict(), ModelSignature.from_dict(json.load(file)).to_dict())
        for kind in defects(format):
            run_set(results, spark, signet, job, signature, os.path.join(folder, f"{format}-{kind}"), format, kind, pick)
    good, bad = (os.path.join(folder, f"csv-{kind}") for kind in ("good", "text"))
    check_reports(results, job, bad, os.path.join(folder, "report"))
    check_set(results, job, good, bad, folder)
    spark.stop()
    print(f"the Spark job on local[2]: {results.passed} passed, {results.failed} failed")


if __name__ == "__main__":
    main()
