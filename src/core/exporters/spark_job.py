#!/usr/bin/env python3
"""Compares a full data set with an MLflow signature, by Spark. Written by Signet for the signature below.

    spark-submit job.py --inputs s3://bucket/X/ --outputs s3://bucket/y/
    spark-submit job.py --inputs "abfss://lake@account.dfs.core.windows.net/X/*.csv" --option sep=";" --option nullValue=NA
    spark-submit job.py --data main.sales.orders --format table --report junit --out report.xml
    python job.py --data /data/orders.parquet --set models:/<model_id>

It needs PySpark 3.5 or 4 and MLflow. In a Databricks notebook, call `main(["--data", "main.sales.orders", "--format", "table"])`.

1. It reads the data with `spark.read`. Only the columns of the signature are read.
2. It runs `mlflow.models.infer_signature` on what Spark read, and compares the types.
3. It counts what only the full data can show, in one aggregation: missing cells (null or NaN) in required columns, integers beyond the
   declared type, cells that do not convert to the declared type, and what is behind `any`. It collects counts, never rows.
   CSV and JSON have no types: Spark reads them once more before, to infer them. `--option inferSchema=false` saves that for CSV. Each column
   is then text, and agrees if every cell converts.
4. It prints a report, which contains names and counts, but no cells.
5. With --set, it gives the signature to a logged model, if the data agrees with it.

Exit codes: 0 the data agrees, 1 something could not be read, checked or set, 2 wrong arguments, 3 the data disagrees.
"""

import argparse
import json
import logging
import re
import sys
import warnings
from dataclasses import dataclass, field
from xml.etree import ElementTree

from mlflow.models import infer_signature, set_signature
from pyspark.sql import SparkSession
from pyspark.sql import functions as F
from pyspark.sql import types as T

# The signature of the local files.
# signet: signature
from mlflow.models import ModelSignature
from mlflow.types.schema import ColSpec, Schema

signature = ModelSignature(inputs=Schema([ColSpec("long", "example")]))
# signet: end

# Spark's reader options for the files of each side, which --option overrides, and what of their reading in pandas Spark has no option for.
# signet: options
READER_OPTIONS = {"inputs": {}, "outputs": {}}
NOT_CARRIED = {"inputs": "", "outputs": ""}
# signet: end

AGREES, FAILED, DISAGREES = 0, 1, 3


# Declared types are MLflow's own dicts: {"type": "long"}, {"type": "array", "items": {"type": "string"}}.

SQL_TYPES = {"boolean": "boolean", "integer": "int", "long": "bigint", "float": "float", "double": "double", "datetime": "timestamp"}
# MLflow converts these by itself: every value of the first is one of the second. Source: mlflow.models.utils._enforce_mlflow_datatype.
CONVERTED = {("integer", "long"), ("integer", "double"), ("float", "double")}


def type_words(declared):
    """A type as one reads it: array(long), object(a: long, b: string?)."""
    kind = declared["type"]
    if kind == "array":
        return f"array({type_words(declared['items'])})"
    if kind == "map":
        return f"map({type_words(declared['values'])})"
    if kind == "object":
        fields = (f"{quoted(name)}: {type_words(inner)}{'' if is_required(inner) else '?'}" for name, inner in declared["properties"].items())
        return f"object({', '.join(fields)})"
    return kind


def quoted(text):
    """A name on one line, whatever is in it."""
    return json.dumps(text, ensure_ascii=False)


def is_required(spec):
    """MLflow before 2.10 wrote `optional`."""
    return spec.get("required", not spec.get("optional", False))


def relation(declared, inferred):
    """How Spark's type is to the declared one: "same", "fits" (MLflow converts it without loss) or "differs". Nulls do not count here."""
    one, other = declared["type"], inferred["type"]
    if one == "any":
        return "fits"
    if one == "map" and other == "object":
        return worst(relation(declared["values"], inner) for inner in inferred["properties"].values())
    if one != other:
        return "fits" if (one != "any" and (other, one) in CONVERTED) else "differs"
    if one == "array":
        return relation(declared["items"], inferred["items"])
    if one == "map":
        return relation(declared["values"], inferred["values"])
    if one == "object":
        ours, theirs = declared["properties"], inferred["properties"]
        absent = [name for name in ours if name not in theirs and is_required(ours[name])]
        if absent or any(name not in ours for name in theirs):
            return "differs"
        return worst(["same" if set(ours) == set(theirs) else "fits", *(relation(ours[name], theirs[name]) for name in theirs)])
    return "same"


def worst(relations):
    return max(relations, key=["same", "fits", "differs"].index, default="same")


# Conditions are SQL. Columns are called c0, c1, … and fields f0, f1, … in it, so no name of the data is part of the SQL.


def positional(spark_type):
    """The type with fields named by their place."""
    if isinstance(spark_type, T.StructType):
        return T.StructType([T.StructField(f"f{i}", positional(each.dataType), True) for i, each in enumerate(spark_type.fields)])
    if isinstance(spark_type, T.ArrayType):
        return T.ArrayType(positional(spark_type.elementType), True)
    if isinstance(spark_type, T.MapType):
        return T.MapType(positional(spark_type.keyType), positional(spark_type.valueType), True)
    return spark_type


def sql_text(text):
    """Any text as an SQL expression, by its bytes: nothing in it can end the literal."""
    return f"cast(X'{text.encode('utf-8').hex()}' as string)"


def is_missing(spark_type, x):
    is_float = isinstance(spark_type, (T.FloatType, T.DoubleType))
    return f"({x} is null or isnan({x}))" if is_float else f"({x} is null)"


def any_of(found):
    """Joins conditions of the same kind: [{"beyond": a}, {"beyond": b}] → {"beyond": "(a) or (b)"}."""
    joined = {}
    for conditions in found:
        for kind, condition in conditions.items():
            joined[kind] = f"{joined[kind]} or ({condition})" if kind in joined else f"({condition})"
    return joined


def conditions(declared, spark_type, x, formats=(), depth=0):
    """What is true of a value `x` that breaks the declared type: {"absent" | "beyond" | "not_cast": SQL}; a kind that cannot be is absent."""
    kind = declared["type"]
    each = f"x{depth}"
    if kind == "any" or isinstance(spark_type, T.NullType):
        return {}
    if kind == "array" and isinstance(spark_type, T.ArrayType):
        inner = conditions(declared["items"], spark_type.elementType, each, formats, depth + 1)
        return {name: f"exists({x}, {each} -> {condition})" for name, condition in inner.items()}
    if kind == "map" and isinstance(spark_type, T.MapType) and isinstance(spark_type.keyType, T.StringType):
        inner = conditions(declared["values"], spark_type.valueType, each, formats, depth + 1)
        return {name: f"exists(map_values({x}), {each} -> {condition})" for name, condition in inner.items()}
    if kind == "map" and isinstance(spark_type, T.StructType):
        types = [one.dataType for one in spark_type.fields]
        return any_of(conditions(declared["values"], one, f"{x}.f{i}", formats, depth) for i, one in enumerate(types))
    if kind == "object" and isinstance(spark_type, T.StructType):
        return object_conditions(declared["properties"], spark_type, x, formats, depth)
    if kind == "object" and isinstance(spark_type, T.MapType) and isinstance(spark_type.keyType, T.StringType):
        return map_conditions(declared["properties"], spark_type, x, formats, depth)
    if kind in SQL_TYPES or kind in ("string", "binary"):
        return scalar_conditions(kind, spark_type, x, formats)
    if kind == "sparkml_vector" and spark_type.typeName() == "vectorudt":
        return {}
    return {"not_cast": f"not {is_missing(spark_type, x)}"}


def object_conditions(properties, spark_type, x, formats, depth):
    """Of a struct: required properties that are null or absent, and values that break a property's type. MLflow refuses other properties."""
    places = {one.name: i for i, one in enumerate(spark_type.fields)}
    found = [{"not_cast": f"{x}.f{i} is not null"} for name, i in places.items() if name not in properties]
    for name, declared in properties.items():
        if name not in places:
            found += [{"absent": f"{x} is not null"}] if is_required(declared) else []
            continue
        value, value_type = f"{x}.f{places[name]}", spark_type.fields[places[name]].dataType
        if is_required(declared):
            found.append({"absent": f"{x} is not null and {is_missing(value_type, value)}"})
        found.append(conditions(declared, value_type, value, formats, depth))
    return any_of(found)


def map_conditions(properties, spark_type, x, formats, depth):
    """Of a map that is declared as an object: the same by its keys."""
    keys = ", ".join(sql_text(name) for name in properties)
    found = [{"not_cast": f"size(array_except(map_keys({x}), array({keys}))) > 0"}]
    for name, declared in properties.items():
        value = f"element_at({x}, {sql_text(name)})"
        if is_required(declared):
            found.append({"absent": f"{x} is not null and {is_missing(spark_type.valueType, value)}"})
        found.append(conditions(declared, spark_type.valueType, value, formats, depth))
    return any_of(found)


def scalar_conditions(declared, spark_type, x, formats):
    """`try_cast` gives null where a value does not convert, in Spark 3.5 and 4, with ANSI mode on or off."""
    is_text, is_number = isinstance(spark_type, T.StringType), isinstance(spark_type, T.NumericType)
    converted = f"try_cast({x} as {SQL_TYPES.get(declared)})"
    fails = f"{x} is not null and {converted} is null"
    if declared in ("integer", "long"):
        if is_text:
            is_whole = f"trim({x}) rlike '^[+-]?[0-9]+$'"
            return {"beyond": f"{is_whole} and {fails}", "not_cast": f"not ({is_whole}) and {fails}"}
        if isinstance(spark_type, T.IntegralType):
            return {"beyond": fails} if isinstance(spark_type, T.LongType) and declared == "integer" else {}
        if isinstance(spark_type, T.DecimalType):
            return {"beyond": fails, "not_cast": f"{x} <> {converted}"}
        if is_number:
            # A cast takes 2^63 for the largest bigint. The limits are exact as doubles.
            limit = {"integer": 2.0**31, "long": 2.0**63}[declared]
            is_beyond = f"(double({x}) >= double('{limit}') or double({x}) < double('-{limit}'))"
            return {"beyond": f"not {is_missing(spark_type, x)} and {is_beyond}", "not_cast": f"not {is_beyond} and double({x}) <> rint(double({x}))"}
    if declared in ("float", "double") and (is_text or is_number):
        return {"not_cast": fails} if is_text else float_conditions(declared, spark_type, x)
    if declared == "boolean" and (is_text or is_number):
        return {"not_cast": fails if is_text else f"not {is_missing(spark_type, x)} and {x} not in (0, 1)"}
    if declared == "datetime" and is_text:
        parsed = ", ".join(f"try_to_timestamp({x}, {sql_text(each)})" for each in formats)
        return {"not_cast": f"{x} is not null and coalesce({parsed}) is null" if parsed else fails}
    if declared == "datetime" and isinstance(spark_type, (T.DateType, T.TimestampType, T.TimestampNTZType)):
        return {}
    if declared in ("float", "double", "integer", "long", "boolean") and isinstance(spark_type, T.BooleanType):
        return {}
    if declared == "string" and isinstance(spark_type, T.AtomicType) and not isinstance(spark_type, T.BinaryType):
        return {}
    if declared == "binary" and (is_text or isinstance(spark_type, T.BinaryType)):
        return {}
    return {"not_cast": f"not {is_missing(spark_type, x)}"}


def float_conditions(declared, spark_type, x):
    """Integers that the float does not hold exactly, and doubles that a float is too small for."""
    if isinstance(spark_type, (T.ByteType, T.ShortType)) or (isinstance(spark_type, T.IntegerType) and declared == "double"):
        return {}
    if isinstance(spark_type, T.IntegralType):
        # The largest bigint becomes 2^63 as a float, and comes back as itself.
        return {"beyond": f"not (try_cast(cast({x} as {declared}) as bigint) <=> cast({x} as bigint)) or {x} = {2**63 - 1}"}
    if isinstance(spark_type, T.DoubleType) and declared == "float":
        infinity = "double('Infinity')"
        return {"beyond": f"abs({x}) < {infinity} and double(abs(cast({x} as float))) = {infinity}"}
    return {}


def behind_any(spark_type, x):
    """What a text behind `any` could be; another type says it by itself."""
    if not isinstance(spark_type, T.StringType):
        return {spark_type.simpleString(): f"{x} is not null"}
    is_whole = f"trim({x}) rlike '^[+-]?[0-9]+$'"
    is_number = f"try_cast({x} as double) is not null"
    is_flag = f"lower(trim({x})) in ('true', 'false')"
    is_time = f"not ({is_number}) and try_cast({x} as timestamp) is not null"
    rest = f"{x} is not null and not ({is_number}) and not {is_flag} and try_cast({x} as timestamp) is null"
    return {"integers": is_whole, "other numbers": f"not ({is_whole}) and {is_number}", "booleans": is_flag, "dates or times": is_time, "other texts": rest}


# Reading.


def format_of(path):
    """The format that a path's name says; Parquet if it says none."""
    name = re.sub(r"\.(gz|bz2|zst|snappy|lz4)$", "", path.rstrip("/").lower())
    ends = {"csv": (".csv", ".tsv", ".tab", ".txt"), "json": (".json", ".jsonl", ".ndjson"), "orc": (".orc",)}
    return next((format for format, known in ends.items() if name.endswith(known)), "parquet")


def reader_options(side, format, paths, given):
    """Spark's reader options. CSV has a header and types are inferred, as Signet reads it; neither is Spark's default."""
    lower = [path.lower() for path in paths]
    if format == "csv":
        is_tabs = all(path.endswith((".tsv", ".tab")) for path in lower)
        return {"header": True, "inferSchema": True, **({"sep": "\t"} if is_tabs else {}), **READER_OPTIONS[side], **given}
    if format == "json":
        # A .json file is one value over several lines; .jsonl, .ndjson and folders have one value per line.
        return {"multiLine": all(path.endswith(".json") for path in lower), **READER_OPTIONS[side], **given}
    return given


@dataclass
class Column:
    """A column of the signature, and what was found of it."""

    name: object
    declared: dict
    required: bool
    place: int = -1
    spark_type: object = None
    inferred: object = None
    reason: object = None
    relation: str = "absent"
    counts: dict = field(default_factory=dict)
    behind: dict = field(default_factory=dict)
    problems: list = field(default_factory=list)
    notes: list = field(default_factory=list)


@dataclass
class Side:
    """The inputs or the outputs."""

    name: str
    source: str = ""
    rows: object = None
    columns: list = field(default_factory=list)
    extra: list = field(default_factory=list)
    notes: list = field(default_factory=list)
    not_checked: str = ""


class Source:
    """A data set as Spark reads it, with columns called c0, c1, …"""

    def __init__(self, spark, side, paths, options):
        self.format = options.format or format_of(paths[0])
        given = dict(each.split("=", 1) for each in options.option)
        self.options = reader_options(side, self.format, paths, given)
        self.notes = []
        if self.format == "csv" and NOT_CARRIED[side] and "nullvalue" not in {name.lower() for name in given}:
            self.notes.append(f"The sample was read with {NOT_CARRIED[side]}. Spark takes one word for all columns, --option nullValue=WORD: such cells count as values here.")
        if self.format == "table":
            frame = spark.read.options(**self.options).table(paths[0])
        else:
            frame = spark.read.format(self.format).options(**self.options).load(paths if len(paths) > 1 else paths[0])
        self.names = list(frame.columns)
        self.types = [each.dataType for each in frame.schema.fields]
        self.frame = frame.toDF(*(f"c{i}" for i in range(len(self.names))))

    @property
    def is_text(self):
        """Whether Spark read every column as text because it was not asked to infer types. A string is then no sign of a wrong type."""
        return self.format == "csv" and str(self.options.get("inferSchema", False)).lower() != "true"

    @property
    def formats(self):
        return [self.options[name] for name in ("timestampFormat", "dateFormat") if name in self.options]


def place_of(name, names):
    """Where the data has a declared column, or -1. pandas writes names that are no texts, and tuples of several header lines, as texts."""
    written = name if isinstance(name, str) else str(tuple(name) if isinstance(name, list) else name)
    # Without a header pandas calls columns 0, 1, … and Spark _c0, _c1, …
    wanted = [written, f"_c{name}"] if isinstance(name, int) else [written]
    return next((names.index(each) for each in wanted if each in names), -1)


def declared_columns(specs, source):
    """The columns of the signature with their places in the data. Unnamed ones go by place; a single unnamed `any` stands for all columns."""
    if len(specs) == 1 and specs[0].get("name") is None and specs[0]["type"] == "any":
        return [Column(name, {"type": "any"}, False, i) for i, name in enumerate(source.names)]
    columns = []
    for i, spec in enumerate(specs):
        name = spec.get("name")
        by_place = i if i < len(source.names) else -1
        place = by_place if name is None else place_of(name, source.names)
        columns.append(Column(name, spec, is_required(spec), place))
    return columns


class Reasons(logging.Handler):
    """Keeps why `infer_signature` gave up: it logs that, and returns the type any."""

    def emit(self, record):
        self.reason = record.exc_info[1] if record.exc_info else None


def inferred_types(frame, places):
    """What `infer_signature` gives for each column: (type, None), or (None, reason). It looks at Spark's schema alone, except for maps."""
    if not places:
        return []
    reasons, log = Reasons(), logging.getLogger("mlflow.models.signature")
    log.addHandler(reasons)
    log.setLevel(logging.DEBUG)
    log.propagate = False
    try:
        with warnings.catch_warnings():
            # MLflow warns that integers cannot be missing in Python. Missing cells are counted here.
            warnings.simplefilter("ignore")
            inferred = json.loads(infer_signature(frame.select(*(f"c{i}" for i in places))).to_dict()["inputs"])
    finally:
        log.removeHandler(reasons)
    if inferred[0].get("name") is not None:
        return [(each, None) for each in inferred]
    reason = getattr(reasons, "reason", None)
    if isinstance(reason, ImportError):
        raise reason
    # MLflow gives all columns the type any if it has no type for one of them.
    return [(None, str(reason or "").strip())] if len(places) == 1 else [inferred_types(frame, [i])[0] for i in places]


def infer(columns, source):
    """Asks `infer_signature` about the columns. It would collect a map's keys to the driver: a map counts as the object that is declared."""
    present = [each for each in columns if each.place >= 0]
    maps = [each for each in present if isinstance(source.types[each.place], T.MapType)]
    asked = [each for each in present if each not in maps]
    for column, (inferred, reason) in zip(asked, inferred_types(source.frame, [each.place for each in asked])):
        column.inferred, column.reason = inferred, reason
    for column in maps:
        keys = list(column.declared.get("properties", {})) or ["key"]
        c = f"c{column.place}"
        value = source.frame.select(F.struct(*(F.expr(f"element_at({c}, {sql_text(key)})").alias(f"f{i}") for i, key in enumerate(keys))).alias("c0"))
        [(found, column.reason)] = inferred_types(value, [0])
        column.inferred = found and {"type": "object", "properties": {key: found["properties"][f"f{i}"] for i, key in enumerate(keys)}}
    for column in present:
        column.spark_type = source.types[column.place]
        if column.inferred is None and "timestamp_ntz" in column.spark_type.simpleString():
            # Parquet files of pandas have these. MLflow refuses them, though its datetime is the same.
            as_timestamp = column.spark_type.simpleString().replace("timestamp_ntz", "timestamp")
            if as_timestamp == "timestamp":
                column.inferred = {"type": "datetime"}
                column.notes.append("infer_signature has no type for timestamp_ntz. Cast it to timestamp.")


def count(sides, source):
    """The one pass over the data: an aggregation of all conditions of all sides."""
    expressions = {"rows": "count(*)"}
    keys = []
    needed = {}
    for side in sides:
        for column in side.columns:
            if column.place < 0:
                continue
            c = f"c{column.place}"
            plain = positional(column.spark_type)
            needed[c] = F.col(c) if plain == column.spark_type else F.col(c).cast(plain).alias(c)
            found = {"missing": is_missing(column.spark_type, c), **conditions(column.declared, column.spark_type, c, source.formats)}
            wanted = [(column.counts, kind, condition) for kind, condition in found.items()]
            if column.declared["type"] == "any":
                wanted += [(column.behind, kind, condition) for kind, condition in behind_any(column.spark_type, c).items()]
            for target, kind, condition in wanted:
                key = f"n{len(keys)}"
                keys.append((key, target, kind))
                expressions[key] = f"count_if({condition})"
    frame = source.frame.select(*needed.values())
    [row] = frame.agg(*(F.expr(expression).alias(key) for key, expression in expressions.items())).collect()
    for key, target, kind in keys:
        target[kind] = row[key]
    for side in sides:
        side.rows = row["rows"]


# Judging.


def cells(count):
    return f"{count:,} {'cell' if count == 1 else 'cells'}"


BEYOND = {"integer": "Beyond int32", "long": "Beyond int64", "double": "Integers that double does not hold exactly", "float": "Numbers that float does not hold"}


def judge(column, source, options):
    """Turns the counts of a column into its problems, which make the data disagree, and notes, which do not."""
    if column.place < 0:
        if column.required:
            column.problems.append("The data has no such column." + similar_name(column, source))
        else:
            column.notes.append("The data has no such column. It is optional.")
        return
    kind = column.declared["type"]
    spark_words = column.spark_type.simpleString()
    spark_words = spark_words if len(spark_words) <= 200 else f"{spark_words[:200]}…"
    if kind == "any":
        behind = ", ".join(f"{what} ({found:,})" for what, found in column.behind.items() if found)
        column.relation = "any"
        column.notes.append(f"Behind any: {behind or 'nothing, every cell is missing'}. Spark reads {spark_words}.")
        return
    converts = not column.counts.get("beyond") and not column.counts.get("not_cast")
    if isinstance(column.spark_type, T.NullType):
        column.relation = "fits"
    else:
        column.relation = relation(column.declared, column.inferred) if column.inferred else "differs"
    if column.relation == "differs":
        is_text = source.is_text and isinstance(column.spark_type, T.StringType)
        found = f"infer_signature gives {type_words(column.inferred)}" if column.inferred else "infer_signature has no type for it"
        words = f"Spark reads {spark_words}; {found}." if not is_text else "Spark reads text."
        if converts:
            words += " Every cell converts to the declared type."
        if is_text or (converts and options.allow_casts):
            column.notes.append(words)
        else:
            column.problems.append(words)
    elif column.relation == "fits":
        column.notes.append(f"Spark reads {spark_words}, which {type_words(column.declared)} takes.")
    judge_counts(column, options)


def judge_counts(column, options):
    missing, absent, beyond, not_cast = (column.counts.get(kind, 0) for kind in ("missing", "absent", "beyond", "not_cast"))
    if missing and column.required:
        (column.notes if options.allow_nulls else column.problems).append(f"Missing in a required column: {cells(missing)}.")
    elif missing:
        column.notes.append(f"Missing: {cells(missing)}.")
    if absent:
        column.problems.append(f"A required property is missing: {cells(absent)}.")
    if beyond:
        column.problems.append(f"{BEYOND.get(column.declared['type'], 'Numbers beyond the declared type')}: {cells(beyond)}.")
    if not_cast:
        column.problems.append(f"Not convertible to {type_words(column.declared)}: {cells(not_cast)}.")


def similar_name(column, source):
    wanted = str(column.name).strip().lower()
    found = [name for name in source.names if name.strip().lower() == wanted]
    return f" It has {quoted(found[0])}." if found else ""


def check_sides(spark, options):
    """Checks inputs and outputs, each in one pass, or both in one if they are in one data set."""
    written = signature.to_dict()
    sides = []
    sources = {}
    for name in ("inputs", "outputs"):
        paths = getattr(options, name) or options.data
        side = Side(name)
        sides.append(side)
        specs = json.loads(written[name]) if written.get(name) else None
        if specs is None:
            side.not_checked = f"The signature has no {name}."
        elif any(spec["type"] == "tensor" for spec in specs):
            side.not_checked = "The signature has tensors. Spark has columns without shapes, and cannot check them."
        elif not paths:
            side.not_checked = f"No data was given: --{name} or --data."
        else:
            side.source = " ".join(paths)
            if tuple(paths) not in sources:
                sources[tuple(paths)] = (Source(spark, name, paths, options), [])
            source, users = sources[tuple(paths)]
            side.columns = declared_columns(specs, source)
            users.append(side)
    for source, users in sources.values():
        for side in users:
            infer(side.columns, source)
        count(users, source)
        used = {column.place for side in users for column in side.columns}
        for side in users:
            side.extra = [name for i, name in enumerate(source.names) if i not in used]
            side.notes = source.notes
            for column in side.columns:
                judge(column, source, options)
    return sides


# Reporting.


def report_json(sides, code):
    def column_dict(column):
        return {
            "name": column.name, "declared": {k: v for k, v in column.declared.items() if k not in ("name", "required", "optional")},
            "required": column.required, "spark": column.spark_type and column.spark_type.simpleString(), "inferred": column.inferred,
            "notInferred": column.reason, "relation": column.relation, "counts": column.counts, "behindAny": column.behind, "problems": column.problems, "notes": column.notes,
        }  # fmt: skip

    described = [
        {"side": side.name, "source": side.source, "rows": side.rows, "notChecked": side.not_checked or None, "notes": side.notes, "extraColumns": side.extra,
         "columns": [column_dict(column) for column in side.columns]}
        for side in sides
    ]  # fmt: skip
    return json.dumps({"agrees": code == AGREES, "exitCode": code, "sides": described}, ensure_ascii=False, indent=2) + "\n"


def verdict(sides, code):
    refused = sum(1 for side in sides for column in side.columns if column.problems)
    if code == DISAGREES:
        return f"The data disagrees with the signature in {refused} {'column' if refused == 1 else 'columns'}."
    return "The data agrees with the signature." if code == AGREES else "The data could not be checked."


def column_name(column):
    return "(no name)" if column.name is None else quoted(column.name)


def report_text(sides, code):
    lines = []
    for side in sides:
        if side.not_checked:
            lines.append(f"{side.name}: not checked. {side.not_checked}")
            continue
        lines.append(f"{side.name}: {side.rows:,} {'row' if side.rows == 1 else 'rows'} of {side.source}")
        for column in side.columns:
            words = " ".join(column.problems + column.notes)
            optional = "" if column.required or column.declared["type"] == "any" else ", optional"
            lines.append(f"  {'DIFFERS' if column.problems else 'ok':8}{column_name(column)}: {type_words(column.declared)}{optional}. {words}".rstrip())
        lines += [f"  {note}" for note in side.notes]
        if side.extra:
            shown = ", ".join(quoted(name) for name in side.extra[:20])
            lines.append(f"  Not in the signature, and not read: {shown}{' …' if len(side.extra) > 20 else ''}")
    if signature.params is not None:
        lines.append("params: kept as declared. Data does not show them.")
    return "\n".join([*lines, verdict(sides, code)]) + "\n"


def report_junit(sides, code):
    def plain(text):
        """XML has no place for control characters."""
        return re.sub(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", lambda found: ascii(found[0])[1:-1], text)

    root = ElementTree.Element("testsuites", name="signet job")
    for side in sides:
        failures = sum(1 for column in side.columns if column.problems)
        suite = ElementTree.SubElement(root, "testsuite", name=side.name, tests=str(len(side.columns) or 1), failures=str(failures), skipped=str(int(bool(side.not_checked))))
        if side.not_checked:
            case = ElementTree.SubElement(suite, "testcase", classname=side.name, name=side.name)
            ElementTree.SubElement(case, "skipped", message=side.not_checked)
        for column in side.columns:
            case = ElementTree.SubElement(suite, "testcase", classname=side.name, name=plain(column_name(column)))
            if column.problems:
                ElementTree.SubElement(case, "failure", message=plain(" ".join(column.problems)), type=type_words(column.declared))
            if column.notes:
                ElementTree.SubElement(case, "system-out").text = plain(" ".join(column.notes))
        if side.notes:
            ElementTree.SubElement(suite, "system-out").text = plain(" ".join(side.notes))
    return ElementTree.tostring(root, encoding="unicode") + "\n"


REPORTS = {"text": report_text, "json": report_json, "junit": report_junit}


def write_report(text, path):
    if path is None:
        # A cluster's output may be ASCII.
        encoding = sys.stdout.encoding or "utf-8"
        print(text.encode(encoding, "backslashreplace").decode(encoding), end="", flush=True)
        return
    with open(path, "w", encoding="utf-8", errors="backslashreplace") as file:
        file.write(text)


# Running.


def arguments(args):
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    where = "paths, as spark.read takes them (local, s3://, abfss://, dbfs:/ …), or a table's name with --format table"
    parser.add_argument("--inputs", nargs="+", metavar="PATH", help=where)
    parser.add_argument("--outputs", nargs="+", metavar="PATH", help=where)
    parser.add_argument("--data", nargs="+", metavar="PATH", help="one data set with the columns of inputs and outputs")
    parser.add_argument("--format", help="csv, json, parquet, orc, delta, table or another format of Spark; by default by the path's name, else parquet")
    parser.add_argument("--option", action="append", default=[], metavar="NAME=VALUE", help="an option of Spark's reader; repeat it for more")
    parser.add_argument("--report", choices=list(REPORTS), default="text")
    parser.add_argument("--out", metavar="FILE", help="a local file for the report, instead of printing it")
    parser.add_argument("--allow-casts", action="store_true", help="accept another type if every cell converts to the declared one")
    parser.add_argument("--allow-nulls", action="store_true", help="accept missing cells in required columns")
    parser.add_argument("--set", metavar="MODEL_URI", help="give the signature to this logged model if the data agrees")
    parser.add_argument("--set-anyway", action="store_true", help="with --set: also if the data disagrees or could not be checked")
    options = parser.parse_args(args)
    if not (options.inputs or options.outputs or options.data):
        parser.error("it needs --inputs, --outputs or --data")
    for each in options.option:
        if "=" not in each:
            parser.error(f"--option must be NAME=VALUE, not {each}")
    return options


def main(args=None):
    """Runs the job, and returns its exit code."""
    options = arguments(args)
    given = SparkSession.getActiveSession()
    spark = given or SparkSession.builder.appName("signet job").getOrCreate()
    try:
        sides = check_sides(spark, options)
    except Exception as error:
        print(f"The data could not be read: {str(error).strip()[:2000]}", file=sys.stderr)
        return FAILED
    finally:
        # A session that somebody else started, as on Databricks, stays.
        if given is None:
            spark.stop()
    is_refused = any(column.problems for side in sides for column in side.columns)
    is_checked = any(side.rows is not None for side in sides)
    code = DISAGREES if is_refused else AGREES if is_checked else FAILED
    write_report(REPORTS[options.report](sides, code), options.out)
    if options.set and (code == AGREES or options.set_anyway):
        try:
            set_signature(options.set, signature)
        except Exception as error:
            print(f"The signature could not be set on {options.set}: {str(error).strip()[:2000]}", file=sys.stderr)
            return FAILED
        print(f"The signature was set on {options.set}.", file=sys.stderr)
    elif options.set:
        print(f"The signature was not set on {options.set}. --set-anyway sets it all the same.", file=sys.stderr)
    return code


if __name__ == "__main__":
    exit_code = main()
    # Databricks takes every SystemExit for a failure, also that of 0.
    if exit_code != AGREES:
        sys.exit(exit_code)
