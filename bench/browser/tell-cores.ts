/**
 * Runs in the page before its own scripts: has `navigator.hardwareConcurrency` tell this number, in the page and in the workers that it starts
 * from a Blob of JavaScript, which the browser's own setting for this does not reach.
 */
export function tellCores(cores: number): void {
  Object.defineProperty(Navigator.prototype, "hardwareConcurrency", { get: () => cores });
  const telling = `Object.defineProperty(WorkerNavigator.prototype, "hardwareConcurrency", { get: () => ${cores} });`;
  const NativeBlob = window.Blob;
  class TellingBlob extends NativeBlob {
    constructor(parts: BlobPart[] = [], options: BlobPropertyBag = {}) {
      super(options.type?.startsWith("text/javascript") ? [telling, ...parts] : parts, options);
    }
  }
  window.Blob = TellingBlob;
}
