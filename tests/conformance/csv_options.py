"""csv_options.py COUNT SEED: fresh random texts under random combinations of read_csv's options, as case lines on stdout."""
import json
import random
import sys

NUMBERS = ["0", "1", "-7", "42", "3.5", "-0.25", "1e3", "007", " 8", "2.0", "128.0", "40000", "9223372036854775808",
           "18446744073709551616", "-9223372036854775809", "1_000", "-0", "1,234.5", "-0.5"]
WORDS = ["a", "x y", "yes", "no", "True", "false", "TRUE", "tRuE", "q;r", "1,5", "1.000", "N/A ", "été"]
MISSING = ["", "NA", "nan", "null", "-", "999"]
DATES = ["2024-01-01", "2024-02-29 10:00:00", "01/02/2024", "13/02/2024", "NaT", "2024-01-01T10:00:00Z", "5"]
DTYPES = ["int64", "int8", "uint8", "float64", "float32", "bool", "str", "object", "string", "category", "Int64", "Int8", "Float64", "boolean",
          "int64[pyarrow]", "double[pyarrow]", "bool[pyarrow]", "string[pyarrow]", "timestamp[us][pyarrow]", "date32[day][pyarrow]",
          "duration[s][pyarrow]", "complex128", "datetime64[ns]", "S3", "f", "u2", "foo"]
BAD = [("header", -1), ("header", True), ("names", "ab"), ("names", ["a", "a"]), ("usecols", "a"), ("usecols", [0, "a"]), ("index_col", True),
       ("nrows", -1), ("nrows", 1.5), ("quoting", 4), ("quoting", "0"), ("quotechar", None), ("quotechar", "ab"), ("decimal", ",,"),
       ("thousands", ""), ("comment", "##"), ("escapechar", "\\\\"), ("dayfirst", None), ("keep_default_na", 2), ("skiprows", 1.5),
       ("on_bad_lines", "no"), ("dtype_backend", "numpy"), ("parse_dates", "a"), ("parse_dates", ["zz"]), ("encoding_errors", None),
       ("compression", "rar"), ("dialect", "none"), ("engine", "rust"), ("lineterminator", "ab"), ("float_precision", "low"),
       ("storage_options", {"key": "x"}), ("converters", 1), ("nope", 1), ("true_values", "yes"), ("sep", "\n"), ("low_memory", "x")]


def column(rng):
    kinds = rng.choice([[NUMBERS], [NUMBERS, MISSING], [WORDS], [["1", "0"]], [["True", "False", "true"], MISSING], [DATES], [DATES, MISSING],
                        [NUMBERS, WORDS], [["yes", "no"]], [["1", "2", "3"], MISSING], [["2024-01-01", "2024-03-05"], MISSING]])
    return lambda: rng.choice(rng.choice(kinds))


def quoted(cell, sep, rng):
    odd = any(mark in cell for mark in (sep, '"', "\n"))
    return '"' + cell.replace('"', '""') + '"' if odd or rng.random() < 0.05 else cell


def table(rng, sep, end):
    width, rows = rng.randint(1, 5), rng.choice([0, 1, 2, 3, 5, 8])
    makers = [column(rng) for _ in range(width)]
    names = [rng.choice(["a", "b", "c", "d", "", "a", "x y"]) for _ in range(width)]
    extra = rng.choice([0, 0, 0, 0, 0, 1])
    joined = sep if sep.strip() or sep == "\t" else sep * rng.choice([1, 1, 2])
    lines = [joined.join(quoted(name, sep, rng) for name in names)]
    for _ in range(rows):
        cells = [rng.choice(["k", "1"])] * extra + [make() for make in makers]
        if rng.random() < 0.06:
            cells = cells[:-1] or cells
        elif rng.random() < 0.02:
            cells = [*cells, "9"]
        lines.append(joined.join(quoted(cell, sep, rng) for cell in cells))
    if rng.random() < 0.15:
        lines.insert(rng.randrange(len(lines) + 1), rng.choice(["", "# note", "  ", "end"]))
    return end.join(lines) + rng.choice(["", end]), names, width + extra


def options(rng, names, width):
    some = lambda: rng.sample(range(width), rng.randint(1, width))
    unique = list(dict.fromkeys(name for name in names if name)) or ["a"]
    reference = lambda: rng.choice([rng.randrange(width), rng.choice(unique)])
    return {
        "header": lambda: rng.choice([None, 0, 1, [0], [0, 1], "infer"]),
        "names": lambda: [f"n{i}" for i in range(rng.choice([width, width, width + 1, max(1, width - 1)]))],
        "index_col": lambda: rng.choice([False, 0, -1, [0], reference(), some()]),
        "usecols": lambda: rng.choice([some(), rng.sample(unique, rng.randint(1, len(unique))), []]),
        "dtype": lambda: rng.choice([rng.choice(DTYPES), {rng.choice(unique): rng.choice(DTYPES) for _ in range(2)}]),
        "parse_dates": lambda: rng.choice([True, [reference()], [reference(), reference()], [0]]),
        "date_format": lambda: rng.choice(["%Y-%m-%d", "ISO8601", "mixed"]),
        "dayfirst": lambda: rng.choice([True, False, 1]),
        "na_values": lambda: rng.choice(["-", ["-", "999"], 999, {rng.choice(unique): ["x y", 1]}]),
        "keep_default_na": lambda: rng.choice([True, False]),
        "na_filter": lambda: rng.choice([True, False]),
        "true_values": lambda: ["yes"], "false_values": lambda: ["no"],
        "quoting": lambda: rng.choice([0, 1, 2, 3]),
        "quotechar": lambda: rng.choice(["'", '"']),
        "doublequote": lambda: rng.choice([True, False]),
        "escapechar": lambda: "\\",
        "comment": lambda: "#",
        "skipinitialspace": lambda: True,
        "skip_blank_lines": lambda: rng.choice([True, False]),
        "skiprows": lambda: rng.choice([1, 0, [0], [1], [2, 3], -1]),
        "skipfooter": lambda: rng.choice([1, 2]),
        "nrows": lambda: rng.choice([0, 1, 2, 100]),
        "decimal": lambda: ",", "thousands": lambda: rng.choice([",", "."]),
        "dtype_backend": lambda: rng.choice(["numpy_nullable", "pyarrow"]),
        "on_bad_lines": lambda: rng.choice(["error", "warn", "skip"]),
        "low_memory": lambda: rng.choice([True, False]),
        "float_precision": lambda: rng.choice([None, "high"]),
        "engine": lambda: rng.choice(["c", "python"]),
        "encoding": lambda: rng.choice(["utf-8", None]),
    }


def case(rng, number):
    sep = rng.choice([",", ",", ",", ";", "\t", " ", "::", "|"])
    terminator = rng.choice([None] * 9 + ["~"])
    text, names, width = table(rng, sep, terminator or rng.choice(["\n", "\n", "\n", "\r\n"]))
    makers = options(rng, names, width)
    chosen = {name: makers[name]() for name in rng.sample(sorted(makers), rng.choice([0, 1, 1, 2, 2, 3, 4]))}
    if sep != ",":
        chosen["sep"] = rng.choice([sep, sep, r"\s+"]) if sep in " \t" else rng.choice([sep, sep, sep, None])
    if terminator is not None:
        chosen["lineterminator"] = terminator
    if rng.random() < 0.08:
        chosen.update([rng.choice(BAD)])
    return {"name": f"csv_options/{number}", "format": "csv", "text": text, "options": chosen}


if __name__ == "__main__":
    generator = random.Random(int(sys.argv[2]))
    for index in range(int(sys.argv[1])):
        print(json.dumps(case(generator, index)))
