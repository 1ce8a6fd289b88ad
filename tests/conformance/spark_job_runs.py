#!/usr/bin/env python3
"""Runs the script that `signet job` writes on a local Spark, and compares it with what Signet says of the same files.

    python spark_job_runs.py SIGNET.mjs NODE FOLDER SEED      # needs pyspark, MLflow and Java 17 or later

Each data set is good, or bad in one way. Of each it is known how many cells are bad; Signet says what Spark infers (SparkSigner), which columns
have missing cells (InferSigner) and whether `predict` refuses the data (`signet check`).
"""

import contextlib
import datetime
import importlib.util
import io
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

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

from spark_job_cells import conversion_cases, random_table

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
    """How many records all stages so far have read, and how many bytes Spark's process: its own metric misses what other threads read for it."""
    none = spark._jvm.java.util.ArrayList()
    quantiles = spark.sparkContext._gateway.new_array(spark._jvm.double, 0)
    stages = spark._jsc.sc().statusStore().stageList(none, False, False, quantiles, none)
    records = sum(stages.apply(i).inputRecords() for i in range(stages.size()))
    counters = f"/proc/{spark._jvm.java.lang.ProcessHandle.current().pid()}/io"
    if not os.path.exists(counters):
        return records, 0
    with open(counters, encoding="ascii") as file:
        return records, int(dict(line.split(": ") for line in file.read().splitlines())["rchar"])


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


def run_job(job, folder, *args):
    """The exit code and the report of the inputs and the outputs."""
    path = os.path.join(folder, "job.json")
    code = job.main([*args, "--report", "json", "--out", path])
    with open(path, encoding="utf-8") as file:
        return code, json.load(file)["sides"]


def check_cells(results, job, folder, pick):
    """Random tables of plain and nested columns under hostile names: every count is the one that Python gives."""
    for number in range(10):
        table, job.signature, expected, required = random_table(pick)
        path = os.path.join(folder, f"cells-{number}.parquet")
        pq.write_table(table, path)
        code, [inputs, _] = run_job(job, folder, "--inputs", path)
        found = {column["name"]: {kind: count for kind, count in column["counts"].items() if count} for column in inputs["columns"]}
        for name, counts in expected.items():
            results.same(f"cells of {name!r} in table {number}", found.get(name), counts)
        is_bad = any(
            column["relation"] == "differs" or found[column["name"]].keys() - {"missing"} or (required[column["name"]] and "missing" in found[column["name"]])
            for column in inputs["columns"]
        )
        results.same(f"exit code of table {number}", code, 3 if is_bad else 0)


def check_conversions(results, spark, job, folder):
    """A type that is not the declared one fits where `predict` converts it."""
    frame, cases = conversion_cases(spark)
    path = os.path.join(folder, "types.parquet")
    frame.write.parquet(path)
    for declared in dict.fromkeys(declared for _, declared, _ in cases):
        expected = {name: is_converted for name, one, is_converted in cases if one == declared}
        specs = [{"type": declared, "name": name, "required": True} for name in expected]
        job.signature = ModelSignature.from_dict({"inputs": json.dumps(specs), "outputs": None})
        _, [inputs, _] = run_job(job, folder, "--inputs", path)
        for column in inputs["columns"]:
            results.same(f"{column['name']} as {declared}", column["relation"] != "differs", expected[column["name"]])


def check_spark_signature(results, spark, signet, folder):
    """Both sides in one CSV, signed as Spark reads it: one pass over the text if types are not inferred."""
    data, options = os.path.join(folder, "both.csv"), ["--signer", '{"KIND": "SparkSigner", "nullValue": "NA"}']
    rows = 3000
    with open(data, "w", encoding="utf-8") as file:
        file.write("n;x.y;day;score\n" + "".join(f"{i};{i / 8};2024-01-{i % 28 + 1:02};{i % 7}\n" for i in range(rows)) + "1;NA;2024-02-01;1\n")
    sides = {"x": ["n", "x.y", "day"], "y": ["score"]}
    for name, wanted in sides.items():
        with open(data, encoding="utf-8") as file:
            lines = [line.rstrip("\n").split(";") for line in file]
        places = [lines[0].index(each) for each in wanted]
        with open(os.path.join(folder, f"{name}.csv"), "w", encoding="utf-8") as file:
            file.writelines(";".join(line[place] for place in places) + "\n" for line in lines[:500])
    script = os.path.join(folder, "both_job.py")
    read = ["--read", '{"sep": ";"}']
    files = ["--inputs", os.path.join(folder, "x.csv"), "--outputs", os.path.join(folder, "y.csv")]
    results.same("job of Spark's reading", signet.run("job", *files, *read, *options, "--out", script), 0)
    job = load(script)
    for args, passes, code in [([], 2, 3), (["--allow-nulls"], 2, 0), (["--allow-nulls", "--option", "inferSchema=false"], 1, 0)]:
        before = records_read(spark)[0]
        found, [inputs, outputs] = run_job(job, folder, "--data", data, *args)
        results.same(f"both sides {args}: exit code", found, code)
        results.same(f"both sides {args}: missing", [column["counts"]["missing"] for column in inputs["columns"]], [0, 1, 0])
        results.same(f"both sides {args}: rows", [inputs["rows"], outputs["rows"]], [rows + 1, rows + 1])
        # The line of names is read alone, and with the others where types are inferred.
        results.same(f"both sides {args}: records read", records_read(spark)[0] - before, passes * (rows + 1) + passes)
    return script, data


def check_missing_words(results, signet, folder):
    """A word that pandas takes for missing is Spark's nullValue; of several, the report says that none is carried."""
    data = os.path.join(folder, "words.csv")
    with open(data, "w", encoding="utf-8") as file:
        file.write("n,price\n" + "".join(f"{i},{'n.a.' if i % 5 == 0 else i / 8}\n" for i in range(100)))
    for words, code, missing, is_said in [(["n.a."], 0, 20, False), (["n.a.", "-"], 3, 0, True)]:
        script = os.path.join(folder, f"words_{len(words)}.py")
        read = json.dumps({"na_values": words})
        results.same(f"na_values {words}: job", signet.run("job", "--inputs", data, "--read", read, "--out", script), 0)
        found, [inputs, _] = run_job(load(script), folder, "--inputs", data)
        results.same(f"na_values {words}: exit code", found, code)
        results.same(f"na_values {words}: missing", inputs["columns"][1]["counts"]["missing"], missing)
        results.same(f"na_values {words}: said", [f"na_values with {len(words)} words" in note for note in inputs["notes"]], [True] if is_said else [])
        found, [inputs, _] = run_job(load(script), folder, "--inputs", data, "--option", "nullValue=n.a.")
        results.same(f"na_values {words}: as an option", (found, inputs["notes"]), (0, []))


def check_process(results, script, data):
    """The script by itself, as spark-submit and Python run it: its exit codes, and that the data cannot be read."""
    env = {**os.environ, "SPARK_LOCAL_IP": "127.0.0.1", "PYSPARK_PYTHON": sys.executable}
    submit = os.path.join(os.path.dirname(sys.executable), "spark-submit")
    command = [submit, "--master", "local[2]", "--conf", "spark.ui.enabled=false", script]
    started = [
        (subprocess.Popen([*command, *args], env=env, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True), code, words)
        for args, code, words in [
            (["--data", data], 3, "disagrees with the signature in 1 column."), (["--data", data + ".none"], 1, ""),
        ]
    ]  # fmt: skip
    for process, code, words in started:
        out = process.communicate()[0]
        results.same("spark-submit: exit code", process.returncode, code)
        results.same("spark-submit: verdict", words in out, True)


def check_use(results, job, folder):
    """Wrong arguments, and signatures that Spark cannot check."""
    for args in ([], ["--option", "sep", "--data", "x"], ["--report", "none", "--data", "x"]):
        with contextlib.redirect_stderr(io.StringIO()):
            try:
                code = job.main(args)
            except SystemExit as error:
                code = error.code
        results.same(f"arguments {args}", code, 2)
    tensor = {"type": "tensor", "tensor-spec": {"dtype": "float64", "shape": [-1, 2]}}
    job.signature = ModelSignature.from_dict({"inputs": json.dumps([tensor]), "outputs": None})
    code, [inputs, _] = run_job(job, folder, "--inputs", "none.parquet")
    results.same("tensors", (code, inputs["rows"], "tensors" in inputs["notChecked"]), (1, None, True))


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
    script, data = check_spark_signature(results, spark, signet, folder)
    check_missing_words(results, signet, folder)
    check_cells(results, job, folder, pick)
    check_conversions(results, spark, job, folder)
    check_use(results, job, folder)
    spark.stop()
    check_process(results, script, data)
    print(f"the Spark job on local[2]: {results.passed} passed, {results.failed} failed")


if __name__ == "__main__":
    main()
