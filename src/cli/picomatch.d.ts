declare module "picomatch" {
  /** A test of paths with slashes against a pattern. */
  function picomatch(pattern: string): (path: string) => boolean;
  namespace picomatch {
    /** Where a pattern begins to be one: the folder before it, and whether it is one at all. */
    function scan(pattern: string): { readonly base: string; readonly isGlob: boolean };
  }
  export default picomatch;
}
