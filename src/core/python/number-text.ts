const FLOAT = /^\s*[-+]?(?:(?:\d+(?:_\d+)*\.?(?:\d+(?:_\d+)*)?|\.\d+(?:_\d+)*)(?:e[-+]?\d+(?:_\d+)*)?|inf(?:inity)?|nan)\s*$/i;
const INT = /^\s*[-+]?\d+(?:_\d+)*\s*$/;

/** Whether Python's `float` takes a text. Source: `float_from_string` in `Objects/floatobject.c`. */
export const isPythonFloat = (text: string): boolean => FLOAT.test(text);

/** Whether Python's `int` takes a text. */
export const isPythonInt = (text: string): boolean => INT.test(text);
