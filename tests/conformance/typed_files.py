#!/usr/bin/env python3
"""Makes unusual typed files (Parquet, Feather, Arrow, npy, npz) and prints a case for each, the file within.

    python typed_files.py 300 7 > typed.jsonl
"""

import base64
import datetime as dt
import decimal
import io
import json
import random
import sys
import warnings

import numpy as np
import pandas as pd
import pandas.core.arrays.arrow.extension_types  # registers pandas' extension types, as its readers do
import pyarrow as pa
import pyarrow.feather
import pyarrow.parquet as pq

warnings.simplefilter("ignore")
ZONES = ["UTC", "Europe/Berlin", "US/Eastern", "+03:00", "-00:30", "Etc/GMT+3", "UTC+3", "utc", "europe/berlin", "+25:00", "EST", "Nowhere"]
NAMES = ["a", "b c", "é", "1", "", "x.y", "0", "__index_level_0__", "item", "ß漢"]
UNITS = ["s", "ms", "us", "ns"]
CODECS = ["snappy", "zstd", "gzip", "none", "lz4", "brotli"]


def flat_types(pick):
    unit = pick.choice(UNITS)
    digits = pick.choice([1, 9, 18, 38])
    return [
        pa.null(), pa.bool_(), *[getattr(pa, f"{sign}int{bits}")() for sign in ("", "u") for bits in (8, 16, 32, 64)], pa.float16(), pa.float32(), pa.float64(),
        pa.string(), pa.large_string(), pa.string_view(), pa.binary(), pa.large_binary(), pa.binary_view(), pa.binary(3),
        pa.date32(), pa.date64(), pa.time32("s"), pa.time32("ms"), pa.time64("us"), pa.time64("ns"),
        pa.timestamp(unit), pa.timestamp(unit, pick.choice(ZONES)), pa.duration(unit), pa.month_day_nano_interval(),
        pa.decimal32(min(digits, 9), 1), pa.decimal64(min(digits, 18), 1), pa.decimal128(digits, 1), pa.decimal256(pick.choice([digits, 76]), 1), pa.uuid(), pa.json_(), pa.bool8(),
    ]


def a_type(pick, depth=2):
    roll = pick.random()
    if depth == 0 or roll < 0.5:
        return pick.choice(flat_types(pick))
    inner = lambda: a_type(pick, depth - 1)
    field = lambda name: pa.field(name, inner(), nullable=pick.random() < 0.8)
    return pick.choice([
        lambda: pa.list_(field("item")), lambda: pa.large_list(field("element")), lambda: pa.list_(field("item"), pick.randint(1, 3)), lambda: pa.list_view(field("item")), lambda: pa.large_list_view(inner()),
        lambda: pa.struct([field(name) for name in pick.sample("xyzw", pick.randint(1, 3))]), lambda: pa.struct([field("x")]),
        lambda: pa.map_(pick.choice([pa.string(), pa.int32(), pa.timestamp("us")]), inner()),
        lambda: pa.dictionary(pick.choice([pa.int8(), pa.uint16(), pa.int32(), pa.int64()]), pick.choice(flat_types(pick)), ordered=pick.random() < 0.3),
        lambda: pa.run_end_encoded(pick.choice([pa.int16(), pa.int32(), pa.int64()]), pick.choice([type for type in flat_types(pick) if getattr(type, "tz", None) is None])),  # pyarrow crashes on others
        lambda: pa.sparse_union([field("x"), field("y")]), lambda: pa.dense_union([field("x")]),
        lambda: pa.fixed_shape_tensor(pa.int16(), [2]),
    ])()


def value(pick, type):
    """A Python value of a type that is not null."""
    kinds = pa.types
    if kinds.is_null(type):
        return None
    if kinds.is_boolean(type):
        return pick.random() < 0.5
    if kinds.is_integer(type):
        return pick.choice([0, 1, 2, 100])
    if kinds.is_floating(type):
        return pick.choice([0.5, 1.0, float("nan"), float("inf")])
    if kinds.is_string(type) or kinds.is_large_string(type) or kinds.is_string_view(type):
        return pick.choice(["a", "é", "", "a longer text than twelve"])
    if kinds.is_fixed_size_binary(type):
        return b"a" * type.byte_width
    if kinds.is_binary(type) or kinds.is_large_binary(type) or kinds.is_binary_view(type):
        return pick.choice([b"a", b"", b"\xff\xfe", b"a longer text than twelve"])
    if kinds.is_date(type):
        return dt.date(2024, 1, pick.randint(1, 28))
    if kinds.is_time(type):
        return dt.time(pick.randint(0, 23))
    if kinds.is_timestamp(type):
        return pick.choice([1_700_000_000, 0, -5])
    if kinds.is_duration(type):
        return pick.choice([0, 5, -7])
    if kinds.is_interval(type):
        return pa.MonthDayNano([1, 2, 3])
    if kinds.is_decimal(type):
        return decimal.Decimal("0.5")
    raise NotImplementedError(str(type))


def array(pick, type, count, nullable=True):
    """Values of a type, some null where that may be; nested ones are made of their children."""
    kinds = pa.types
    nulls = pick.choice([0, 0, 0.3, 0.3, 1]) if nullable else 0
    mask = [pick.random() < nulls for _ in range(count)]
    masked = lambda: pa.array(mask, pa.bool_())
    if isinstance(type, pa.BaseExtensionType):
        if type.extension_name == "arrow.json":
            return pa.ExtensionArray.from_storage(type, pa.array([None if missing else "1" for missing in mask], type.storage_type))
        return pa.ExtensionArray.from_storage(type, array(pick, type.storage_type, count, nullable))
    if kinds.is_dictionary(type):
        values = array(pick, type.value_type, pick.randint(1, 3), False)
        if values.type.num_fields == 0 and not isinstance(values.type, pa.BaseExtensionType):
            values = values.unique()  # pandas takes no category twice
        indices = pa.array([None if missing else pick.randrange(len(values)) for missing in mask], type.index_type)
        return pa.DictionaryArray.from_arrays(indices, values, ordered=type.ordered)
    if kinds.is_run_end_encoded(type):
        runs = min(count, 3)
        ends = [*range(1, runs), count] if runs else []
        return pa.RunEndEncodedArray.from_arrays(pa.array(ends, type.run_end_type), array(pick, type.value_type, runs, nullable))
    if kinds.is_union(type):
        fields = [type.field(index) for index in range(type.num_fields)]
        ids = [pick.randrange(len(fields)) for _ in range(count)]
        children = [array(pick, field.type, count, field.nullable) for field in fields]
        names = [field.name for field in fields]
        if type.mode == "sparse":
            return pa.UnionArray.from_sparse(pa.array(ids, pa.int8()), children, names)
        return pa.UnionArray.from_dense(pa.array(ids, pa.int8()), pa.array(range(count), pa.int32()), children, names)
    if kinds.is_struct(type):
        fields = [type.field(index) for index in range(type.num_fields)]
        return pa.StructArray.from_arrays([array(pick, field.type, count, field.nullable) for field in fields], fields=fields, mask=masked())
    if kinds.is_map(type):
        lengths = [0 if missing else pick.randint(0, 2) for missing in mask]
        total = sum(lengths)
        offsets = np.concatenate([[0], np.cumsum(lengths)]).astype(np.int32)
        return pa.MapArray.from_arrays(pa.array(offsets, mask=np.array([*mask, False])), array(pick, type.key_type, total, False), array(pick, type.item_type, total, True), type=type)
    if kinds.is_fixed_size_list(type):
        items = array(pick, type.value_type, count * type.list_size, type.value_field.nullable)
        return pa.FixedSizeListArray.from_arrays(items, type=type, mask=masked())
    if kinds.is_list(type) or kinds.is_large_list(type):
        lengths = [0 if missing else pick.randint(0, 3) for missing in mask]
        offsets = pa.array(np.concatenate([[0], np.cumsum(lengths)]), pa.int64() if kinds.is_large_list(type) else pa.int32(), mask=np.array([*mask, False]))
        return (pa.LargeListArray if kinds.is_large_list(type) else pa.ListArray).from_arrays(offsets, array(pick, type.value_type, sum(lengths), type.value_field.nullable), type=type)
    if (kinds.is_list_view(type) or kinds.is_large_list_view(type)) and count == 0:
        raise NotImplementedError("pyarrow crashes on list views without a chunk")
    if kinds.is_list_view(type) or kinds.is_large_list_view(type):
        large = kinds.is_large_list_view(type)
        total = pick.randint(0, 4)
        starts = [pick.randint(0, total) for _ in range(count)]
        width = pa.int64() if large else pa.int32()
        sizes = pa.array([pick.randint(0, total - start) for start in starts], width)
        return (pa.LargeListViewArray if large else pa.ListViewArray).from_arrays(pa.array(starts, width), sizes, array(pick, type.value_type, total, type.value_field.nullable), type=type, mask=masked())
    return pa.array([None if missing else value(pick, type) for missing in mask], type)


def arrow_table(pick):
    rows = pick.choice([1, 1, 2, 3, 7]) if pick.random() < 0.9 else 0
    fields, arrays = [], []
    for name in pick.sample(NAMES, pick.randint(1, 3)):
        type = a_type(pick)
        made = array(pick, type, rows)
        fields.append(pa.field(name, made.type, nullable=made.null_count > 0 or pick.random() < 0.7))
        arrays.append(made)
    table = pa.Table.from_arrays(arrays, schema=pa.schema(fields))
    table.validate(full=True)
    return table


def parquet_bytes(pick, table):
    sink = io.BytesIO()
    options = dict(
        compression=pick.choice(CODECS), data_page_version=pick.choice(["1.0", "2.0"]), row_group_size=pick.choice([None, 2]), store_schema=pick.random() < 0.8,
        write_statistics=pick.random() < 0.7, version=pick.choice(["1.0", "2.4", "2.6"]), use_compliant_nested_type=pick.random() < 0.8, store_decimal_as_integer=pick.random() < 0.3,
        use_deprecated_int96_timestamps=pick.random() < 0.1, write_page_index=pick.random() < 0.2, data_page_size=pick.choice([None, 64]),
    )
    if pick.random() < 0.4:
        by_type = {pa.int32(): ["DELTA_BINARY_PACKED", "BYTE_STREAM_SPLIT"], pa.int64(): ["DELTA_BINARY_PACKED", "BYTE_STREAM_SPLIT"], pa.float32(): ["BYTE_STREAM_SPLIT"], pa.float64(): ["BYTE_STREAM_SPLIT"], pa.float16(): ["BYTE_STREAM_SPLIT"], pa.string(): ["DELTA_BYTE_ARRAY", "DELTA_LENGTH_BYTE_ARRAY"], pa.binary(): ["DELTA_BYTE_ARRAY", "DELTA_LENGTH_BYTE_ARRAY"], pa.binary(3): ["BYTE_STREAM_SPLIT", "DELTA_BYTE_ARRAY"], pa.bool_(): ["RLE"]}
        options.update(use_dictionary=False, column_encoding={field.name: pick.choice(by_type[field.type]) for field in table.schema if field.type in by_type and "." not in field.name})
    else:
        options.update(use_dictionary=pick.random() < 0.6)
    pq.write_table(table, sink, **options)
    return sink.getvalue()


def ipc_bytes(pick, table, make):
    sink = io.BytesIO()
    old = pick.random() < 0.3  # pyarrow does not read its own compressed files of version 4
    options = pa.ipc.IpcWriteOptions(compression=None if old else pick.choice([None, "lz4", "zstd"]), metadata_version=pa.ipc.MetadataVersion.V4 if old else pa.ipc.MetadataVersion.V5)
    with make(sink, table.schema, options=options) as writer:
        writer.write_table(table, max_chunksize=pick.choice([None, 2]))
    return sink.getvalue()


def write(pick, table):
    format = pick.choice(["parquet", "parquet", "parquet", "feather", "arrow", "arrows"])
    if format == "parquet":
        return format, parquet_bytes(pick, table)
    if format == "feather":
        sink = io.BytesIO()
        pyarrow.feather.write_feather(table, sink, compression=pick.choice(["lz4", "zstd", "uncompressed"]), chunksize=pick.choice([None, 2]))
        return format, sink.getvalue()
    return format, ipc_bytes(pick, table, pa.ipc.new_file if format == "arrow" else pa.ipc.new_stream)


def labels(pick, count):
    """An index of one kind: of columns or rows."""
    some = lambda *values: list(values)[:count]
    return pick.choice([
        lambda: pd.RangeIndex(count), lambda: pd.Index(some(1, 5, -2)), lambda: pd.Index(some(1.5, 2.0, float("nan"))), lambda: pd.Index(some("a", "b", "c")), lambda: pd.Index(some("1", "2", "x")), lambda: pd.Index(some("a", None, "c")),
        lambda: pd.Index(some(True, False, True)), lambda: pd.Index(some(b"a", b"b", b"c")), lambda: pd.Index(some("a", 1, 2.5), dtype=object), lambda: pd.Index(some(1, 2, 3), dtype=object), lambda: pd.Index(some(1, 2, 3), dtype="Int64"),
        lambda: pd.Index(some(1.5, 2, 3), dtype="Float32"), lambda: pd.Index(some(1, 2, 3), dtype="uint8"), lambda: pd.Index(some(1.1, 2, 3), dtype="float32"), lambda: pd.date_range("2020", periods=count), lambda: pd.date_range("2020", periods=count, tz=pick.choice(["UTC", "Europe/Berlin"])),
        lambda: pd.timedelta_range("1D", periods=count), lambda: pd.period_range("2020", periods=count, freq=pick.choice("DMh")), lambda: pd.interval_range(0, count), lambda: pd.CategoricalIndex(some("x", "y", "z")),
        lambda: pd.Index(some(decimal.Decimal("1.5"), decimal.Decimal(2), decimal.Decimal(3))), lambda: pd.Index(some(dt.date(2020, 1, 1), dt.date(2020, 1, 2), dt.date(2020, 1, 3))), lambda: pd.Index(some(dt.time(1), dt.time(2), dt.time(3))), lambda: pd.Index(some("a", "b", "c"), dtype="string"), lambda: pd.Index(some("a", "b", "c"), name="named"),
    ])()


def axis(pick, count):
    if pick.random() < 0.7:
        return labels(pick, count)
    names = [None, pick.choice([None, "n", 1])]
    return pd.MultiIndex.from_arrays([labels(pick, count), labels(pick, count)], names=names)


def series(pick, count):
    """The values of one column in one of pandas' dtypes."""
    some = lambda *values: [values[index % len(values)] for index in range(count)]
    dtype = pick.choice(["int64", "int8", "Int64", "Int8", "UInt16", "float32", "Float64", "boolean", "bool", "string", "str", "object", "category", "datetime64[s]", "datetime64[ns]", "tz", "timedelta64[us]", "period", "interval", "Sparse[float64, nan]", "int32[pyarrow]", "string[pyarrow]", "date32[day][pyarrow]", "timestamp[us, tz=UTC][pyarrow]", "list", "dict", "decimal", "bytes", "arrowlist"])
    if dtype == "tz":
        return pd.Series(pd.date_range("2020", periods=count, tz=pick.choice(["UTC", "Europe/Berlin", "+02:00"])))
    if dtype == "period":
        return pd.Series(pd.PeriodIndex(some("2020", None) if pick.random() < 0.5 else ["2020"] * count, freq=pick.choice("DMY")))
    if dtype == "interval":
        return pd.Series(pd.interval_range(0.0 if pick.random() < 0.5 else 0, periods=count, closed=pick.choice(["left", "right", "both"])))
    if dtype == "category":
        return pd.Series(pick.choice([some("a", "b"), some("a", None), some(1, 2), some(1.5, None)]), dtype="category")
    if dtype == "arrowlist":
        return pd.Series(some([1], [2, 3]), dtype=pd.ArrowDtype(pa.list_(pa.int64())))
    objects = {"list": some([1], [2.5]), "dict": some({"x": 1}, {"x": None}), "decimal": some(decimal.Decimal("1.5")), "bytes": some(b"a", None), "object": some("a", None)}
    if dtype in objects:
        return pd.Series(objects[dtype], dtype=object)
    if dtype.startswith(("datetime", "timestamp", "date32")):
        return pd.Series(pd.date_range("2020", periods=count)).astype(dtype) if not dtype.startswith("timestamp") else pd.Series(pd.date_range("2020", periods=count, tz="UTC")).astype(dtype)
    if dtype.startswith("timedelta"):
        return pd.Series(pd.timedelta_range("1D", periods=count)).astype(dtype)
    texts = dtype.startswith(("str", "string"))
    nullable = dtype[0] in "IUF" or dtype == "boolean" or texts or "pyarrow" in dtype
    values = some("a", "é") if texts else some(True, False) if dtype in ("bool", "boolean") else some(1, 2)
    return pd.Series([None if nullable and pick.random() < 0.3 else value for value in values], dtype=dtype)


def frame_table(pick):
    rows, width = pick.choice([0, 1, 2, 3]), pick.randint(0, 3)
    frame = pd.DataFrame({place: series(pick, rows) for place in range(width)})
    if pick.random() < 0.7:
        frame.columns = axis(pick, width)
    if pick.random() < 0.5:
        frame.index = axis(pick, rows)
    return pa.Table.from_pandas(frame, preserve_index=pick.choice([None, None, True, False]))


def changed_metadata(pick, table):
    """pandas' metadata as other writers, and people, change them."""
    metadata = json.loads(table.schema.metadata[b"pandas"])
    columns = metadata["columns"]
    column = pick.choice(columns) if columns else {}
    level = pick.choice(metadata["column_indexes"]) if metadata["column_indexes"] else {}
    pick.choice([
        lambda: column.update(numpy_type=pick.choice(["Int64", "Int32", "str", "string", "boolean", "category", "object", "float64", "period[D]", "interval[int64, right]", "datetime64[ns]", "datetime64[ns, UTC]", "struct<a: int64>[pyarrow]", "nonsense", "Float64"])),
        lambda: column.pop("field_name", None), lambda: column.pop("numpy_type", None), lambda: column.update(name=None), lambda: column.update(name="other"), lambda: column.update(pandas_type="datetimetz", metadata={"timezone": pick.choice(ZONES)}),
        lambda: metadata.pop("columns"), lambda: metadata.pop("index_columns"), lambda: metadata.pop("column_indexes"), lambda: metadata.update(column_indexes=[]), lambda: metadata.update(index_columns=["nowhere"]), lambda: metadata.update(index_columns=[column.get("field_name")]), lambda: metadata.update(index_columns=[{"kind": "other"}]),
        lambda: metadata.update(index_columns=[{"kind": "range", "name": None, "start": 0, "stop": 99, "step": 1}]), lambda: level.update(pandas_type=pick.choice(["int64", "unicode", "bytes", "datetime", "mixed", "float64", "bool", "nonsense"])), lambda: level.update(numpy_type=pick.choice(["int64", "object", "float64", "str", "datetime64[ns]"])), lambda: columns.clear(),
    ])()
    written = json.dumps(metadata)
    if pick.random() < 0.1:
        written = pick.choice(["", "{", "null", "[]", "1", b"\xff"])
    return table.replace_schema_metadata({"pandas": written})


def feather_one(pick):
    rows = pick.choice([0, 1, 3, 9])
    columns = {}
    for name in pick.sample(NAMES, pick.randint(1, 4)):
        type = pick.choice([pa.bool_(), pa.int8(), pa.uint64(), pa.int32(), pa.float32(), pa.float64(), pa.string(), pa.large_string(), pa.binary(), pa.large_binary(), pa.timestamp(pick.choice(UNITS)), pa.timestamp("us", pick.choice(ZONES)), pa.date32(), pa.time64("us"), pa.time32("s"), pa.null(), pa.dictionary(pa.int8(), pa.string())])
        columns[name] = array(pick, type, rows)
    sink = io.BytesIO()
    pyarrow.feather.write_feather(pa.table(columns), sink, version=1)
    return "feather", sink.getvalue()


def numpy_array(pick, depth=1):
    shape = tuple(pick.randint(0, 3) for _ in range(pick.choice([0, 1, 1, 2, 3])))
    dtype = pick.choice(["?", "i1", "<i2", ">i4", "<u8", "f2", "<f4", ">f8", "c8", "c16", "U3", ">U2", "S4", "S0", "V5", "M8[ns]", "M8[D]", "<M8[25s]", ">m8[us]", "m8", "O", "f16", [("a", "<i4"), ("b", "f8", (2,))], [("é", "U1"), ("x", [("y", "i2")])], {"names": ["p", "q"], "formats": ["i1", "f8"], "offsets": [0, 8], "itemsize": 24}, [(("title", "n"), "i4")]])
    made = np.zeros(shape, dtype)
    return np.asfortranarray(made) if pick.random() < 0.3 else made


def numpy_file(pick):
    sink = io.BytesIO()
    if pick.random() < 0.7:
        np.lib.format.write_array(sink, numpy_array(pick), version=pick.choice([None, None, (1, 0), (2, 0), (3, 0)]))
        return "npy", sink.getvalue()
    save = np.savez if pick.random() < 0.5 else np.savez_compressed
    save(sink, *[numpy_array(pick) for _ in range(pick.randint(0, 2))], **{name: numpy_array(pick) for name in pick.sample(["x", "é", "a.npy", "b/c", "arr_9", " "], pick.randint(0, 3))})
    return "npz", sink.getvalue()


def changed_bytes(pick, table):
    return write(pick, changed_metadata(pick, table))


MAKERS = [lambda pick: write(pick, arrow_table(pick)), lambda pick: write(pick, arrow_table(pick)), lambda pick: write(pick, frame_table(pick)), lambda pick: changed_bytes(pick, frame_table(pick)), feather_one, numpy_file]


def main():
    count, seed = int(sys.argv[1]), int(sys.argv[2])
    made = 0
    for attempt in range(count * 10):
        pick = random.Random(f"{seed} {attempt}")
        try:
            format, data = pick.choice(MAKERS)(pick)
        except (pa.ArrowException, NotImplementedError, ValueError, TypeError, KeyError, OverflowError, AttributeError, OSError):
            continue  # what no writer takes
        print(json.dumps({"name": f"typed {seed}.{attempt} {format}", "format": format, "base64": base64.b64encode(data).decode()}))
        made += 1
        if made == count:
            return


if __name__ == "__main__":
    main()
