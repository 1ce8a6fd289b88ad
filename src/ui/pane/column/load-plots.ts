/** Loads the module that draws plots, once. It is called before the page says that it works offline, since nothing may be loaded after that. */
export const loadPlots = () => import("./plots.ts");
