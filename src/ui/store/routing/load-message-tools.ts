/** Loads what explains MLflow's messages, once: asked for before the page says that it is idle, since it may ask for nothing after. */
export const loadMessageTools = () => import("./message-tools.ts");

export type MessageTools = Awaited<ReturnType<typeof loadMessageTools>>;
