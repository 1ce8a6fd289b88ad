/** Loads what reads and writes a signer's config, once: asked for before the page says that it is idle, since it may ask for nothing after. */
export const loadSignerConfig = () => import("./signer-config.ts");
