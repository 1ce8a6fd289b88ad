/**
 * What a column's cells are taken for: `integers`, told apart by their value however large; `floats`, told apart as float64; `texts`,
 * told apart by their bytes.
 */
export type ProfileMode = "integers" | "floats" | "texts";
