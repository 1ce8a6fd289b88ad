/**
 * A value of Python as JSON or a literal writes it. Python distinguishes `1` from `1.0`, so an `int` is a bigint and a `float` a number;
 * a dict is a Map, since its keys are a user's and keep their order.
 */
export type PythonValue = null | boolean | bigint | number | string | readonly PythonValue[] | ReadonlyMap<string, PythonValue>;

/**
 * The name of a column: mostly a string, but pandas' headers are also integers (`header=None`), tuples (several header rows) and,
 * in split tables, any JSON scalar.
 */
export type ColumnName = null | boolean | bigint | number | string | readonly ColumnName[];

/** A dict of Python. */
export type Dict = ReadonlyMap<string, PythonValue>;

export const isDict = (value: PythonValue | undefined): value is Dict => value instanceof Map;

export const isList = (value: PythonValue | undefined): value is readonly PythonValue[] => Array.isArray(value);
