// AssemblyScript. The numbers of the kinds, in the order of TEXT_KINDS; a test checks the two against each other.

export const MISSING: u32 = 0;
export const INT64: u32 = 1;
export const NEGATIVE_INT64: u32 = 2;
export const UINT64: u32 = 3;
export const BIG_INT: u32 = 4;
export const BIG_NEGATIVE_INT: u32 = 5;
export const FLOAT: u32 = 6;
export const NEGATIVE_FLOAT: u32 = 7;
export const INFINITY: u32 = 8;
export const NEGATIVE_INFINITY: u32 = 9;
export const BOOL: u32 = 10;
export const TEXT: u32 = 11;
export const NEGATIVE_TEXT: u32 = 12;
export const PYTHON_INT: u32 = 13;

// Marks, in slots next to the kinds, in the order of TEXT_MARKS: the host counts such a cell among those of its kind too.

/** An INT64 written with leading zeros (`007`). */
export const ZERO_LED: u32 = 14;
/** A MISSING that is the word `None`. */
export const NONE: u32 = 15;
/** A FLOAT past what float64 holds, and a NEGATIVE_FLOAT. */
export const PAST_FLOAT: u32 = 16;
export const NEGATIVE_PAST_FLOAT: u32 = 17;
/** A BIG_INT of more digits than Python's `int` takes from text, and a BIG_NEGATIVE_INT. */
export const LONG_INTEGER: u32 = 18;
export const NEGATIVE_LONG_INTEGER: u32 = 19;
/** An integer past int64 with spaces behind it, counted as a FLOAT, or as a NEGATIVE_FLOAT. */
export const SPACED_INTEGER: u32 = 20;
export const NEGATIVE_SPACED_INTEGER: u32 = 21;
