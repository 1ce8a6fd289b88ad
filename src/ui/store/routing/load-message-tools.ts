/** Loads the module that explains MLflow's messages, once. It is called before the page says that it works offline, since nothing may be loaded after that. */
export const loadMessageTools = () => import("./message-tools.ts");

export type MessageTools = Awaited<ReturnType<typeof loadMessageTools>>;
