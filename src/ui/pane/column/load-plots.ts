/** Loads what draws plots, once: asked for before the page says that it is idle, since it may ask for nothing after. */
export const loadPlots = () => import("./plots.ts");
