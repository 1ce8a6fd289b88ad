#!/usr/bin/env python3
"""Measures the script that `signet job` writes on a local Spark: times, records and bytes read.

    python spark_job_bench.py SIGNET.mjs NODE FOLDER      # needs pyspark, MLflow and Java 17 or later

The files have 40 columns, of which the signature has 6: 1,000 files of Parquet with 2,000 rows each, and 4 of CSV with 100,000 rows each.
"""

import os
import subprocess
import sys
import time

os.environ.setdefault("MLFLOW_DISABLE_TELEMETRY", "true")
tests = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "tests", "conformance")
sys.path.insert(0, tests)

import numpy as np
import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet as pq
from pyspark.sql import SparkSession
from spark_job_runs import CONF, load, records_read

WANTED, OTHERS = 6, 34


def table(seed, rows):
    random = np.random.default_rng(seed)
    columns = {
        "id": random.integers(2**40, 2**50, rows), "count": random.integers(0, 1000, rows).astype("int32"), "price": random.random(rows) * 100,
        "city": random.choice(["Oslo", "Kyiv", "Lima", "São Paulo"], rows), "ok": random.random(rows) < 0.5, "share": random.random(rows),
    }  # fmt: skip
    return pa.table({**columns, **{f"other {i}": random.random(rows) for i in range(OTHERS)}})


def write(folder, format, parts, rows):
    if os.path.exists(folder):
        return
    os.makedirs(folder)
    for part in range(parts):
        path = os.path.join(folder, f"part-{part:05}.{format}")
        one = table(part, rows)
        pq.write_table(one, path) if format == "parquet" else pa.csv.write_csv(one, path)


def size_of(folder):
    return sum(entry.stat().st_size for entry in os.scandir(folder))


def main():
    signet, node, folder = sys.argv[1:4]
    sets = {"parquet": (1000, 2000), "csv": (4, 100_000)}
    for format, (parts, rows) in sets.items():
        write(os.path.join(folder, format), format, parts, rows)
    sample, script = os.path.join(folder, "sample.parquet"), os.path.join(folder, "job.py")
    pq.write_table(table(0, 2000).select(range(WANTED)), sample)
    subprocess.run([node, signet, "job", "--inputs", sample, "--out", script], check=True, stderr=subprocess.DEVNULL)
    builder = SparkSession.builder.master("local[2]")
    for name, value in CONF.items():
        builder = builder.config(name, value)
    spark, job = builder.getOrCreate(), load(script)
    for format, args in [("parquet", []), ("parquet", []), ("csv", []), ("csv", ["--option", "inferSchema=false"])]:
        data = os.path.join(folder, format)
        before, started = records_read(spark), time.time()
        code = job.main(["--inputs", data, "--format", format, "--out", os.path.join(folder, "report.txt"), *args])
        seconds, after = time.time() - started, records_read(spark)
        print(f"{format} {' '.join(args)}: {size_of(data):,} bytes in {len(os.listdir(data)):,} files; {after[0] - before[0]:,} records and "
              f"{after[1] - before[1]:,} bytes read in {seconds:.1f} s; exit code {code}", flush=True)  # fmt: skip
    spark.stop()


if __name__ == "__main__":
    main()
