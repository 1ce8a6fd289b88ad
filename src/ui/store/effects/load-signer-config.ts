/** Loads the module that reads and writes a signer's config, once. It is called before the page says that it works offline, since nothing may be loaded after that. */
export const loadSignerConfig = () => import("./signer-config.ts");
