/** Loads the module that opens and writes reviews, once. It is called before the page says that it works offline, since nothing may be loaded after that. */
export const loadReviewTools = () => import("./review-tools.ts");
