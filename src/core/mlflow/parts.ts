/** The parts of a signature whose rows are columns or tensors, in MLflow's order. */
export const DATA_SIDES = ["inputs", "outputs"] as const;

export type DataSide = (typeof DATA_SIDES)[number];

/** All parts of a signature, in the order in which MLflow writes them. */
export const SIGNATURE_PARTS = [...DATA_SIDES, "params"] as const;

export type SignaturePart = (typeof SIGNATURE_PARTS)[number];
