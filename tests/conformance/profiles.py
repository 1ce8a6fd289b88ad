"""Random CSV, Parquet, Feather and JSON files, and what pandas says of their columns: one JSON line a file.

python profiles.py FOLDER COUNT SEED
"""

import json
import sys
from pathlib import Path

import numpy as np
import pandas as pd

QUANTILES = [0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99]


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


def frame(rng):
    rows = int(10 ** rng.uniform(0, 3.7)) if rng.random() < 0.97 else int(rng.integers(60_000, 140_000))
    columns = {}
    for index in range(int(rng.integers(1, 6))):
        values = numbers(rng, rows) if rng.random() < 0.7 else texts(rng, rows)
        series = pd.Series(values)
        # Integers past 2**53 lose their last digits in a column with missing cells.
        if rng.random() < 0.4 and not (series.dtype.kind == "i" and series.abs().max() >= 2**53):
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
    return table


def fits(column, kind):
    limits = np.iinfo(kind)
    return limits.min <= column.min() and column.max() <= limits.max


def write_json(table, path):
    """Every digit of a value, which `DataFrame.to_json` does not keep; columns without any value have no profile."""
    table = table.dropna(axis="columns", how="all")
    rows = [[None if pd.isna(cell) else cell for cell in row] for row in zip(*(table[name].tolist() for name in table.columns))]
    records = [dict(zip(table.columns, row)) for row in rows]
    with open(path, "w", encoding="utf-8") as file:
        if path.suffix == ".jsonl":
            file.writelines(f"{json.dumps(record)}\n" for record in records)
        else:
            json.dump({"columns": list(table.columns), "data": rows}, file)
    return pd.DataFrame(records, columns=table.columns)


def write(rng, table, path):
    """Writes a file in one of the ways its format has, and reads it again as pandas does."""
    if path.suffix == ".csv":
        table.to_csv(path, index=False)
        return pd.read_csv(path)
    if path.suffix.startswith(".json"):
        return write_json(table, path)
    table = typed(rng, table)
    if path.suffix == ".feather":
        table.to_feather(path, compression=str(rng.choice(["lz4", "zstd", "uncompressed"])), chunksize=int(rng.integers(1, 20_000)))
        return pd.read_feather(path)
    table.to_parquet(
        path,
        compression=rng.choice([None, "snappy", "gzip", "zstd"]),
        use_dictionary=bool(rng.random() < 0.7),
        data_page_version=str(rng.choice(["1.0", "2.0"])),
        data_page_size=int(rng.choice([1_000, 100_000])),
        row_group_size=int(rng.integers(1, 20_000)),
    )
    return pd.read_parquet(path)


def described(series):
    if isinstance(series.dtype, pd.CategoricalDtype):
        series = series.astype(series.cat.categories.dtype)
    if pd.api.types.is_bool_dtype(series.dtype):
        series = series.astype("string")
    values = series.dropna()
    found = {"missing": int(series.isna().sum()), "present": len(values), "distinct": int(series.nunique())}
    if len(values) == 0:
        return found
    sizes = values.astype(float) if series.dtype.kind in "iuf" else values.str.len()
    found |= {"min": float(sizes.min()), "max": float(sizes.max()), "mean": float(sizes.mean())}
    found["quantiles"] = [float(sizes.quantile(q)) for q in QUANTILES]
    found["top"] = [int(count) for count in values.value_counts().iloc[:10]]
    return found


def main(folder, count, seed):
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    rng = np.random.default_rng(seed)
    for index in range(count):
        path = folder / f"profile-{index}.{['csv', 'parquet', 'jsonl', 'csv', 'feather', 'json'][index % 6]}"
        read = write(rng, frame(rng), path)
        print(json.dumps({"path": str(path), "columns": [described(read[name]) for name in read.columns]}))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
