/** A Python script as text, by `scripts/bundle-text.ts` when the program is built. */
declare module "*.py?source" {
  /** Resolves to the text. */
  export const source: () => Promise<string>;
}
