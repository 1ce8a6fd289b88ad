import type { FilePart } from "../../../worker/protocol.ts";

/** The files that an installed Signet is opened with. TypeScript's library does not have it, nor do all browsers. */
interface LaunchQueue {
  setConsumer(consumer: (launch: { readonly files: readonly FileSystemFileHandle[] }) => void): void;
}

/** Takes files that are opened with Signet from the file manager. Files that cannot be opened are left out. */
export function listenForLaunches(onFiles: (files: readonly FilePart[]) => void): void {
  const { launchQueue } = globalThis as { readonly launchQueue?: LaunchQueue };
  launchQueue?.setConsumer(async ({ files }) => {
    const opened = await Promise.allSettled(files.map((handle) => handle.getFile()));
    const parts = opened.flatMap((one) => (one.status === "fulfilled" ? [{ name: one.value.name, blob: one.value }] : []));
    if (parts.length > 0) onFiles(parts);
  });
}
