/** Loads what opens and writes reviews, once: asked for before the page says that it is idle, since it may ask for nothing after. */
export const loadReviewTools = () => import("./review-tools.ts");
