/** The bounds within which Python's ints fit NumPy's 64-bit dtypes. */
export const INT64_MIN = -(2n ** 63n);
export const INT64_MAX = 2n ** 63n - 1n;
export const UINT64_MAX = 2n ** 64n - 1n;

/** Up to it and down to its opposite, every integer is a double. */
export const INTEGERS_OF_DOUBLE = 2n ** 53n;

/**
 * The most digits that Python's `int` reads from text. Source: `sys.int_info.default_max_str_digits`. The CSV kernel, which imports nothing,
 * has the same number.
 */
export const MAX_INT_DIGITS = 4300;
