import type { DownloadName } from "./output-names.ts";

/** Gives a text to the browser as a file to keep. */
export function download(name: DownloadName, content: string, type = "text/plain"): void {
  const address = URL.createObjectURL(new Blob([content], { type }));
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  // The browser has taken the bytes by the next task; keeping the address would keep them in memory.
  setTimeout(() => URL.revokeObjectURL(address), 1000);
}
