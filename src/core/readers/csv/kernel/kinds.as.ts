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

/** A slot next to the kinds: an INT64 written with leading zeros (`007`). The host counts it as both. */
export const ZERO_LED: u32 = 14;
