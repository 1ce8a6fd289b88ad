/**
 * What a column's cells are taken for: `integers`, distinguished by their value however large; `floats`, distinguished as float64; `texts`,
 * distinguished by their bytes.
 */
export type ProfileMode = "integers" | "floats" | "texts";
