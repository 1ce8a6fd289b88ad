#!/usr/bin/env python3
"""Damages small files of every kind as disks, networks and bugs do, and asks the reference about them.

    python hostile.py make 500 7 > hostile.jsonl          # cases, each with its file within
    python hostile.py ask hostile.jsonl > answers.jsonl   # as `oracle.py --batch`, in processes that may die

A case that ends the reference's process, or outgrows its memory or time, has no answer to compare and is left out.
"""

import base64
import bz2
import gzip
import io
import json
import os
import random
import resource
import signal
import struct
import sys
import zipfile

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.feather
import pyarrow.parquet as pq
import zstandard

ROWS = 40
# Without a checksum libzstd on 64 bits does not notice that streams of literals end too late, and gives what it has; on 32 bits, as in WebAssembly,
# it refuses them (`HUF_decompress4X1_usingDTable_internal_fast` in `huf_decompress.c`). A clear refusal counts.
UNCHECKED = "csv.zst without a checksum/"
LIMIT_BYTES = 6 << 30
LIMIT_SECONDS = 20
AT_ONCE = 50


def frame():
    """A table whose columns have every common type, some with missing cells."""
    some = lambda *values: [values[index % len(values)] for index in range(ROWS)]
    return pd.DataFrame({
        "id": range(ROWS), "price": some(1.5, 2.25, None), "city": some("Oslo", "São Paulo", "Kyiv", None), "ok": some(True, False),
        "when": pd.date_range("2024-01-01", periods=ROWS), "kind": pd.Categorical(some("a", "b")), "count": pd.array(some(1, None, 3), dtype="Int32"),
    })


def plain_frame():
    return frame()[["id", "price", "city", "ok", "when"]]


def nested_table():
    some = lambda *values: [values[index % len(values)] for index in range(ROWS)]
    return pa.table({"tags": some(["a", "b"], [], None), "point": some({"x": 1.5, "y": None}, {"x": 2.5, "y": 3}), "name": some("a", "b")})


def csv_bytes():
    return frame().to_csv(index=False).encode()


def zipped(data):
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("data.csv", data)
    return sink.getvalue()


def parquet(table, **options):
    sink = io.BytesIO()
    pq.write_table(table, sink, **options)
    return sink.getvalue()


def frame_table():
    return pa.Table.from_pandas(frame())


def feather(table, **options):
    sink = io.BytesIO()
    pyarrow.feather.write_feather(table, sink, **options)
    return sink.getvalue()


def ipc(make, table, **options):
    sink = io.BytesIO()
    with make(sink, table.schema, options=pa.ipc.IpcWriteOptions(**options)) as writer:
        writer.write_table(table, max_chunksize=16)
    return sink.getvalue()


def numpy_bytes(save, *arrays, **named):
    sink = io.BytesIO()
    save(sink, *arrays, **named)
    return sink.getvalue()


def records():
    return json.loads(frame().to_json(orient="records", date_format="iso"))


def zstd_bytes(**options):
    return zstandard.ZstdCompressor(**options).compress(csv_bytes())


KINDS = {
    "csv": ("csv", csv_bytes),
    "csv.gz": ("csv.gz", lambda: gzip.compress(csv_bytes(), mtime=0)),
    "csv.zst": ("csv.zst", lambda: zstd_bytes(write_checksum=True)),
    "csv.zst without a checksum": ("csv.zst", zstd_bytes),
    "csv.bz2": ("csv.bz2", lambda: bz2.compress(csv_bytes())),
    "csv.zip": ("csv.zip", lambda: zipped(csv_bytes())),
    "json": ("json", lambda: json.dumps(records()).encode()),
    "json.gz": ("json.gz", lambda: gzip.compress(json.dumps(records()).encode(), mtime=0)),
    "jsonl": ("jsonl", lambda: "\n".join(map(json.dumps, records())).encode()),
    "parquet of snappy": ("parquet", lambda: parquet(frame_table())),
    "parquet of zstd, version 2": ("parquet", lambda: parquet(frame_table(), compression="zstd", data_page_version="2.0", row_group_size=16)),
    "parquet of gzip": ("parquet", lambda: parquet(frame_table(), compression="gzip", use_dictionary=False)),
    "parquet of lz4": ("parquet", lambda: parquet(frame_table(), compression="lz4", data_page_version="2.0")),
    "parquet of brotli": ("parquet", lambda: parquet(frame_table(), compression="brotli")),
    "parquet without compression": ("parquet", lambda: parquet(frame_table(), compression="none", row_group_size=16)),
    "parquet with checksums": ("parquet", lambda: parquet(frame_table(), write_page_checksum=True, store_schema=False)),
    "parquet, nested": ("parquet", lambda: parquet(nested_table(), compression="none")),
    "feather of lz4": ("feather", lambda: feather(frame_table())),
    "feather of zstd": ("feather", lambda: feather(frame_table(), compression="zstd")),
    "feather without compression": ("feather", lambda: feather(frame_table(), compression="uncompressed")),
    "feather, version 1": ("feather", lambda: feather(pa.Table.from_pandas(plain_frame()), version=1)),
    "arrow file": ("arrow", lambda: ipc(pa.ipc.new_file, frame_table())),
    "arrow file, nested": ("arrow", lambda: ipc(pa.ipc.new_file, nested_table())),
    "arrow stream": ("arrows", lambda: ipc(pa.ipc.new_stream, frame_table())),
    "arrow stream of lz4": ("arrows", lambda: ipc(pa.ipc.new_stream, frame_table(), compression="lz4")),
    "npy": ("npy", lambda: numpy_bytes(np.save, np.arange(60.0).reshape(-1, 4))),
    "npz": ("npz", lambda: numpy_bytes(np.savez, x=np.arange(12.0), y=np.array(["a", "bc"]))),
    "npz, compressed": ("npz", lambda: numpy_bytes(np.savez_compressed, x=np.arange(12.0), y=np.arange(6, dtype="int32"))),
}


def flip(pick, data):
    at = pick.randrange(len(data))
    data[at] ^= 1 << pick.randrange(8)


def flips(pick, data):
    for _ in range(pick.randint(2, 5)):
        flip(pick, data)


def cut(pick, data):
    del data[pick.randrange(len(data)):]


def remove(pick, data):
    at = pick.randrange(len(data))
    del data[at:at + pick.randint(1, 16)]


def splice(pick, data):
    at, other, length = pick.randrange(len(data)), pick.randrange(len(data)), pick.randint(1, 32)
    data[at:at + length] = data[other:other + length]


def swap_lengths(pick, data):
    """Two words of four bytes change places, as two lengths or offsets might."""
    if len(data) < 16:
        return flip(pick, data)
    one, other = sorted(pick.sample(range(0, len(data) - 4, 4), 2))
    data[one:one + 4], data[other:other + 4] = data[other:other + 4], data[one:one + 4]


def declare(pick, data):
    """A number somewhere becomes one that no file of this size can mean."""
    kind = pick.choice(["<i", "<i", "<q", "<h", "b"])
    bits = 8 * struct.calcsize(kind)
    value = pick.choice([-1, 0, 1, 2 ** (bits - 1) - 1, -(2 ** (bits - 1)), 2 ** (bits - 2), 1 << min(20, bits - 2)])
    at = pick.randrange(len(data))
    data[at:at + bits // 8] = struct.pack(kind, value)


def more(pick, data):
    data += pick.choice([b"\0", b"\0" * 8, b"\xff" * 8, b"garbage", bytes(data)])


CHANGES = [flip] * 10 + [flips, cut, cut, remove, splice, splice, swap_lengths, swap_lengths, declare, declare, declare, more]


def make(count, seed):
    whole = {kind: (format, build()) for kind, (format, build) in KINDS.items()}
    for index in range(count):
        pick = random.Random(f"{seed} {index}")
        kind = list(KINDS)[index % len(KINDS)]
        format, original = whole[kind]
        data = bytearray(original)
        change = pick.choice(CHANGES)
        change(pick, data)
        print(json.dumps({"name": f"{kind}/{change.__name__} {seed}.{index}", "format": format, "base64": base64.b64encode(data).decode()}))


def answer_some(cases, out):
    """Answers cases one after the other, each written as soon as it is known: the process may not live to answer the next."""
    import oracle

    for case in cases:
        signal.alarm(LIMIT_SECONDS)
        answered = {**case, **oracle.answer_case(case)}
        if oracle.lenient(answered) or case["name"].startswith(UNCHECKED):
            answered["lenient"] = True
        out.write(json.dumps(answered) + "\n")
        out.flush()


def in_child(cases):
    """The answers of a process of its own, up to the case that it dies of."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        resource.setrlimit(resource.RLIMIT_AS, (LIMIT_BYTES, LIMIT_BYTES))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
        with os.fdopen(writing, "w") as out:
            answer_some(cases, out)
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as answers:
        lines = answers.read().splitlines()
    os.waitpid(child, 0)
    return lines


def ask(path):
    import oracle  # imported before the first fork, so that it is imported once

    cases = [json.loads(line) for line in open(path, encoding="utf-8")]
    at = 0
    while at < len(cases):
        some = cases[at:at + AT_ONCE]
        lines = in_child(some)
        for line in lines:
            print(line)
        at += len(lines)
        if len(lines) == len(some):
            continue
        at += 1  # the one that it died of


if __name__ == "__main__":
    if sys.argv[1] == "make":
        make(int(sys.argv[2]), int(sys.argv[3]))
    else:
        ask(sys.argv[2])
