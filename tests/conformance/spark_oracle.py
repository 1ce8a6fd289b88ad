#!/usr/bin/env python3
"""The reference for SparkSigner: what MLflow answers for Spark's reading of a file.

    python spark_oracle.py --batch cases.jsonl > answers.jsonl     # needs pyspark and Java 17 or later

A case has a `signer` with Spark's reader options, which are passed on; `header` and `inferSchema` are true if it does not say otherwise, and
JSON files have records of several lines. The session's time zone is UTC, ANSI mode as Spark sets it by default.
"""
import argparse
import json
import logging
import os
import sys
import tempfile
import warnings
from concurrent.futures import ThreadPoolExecutor

os.environ.setdefault("MLFLOW_DISABLE_TELEMETRY", "true")

from mlflow.models import infer_signature
from mlflow.types.utils import _infer_schema
from pyspark.sql import SparkSession

logging.getLogger("mlflow").setLevel(logging.CRITICAL)
warnings.simplefilter("ignore")

# Each case is a few tiny jobs: to compile code for them takes longer than to run them.
CONF = {
    "spark.ui.enabled": "false", "spark.sql.session.timeZone": "UTC", "spark.log.level": "OFF", "spark.sql.shuffle.partitions": "1",
    "spark.sql.codegen.wholeStage": "false", "spark.sql.codegen.factoryMode": "NO_CODEGEN", "spark.ui.showConsoleProgress": "false",
    "spark.driver.extraJavaOptions": "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC", "spark.driver.bindAddress": "127.0.0.1", "spark.driver.host": "127.0.0.1",
}
FALLBACK = [{"type": "any", "required": True}]


def session():
    builder = SparkSession.builder.master("local[2]")
    for name, value in CONF.items():
        builder = builder.config(name, value)
    return builder.getOrCreate()


def read(spark, path, format, case):
    options = {k: v for k, v in (case.get("signer") or {}).items() if k != "KIND"}
    if format in ("csv", "txt", "tsv", "tab"):
        sep = "\t" if format in ("tsv", "tab") else (case.get("options") or {}).get("sep", ",")
        return spark.read.options(**{"header": True, "inferSchema": True, "sep": sep, **options}).csv(path)
    if format in ("parquet", "pq"):
        return spark.read.parquet(path)
    return spark.read.options(**{"multiLine": format == "json", **options}).json(path)


def problem(stage, error):
    lines = str(error).strip().splitlines() or [""]
    return {"stage": stage, "error": type(error).__name__, "message": lines[0][:300]}


def answer(spark, path, case):
    format = case.get("format") or os.path.splitext(case["file"])[1][1:]
    try:
        frame = read(spark, path, format, case)
        if format in ("parquet", "pq"):
            frame.count()
    except Exception as error:
        return {"schema": None, "problem": problem("read", error)}
    schema = json.loads(infer_signature(frame).to_dict()["inputs"])
    if schema != FALLBACK:
        return {"schema": schema, "problem": None}
    try:
        _infer_schema(frame)
    except Exception as error:
        return {"schema": schema, "problem": problem("infer", error)}
    return {"schema": schema, "problem": None}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--batch", required=True)
    spark = session()
    with open(parser.parse_args().batch, encoding="utf-8") as batch, tempfile.TemporaryDirectory() as folder:
        cases = [json.loads(line) for line in batch if line.strip()]

        def answered(numbered):
            number, case = numbered
            path = case.get("file")
            if "text" in case:
                path = os.path.join(folder, f"{number}.{case['format']}")
                with open(path, "w", encoding="utf-8", errors="surrogatepass", newline="") as file:
                    file.write(case["text"])
            return {**case, **answer(spark, os.path.abspath(path), case)}

        with ThreadPoolExecutor(4) as pool:
            for line in pool.map(answered, enumerate(cases)):
                print(json.dumps(line, ensure_ascii=False), flush=True)
    sys.stdout.flush()
    spark.stop()


if __name__ == "__main__":
    main()
