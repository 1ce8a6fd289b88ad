"""Random CSV, Parquet, Feather, Arrow and JSON files, and what pandas says of their columns: one JSON line a file.

python profiles.py FOLDER COUNT SEED
"""

import json
import sys
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.feather
import pyarrow.parquet

QUANTILES = [0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99]
BINS = 32
FORMATS = ["csv", "parquet", "jsonl", "csv", "feather", "json", "arrow", "arrows"]


def numbers(rng, rows):
    kind = rng.integers(9)
    if kind == 7:
        return rng.uniform(40, 42, rows)
    if kind == 8:
        return np.full(rows, rng.choice([-0.0, 7.0, 1.5e9]))
    if kind == 0:
        return rng.integers(-50, 50, rows)
    if kind == 1:
        return rng.integers(-(2**62), 2**62, rows)
    if kind == 2:
        return rng.normal(0, 10.0 ** rng.integers(-5, 6), rows)
    if kind == 3:
        return np.round(rng.uniform(-180, 180, rows), 6)
    if kind == 4:
        return rng.lognormal(0, 3, rows).round(2)
    if kind == 5:
        return rng.choice([0.0, 0.25, 1e-300, 1e300, -7.5], rows)
    return rng.integers(0, 10 ** int(rng.integers(1, 7)), rows)


def texts(rng, rows):
    distinct = int(10 ** rng.uniform(0, 4.5))
    words = np.array([f"é{'x' * (index % 200)} \"{index}\", z" if index % 3 else f"word {index}" for index in range(distinct)], dtype=object)
    return words[rng.integers(0, distinct, rows)]


def dates(rng, rows):
    days = pd.Timestamp("2020-01-01") + pd.to_timedelta(rng.integers(0, 2000, rows), "D")
    return np.array([f"{day:%d/%m/%Y}" if rng.random() < 0.5 else f"{day:%Y-%m-%d}" for day in days], dtype=object)


def column(rng, rows):
    kind = rng.random()
    if kind < 0.6:
        return pd.Series(numbers(rng, rows))
    if kind < 0.7:
        values = numbers(rng, rows).astype(float)
        return pd.Series(values).mask(rng.random(rows) < 0.2, rng.choice([np.inf, -np.inf]))
    if kind < 0.75:
        return pd.Series(np.full(rows, np.nan))
    if kind < 0.8:
        return pd.Series(rng.random(rows) < 0.3)
    if kind < 0.85:
        return pd.Series(dates(rng, rows))
    return pd.Series(texts(rng, rows))


def frame(rng, index):
    rows = int(10 ** rng.uniform(0, 3.7)) if index % 25 else int(rng.integers(60_000, 140_000))
    # JSON without rows has no columns either.
    if index % 25 == 13 and "json" not in FORMATS[index % len(FORMATS)]:
        rows = 0
    columns = {}
    for index in range(int(rng.integers(1, 6))):
        series = column(rng, rows)
        # Integers past 2**53 lose their last digits in a column with missing cells.
        if rng.random() < 0.4 and series.dtype.kind != "b" and not (series.dtype.kind == "i" and series.abs().max() >= 2**53):
            series = series.mask(rng.random(rows) < 0.1)
        columns[f"c{index}"] = series
    return pd.DataFrame(columns)


def typed(rng, table):
    """The same columns in types that CSV does not have."""
    for name in table.columns:
        column = table[name]
        kind = rng.integers(4)
        if column.dtype.kind == "i" and kind < 2:
            small = [kind for kind in ("int8", "uint8", "int16", "uint16", "int32", "uint32", "uint64") if fits(column, kind)]
            table[name] = column.astype(rng.choice(small) if small and kind else "Int64")
        elif column.dtype.kind == "f" and kind < 2 and column.abs().max() < 1e30:
            table[name] = column.astype("float32")
        elif column.dtype.kind == "O" and kind < 2:
            table[name] = column.astype("category")
        elif kind == 3:
            table[name] = pd.Series(rng.random(len(column)) < 0.3).astype("boolean" if rng.random() < 0.5 else "bool")
            if table[name].dtype == "boolean":
                table[name] = table[name].mask(rng.random(len(column)) < 0.1)
        elif rng.random() < 0.1:
            table[name] = unprofiled(rng, len(column))
    return table


def unprofiled(rng, rows):
    """A column of a type that has no profile: nested values, times, nothing at all."""
    kind = rng.integers(4)
    if kind == 0:
        return pd.Series([[1, 2]] * rows, dtype=object)
    if kind == 1:
        return pd.Series([{"a": 1}] * rows, dtype=object)
    return pd.Series(pd.to_datetime(["2024-01-01"] * rows)) if kind == 2 else pd.Series([None] * rows, dtype=object)


def has_profile(kind):
    if pa.types.is_dictionary(kind):
        return has_profile(kind.value_type)
    return pa.types.is_integer(kind) or pa.types.is_floating(kind) or pa.types.is_boolean(kind) or pa.types.is_string(kind) or pa.types.is_large_string(kind)


def fits(column, kind):
    limits = np.iinfo(kind)
    return limits.min <= column.min() and column.max() <= limits.max


def write_json(rng, table, path):
    """Every digit of a value, which `DataFrame.to_json` does not keep. Columns without any value, and nested ones, have no profile."""
    columns = {name: table[name].astype(object).where(table[name].notna(), None).tolist() for name in table.columns}
    if rng.random() < 0.3:
        columns["nested"] = [rng.choice([1, 2]).item() if rng.random() < 0.5 else [1, {"a": 2}] for _ in range(len(table))]
        columns["nested"][0] = {"b": []}
    rows = [list(row) for row in zip(*columns.values())]
    with open(path, "w", encoding="utf-8") as file:
        if path.suffix == ".jsonl":
            file.writelines(f"{json.dumps(dict(zip(columns, row)))}\n" for row in rows)
        else:
            json.dump({"columns": list(columns), "data": rows}, file)
    return [None if name == "nested" or table[name].isna().all() else table[name] for name in columns]


def write_arrow(rng, table, path):
    """Writes a typed file in one of the ways its format has; the columns as pandas reads them, None for those without a profile."""
    made = pa.Table.from_pandas(typed(rng, table))
    if path.suffix == ".feather":
        pyarrow.feather.write_feather(made, path, compression=str(rng.choice(["lz4", "zstd", "uncompressed"])), chunksize=int(rng.integers(1, 20_000)))
        read = pyarrow.feather.read_table(path)
    elif path.suffix == ".parquet":
        pyarrow.parquet.write_table(
            made,
            path,
            compression=str(rng.choice(["none", "snappy", "gzip", "zstd"])),
            use_dictionary=bool(rng.random() < 0.7),
            data_page_version=str(rng.choice(["1.0", "2.0"])),
            data_page_size=int(rng.choice([1_000, 100_000])),
            row_group_size=int(rng.integers(1, 20_000)),
        )
        read = pyarrow.parquet.read_table(path)
    else:
        open_writer, open_reader = (pa.ipc.new_stream, pa.ipc.open_stream) if path.suffix == ".arrows" else (pa.ipc.new_file, pa.ipc.open_file)
        with open_writer(path, made.schema) as writer:
            writer.write_table(made, max_chunksize=int(rng.integers(1, 20_000)))
        read = open_reader(path).read_all()
    frame = read.to_pandas()
    return [frame[name] if has_profile(read.schema.field(name).type) else None for name in frame.columns]


def write(rng, table, path):
    """Writes a file and reads it again as pandas does; returns its columns, None for those that have no profile."""
    if path.suffix == ".csv":
        table.to_csv(path, index=False)
        read = pd.read_csv(path)
        return [read[name] for name in read.columns]
    return write_json(rng, table, path) if path.suffix.startswith(".json") else write_arrow(rng, table, path)


def counts_in(values, edges):
    """How many of rising values lie in each bin; the last has its upper edge too."""
    places = np.searchsorted(values, edges, "left")
    places[-1] = len(values)
    return [int(count) for count in np.diff(places)]


def histograms(values):
    """By the number of bins: as many as usual, and one for each whole number."""
    values = np.sort(values.to_numpy(dtype=float))
    low, high = values[0], values[-1]
    wanted = [BINS]
    if high - low < BINS and (values == np.trunc(values)).all():
        wanted.append(int(high - low) + 1)
    # As numpy has the edges, which it refuses to make where they lie closer than floats do.
    return {bins: counts_in(values, [*(np.arange(bins) * ((high - low) / bins) + low), high]) for bins in wanted}


def described(series):
    if series is None:
        return None
    if isinstance(series.dtype, pd.CategoricalDtype):
        series = series.astype(series.cat.categories.dtype)
    values = series.dropna()
    if pd.api.types.is_bool_dtype(series.dtype) or (len(values) and values.map(lambda cell: isinstance(cell, bool)).all()):
        values = values.map(str).astype("string")
    found = {"missing": int(series.isna().sum()), "present": len(values), "distinct": int(values.nunique())}
    if len(values) == 0:
        return found
    found["top"] = [int(count) for count in values.value_counts().iloc[:10]]
    sizes = values.astype(float) if values.dtype.kind in "iuf" else values.str.len().astype(float)
    finite = sizes[np.isfinite(sizes)]
    found["infinities"] = len(sizes) - len(finite)
    if len(finite) == 0:
        return found
    figures = finite.describe(percentiles=QUANTILES)
    found |= {name: float(figures[name]) for name in ("min", "max", "mean")}
    # pandas has none of a single number, and infinity or zero where squares are larger or smaller than floats.
    std = figures["std"]
    found["std"] = float(std) if np.isfinite(std) and (std > 0 or figures["min"] == figures["max"]) else None
    # Integers keep their own type, and so their digits, in quantiles.
    exact = values if values.dtype.kind in "iu" else finite
    found["quantiles"] = [float(exact.quantile(q)) for q in QUANTILES]
    found["histograms"] = histograms(finite)
    return found


def main(folder, count, seed):
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    rng = np.random.default_rng(seed)
    for index in range(count):
        path = folder / f"profile-{index}.{FORMATS[index % len(FORMATS)]}"
        columns = write(rng, frame(rng, index), path)
        print(json.dumps({"path": str(path), "columns": [described(column) for column in columns]}))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
