"""Makes the binary files of the benchmark: make_tables.py KIND OUT BYTES [CSV]. Seeded; tables hold the rows of the mixed CSV."""

import itertools
import os
import sys

import numpy as np
import pyarrow as pa
import pyarrow.csv
import pyarrow.feather
import pyarrow.parquet as pq

ROWS_A_GROUP = 122_880
FLOATS = ["age", "price", "lat", "lon", "score", "rating"]


def batches(source, with_floats):
    """The CSV's rows over and over, in groups of ROWS_A_GROUP, floats left out if asked."""
    types = {"big_id": pa.int64(), "created_date": pa.string(), "updated_at": pa.string()}
    types |= {name: pa.float64() for name in FLOATS}
    while True:
        reader = pa.csv.open_csv(
            source,
            parse_options=pa.csv.ParseOptions(newlines_in_values=True),
            convert_options=pa.csv.ConvertOptions(column_types=types, strings_can_be_null=True),
        )
        gathered = []
        for batch in reader:
            gathered.append(batch)
            if sum(part.num_rows for part in gathered) >= ROWS_A_GROUP:
                table = pa.Table.from_batches(gathered)
                yield table if with_floats else table.drop_columns(FLOATS)
                gathered = []


def parquet(out, size, source, with_floats):
    groups = batches(source, with_floats)
    first = next(groups)
    with pq.ParquetWriter(out, first.schema, compression="snappy") as writer:
        for group in itertools.chain([first], groups):
            writer.write_table(group, row_group_size=ROWS_A_GROUP)
            if os.path.getsize(out) >= size:
                break


def dataset(out, size, source):
    """A folder of a thousand parts."""
    os.makedirs(out)
    rows = size // 1000 // 70
    table = next(batches(source, True))
    for part in range(1000):
        start = part * 97 % (table.num_rows - rows)
        pq.write_table(table.slice(start, rows), os.path.join(out, f"part-{part:04}.parquet"), compression="snappy")


def feather(out, size, source):
    """Arrow's file format without compression and without floats."""
    groups = batches(source, False)
    first = next(groups)
    with pa.OSFile(out, "wb") as sink, pa.ipc.new_file(sink, first.schema) as writer:
        for group in itertools.chain([first], groups):
            writer.write_table(group)
            if sink.tell() >= size:
                break


def footers(out, size):
    """A hundred thousand small Parquet files of eight kinds, each kind one file under many names: what counts is to open them."""
    os.makedirs(out)
    random = np.random.default_rng(7)
    kinds = []
    for kind in range(8):
        columns = {"id": pa.array(range(100)), "name": [f"n{index % 9}" if random.random() < 0.95 else None for index in range(100)], "flag": [True] * 100, "day": pa.array([18_000] * 100, pa.int32()).cast(pa.date32())}
        columns |= {f"c{index}": pa.array([kind] * 100, pa.int32()) for index in range(6)}
        kinds.append(os.path.join(out, f".kind-{kind}"))
        pq.write_table(pa.table(columns), kinds[-1])
    for index in range(100_000):
        os.link(kinds[index % 8], os.path.join(out, f"part-{index:06}.parquet"))


def floats(out, size):
    """Arrow's file format without compression: twenty columns of floats, no NaN in them, so that every one must be looked at."""
    random = np.random.default_rng(7)
    columns = {f"f{index}": random.normal(size=ROWS_A_GROUP) for index in range(20)}
    table = pa.table(columns)
    with pa.OSFile(out, "wb") as sink, pa.ipc.new_file(sink, table.schema) as writer:
        while sink.tell() < size:
            writer.write_table(table)


def npy(out, size):
    """Float64 in 100 columns. A sparse file: only its head takes room."""
    np.lib.format.open_memmap(f"{out}.npy", mode="w+", dtype=np.float64, shape=(size // 800, 100)).flush()
    os.rename(f"{out}.npy", out)


def npz(out, size):
    half = np.random.default_rng(7).normal(size=(size // 1600, 100))
    with open(out, "wb") as file:
        np.savez(file, first=half, second=half)


def main():
    kind, out, size, *rest = sys.argv[1:]
    size = int(size)
    match kind:
        case "parquet":
            parquet(out, size, rest[0], True)
        case "parquet-without-floats":
            parquet(out, size, rest[0], False)
        case "dataset":
            dataset(out, size, rest[0])
        case "footers":
            footers(out, size)
        case "feather":
            feather(out, size, rest[0])
        case "floats":
            floats(out, size)
        case "npy":
            npy(out, size)
        case "npz":
            npz(out, size)
        case _:
            sys.exit(f"{kind} is none of the kinds of file")


main()
