/** A worker and all that it imports as one text of JavaScript, made by `scripts/bundle-text.ts` when the page is built. */
declare module "*?source" {
  /** Resolves to the text. */
  export const source: () => Promise<string>;
}
