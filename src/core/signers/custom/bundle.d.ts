/** A module and all that it imports as one text of JavaScript, made by `scripts/bundle-text.ts` when the program is built. */
declare module "*?bundle" {
  const source: string;
  export default source;
}
