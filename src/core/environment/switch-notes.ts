import type { SwitchName } from "./switches.ts";

/** What a switch is about. */
export interface SwitchNote {
  /** What holds since then, and what held before. */
  readonly change: string;
  /** Where the library's source says so. */
  readonly source: string;
  /** The smallest input that shows it, with the answer before and since. */
  readonly example: { readonly input: string; readonly before: string; readonly since: string };
}

/** What each switch is about, apart from the switches themselves, which every worker loads. docs/environments.md is generated from both. */
export const SWITCH_NOTES: Readonly<Record<SwitchName, SwitchNote>> = {
  noneIsMissing: {
    change: "The word None is missing in CSV. Before it was text.",
    source: "pandas/_libs/parsers.pyx: STR_NA_VALUES",
    example: { input: "a\\n1\\nNone", before: "string, required", since: "double, optional" },
  },
  oneDateFormat: {
    change: "The first cell of a parse_dates column fixes the format of all. Before each cell was guessed by itself.",
    source: "pandas/core/tools/datetimes.py: _guess_datetime_format_for_array",
    example: { input: "d\\n01/02/2024\\n2024-01-13", before: "datetime", since: "string" },
  },
  stringDtypeByValues: {
    change:
      "An object column counts as strings only if its values are strings. Before, every object column did, so MLflow called string what it could not type.",
    source: "pandas/core/dtypes/common.py: is_string_dtype",
    example: { input: "a Parquet column of decimals", before: "string", since: "any (inference fails)" },
  },
  zonedTimesRefused: {
    change: "Times with a zone are not cast to times without one. Before they were.",
    source: "pandas/core/arrays/datetimes.py: DatetimeArray.astype",
    example: { input: "times in UTC, under datetime", before: "accepted", since: "refused" },
  },
  nullableBackend: {
    change: "Readers know dtype_backend, and read_csv date_format. Before both were a TypeError.",
    source: "pandas/io/parsers/readers.py: read_csv",
    example: { input: "dtype_backend='numpy_nullable'", before: "TypeError", since: "nullable dtypes" },
  },
  nullableWraps: {
    change:
      "An integer beyond a nullable integer dtype that read_csv was given wraps around. Before it was refused, and since 3.1.0 it is again (declaredRange).",
    source: "pandas/core/arrays/integer.py: IntegerDtype._safe_cast",
    example: { input: "5000000000 under dtype Int32", before: "refused", since: "accepted, as 705032704" },
  },
  emptyTextColumn: {
    change: "An object column without rows counts as strings. From 2.0 until then it had no type.",
    source: "pandas/core/dtypes/common.py: is_all_strings",
    example: { input: "a,b (a header alone)", before: "any (inference fails)", since: "string" },
  },
  bigIntegers: {
    change: "CSV integers past 64 bits are Python's integers. Before they were text.",
    source: "pandas/_libs/parsers.pyx: _try_pylong, _column_has_float (#62582, #62542)",
    example: { input: "a\\n18446744073709551616", before: "string", since: "long" },
  },
  endlessFloats: {
    change: "A number past float64 is an infinity. Before it was text.",
    source: "pandas/_libs/src/parser/tokenizer.c: precise_xstrtod (#62741)",
    example: { input: "a\\n1e400", before: "string", since: "double" },
  },
  microseconds: {
    change:
      "Dates are read in microseconds. Before they were in nanoseconds, which end in 2262, and cells with two offsets stayed objects.",
    source: "pandas/core/tools/datetimes.py: objects_to_datetime64",
    example: { input: "d\\n9999-12-31, with parse_dates", before: "string", since: "datetime" },
  },
  textDtype: {
    change: "Text has the dtype str. Before it was a column of objects, which MLflow converts to dates and booleans.",
    source: "mlflow/models/utils.py: _enforce_mlflow_datatype; pandas/core/config_init.py: future.infer_string",
    example: { input: "a\\n2024-01-31, under datetime", before: "accepted", since: "refused" },
  },
  labelsOnly: {
    change:
      "`series[0]` is the row with the label 0. Before it was the first row where labels are text. MLflow asks so for tensors in columns.",
    source: "pandas/core/series.py: Series.__getitem__",
    example: { input: '"index": ["x", "y"] in dataframe_split, under tensors', before: "accepted", since: "refused: KeyError" },
  },
  declaredRange: {
    change: "A number beyond an integer dtype that read_csv was given is refused. Before it wrapped around.",
    source: "pandas/io/parsers/python_parser.py: _validate_integer_cast; pandas/_libs/parsers.pyx: _convert_with_dtype",
    example: { input: "5000000000 under dtype int32", before: "accepted, as 705032704", since: "refused" },
  },
  optionalKey: {
    change:
      "A column that need not be there is written with optional, and a column's type stands before its name. Before, every column was required.",
    source: "mlflow/types/schema.py: ColSpec.to_dict",
    example: {
      input: "a column that is not required",
      before: '{"name": "a", "type": "long"}',
      since: '{"type": "long", "name": "a", "optional": true}',
    },
  },
  optionalKeyGone: {
    change: "A schema with optional does not load. Before, since 2.4, it did.",
    source: "mlflow/types/schema.py: ColSpec.__init__",
    example: { input: '[{"type": "long", "name": "a", "optional": true}]', before: "loads, optional", since: "TypeError" },
  },
  paramTypeKey: {
    change: "The type of a parameter is under the key type. Before it was under dtype.",
    source: "mlflow/types/schema.py: ParamSpec.to_dict",
    example: { input: '{"k": 3}', before: '{"name": "k", "dtype": "long", …}', since: '{"name": "k", "type": "long", …}' },
  },
  params: {
    change: "A signature has params.",
    source: "mlflow/types/schema.py: ParamSchema",
    example: { input: '{"top_k": 3}', before: "no params", since: "long" },
  },
  requiredKey: {
    change: "A column says whether it is required. Versions 2.4 to 2.9 wrote optional for those that are not, earlier ones nothing.",
    source: "mlflow/types/schema.py: ColSpec.to_dict",
    example: { input: "a\\n1", before: '{"name": "a", "type": "long"}', since: '{"type": "long", "name": "a", "required": true}' },
  },
  nestedTypes: {
    change: "There are arrays and objects, and values of JSON have a type.",
    source: "mlflow/types/schema.py: Array, Object",
    example: { input: '{"a": [1]}', before: "infer_signature raises", since: "Array(long)" },
  },
  maps: {
    change: "There are maps.",
    source: "mlflow/types/schema.py: Map",
    example: { input: '{"type": "map"} in a schema', before: "does not load", since: "loads" },
  },
  arrowViews: {
    change: "pyarrow 16 and later are allowed, which convert string views and run-end encoding to text. Before, neither was converted.",
    source: "mlflow's requirements: pyarrow<16; arrow_to_pandas.cc",
    example: { input: "a column of string_view", before: "ArrowNotImplementedError", since: "string" },
  },
  sparkVectors: {
    change: "There are SparkML vectors.",
    source: "mlflow/types/schema.py: SparkMLVector",
    example: { input: '{"type": "sparkml_vector"} in a schema', before: "does not load", since: "loads" },
  },
  zeroOneIntegers: {
    change: "Integers of 64 bits that are all 0 or 1 pass under double. Before they were refused.",
    source: "mlflow/models/utils.py: _enforce_mlflow_datatype",
    example: { input: "a\\n0\\n1, under double", before: "refused", since: "accepted" },
  },
  anyType: {
    change: "There is the type any, for None and for empty lists and objects. Before these had none.",
    source: "mlflow/types/schema.py: AnyType; mlflow/types/utils.py: _infer_datatype",
    example: { input: '[{"a": null}]', before: "infer_signature raises", since: "any, optional" },
  },
  fallback: {
    change: "Where inference fails, the whole side is any. Before infer_signature raised.",
    source: "mlflow/models/signature.py: infer_signature",
    example: { input: "a\\n9223372036854775808", before: "infer_signature raises", since: "any" },
  },
  optionalInside: {
    change:
      "What is optional may be None, NaN or empty, also within objects, arrays and maps. Before only None passed, for an optional column as a whole, and not through the scoring server.",
    source:
      "mlflow/models/utils.py: _enforce_property, _enforce_array, _enforce_map; mlflow/utils/proto_json_utils.py: cast_df_types_according_to_schema",
    example: { input: '[{"a": {"x": null}}], x optional', before: "refused", since: "accepted" },
  },
  dictParams: {
    change:
      "A parameter may be a dict, and the keys of a parameter are written name, default, shape, type. Before: name, type, default, shape.",
    source: "mlflow/types/schema.py: ParamSpec.to_dict; mlflow/types/utils.py: _infer_type_and_shape",
    example: { input: '{"p": {"x": 1}}', before: "infer_signature raises", since: "{x: long}" },
  },
  missingTimes: {
    change: "NaT and pd.NA make a column optional. Before only None and NaN did.",
    source: "mlflow/types/utils.py: _infer_required",
    example: { input: "d\\n2024-01-31\\n<empty>, with parse_dates", before: "datetime, required", since: "datetime, optional" },
  },
  arraysAsSeries: {
    change: "The numbers and texts of an array are enforced together: None passes among them. Before each was enforced by itself.",
    source: "mlflow/models/utils.py: _enforce_array",
    example: { input: '[{"a": [1.5, null]}], under Array(double)', before: "refused", since: "accepted" },
  },
  nullableText: {
    change: "pandas' nullable dtype string passes under string. Before it was refused, also by a signature inferred from it.",
    source: "mlflow/models/utils.py: _enforce_mlflow_datatype",
    example: { input: "a column of dtype string, under string", before: "refused", since: "accepted" },
  },
  parquetRequests: {
    change: "The scoring server takes Parquet.",
    source: "mlflow/pyfunc/scoring_server/__init__.py: parse_parquet_input",
    example: { input: "a Parquet file as a request", before: "refused", since: "accepted" },
  },
  anyMerges: {
    change: "A missing value after another gives way to its type. Before the two did not merge, and inference failed.",
    source: "mlflow/types/schema.py: Property._merge, Array._merge, Map._merge",
    example: { input: '[{"a": [{"x": 1}, {"x": null}]}]', before: "any (inference fails)", since: "Array({x: long, optional})" },
  },
};
