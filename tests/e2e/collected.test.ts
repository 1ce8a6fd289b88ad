import { expect, it } from "vitest";
import { isFirefox, sharedSite } from "../helpers/browser.ts";

const site = sharedSite();

/** Runs in the page before its own scripts: has the workers that it starts from a Blob of JavaScript collect garbage all the time. */
function collectInWorkers(): void {
  const NativeBlob = window.Blob;
  window.Blob = class extends NativeBlob {
    constructor(parts: BlobPart[] = [], options: BlobPropertyBag = {}) {
      super(options.type?.startsWith("text/javascript") ? ["setInterval(() => collectGarbage(), 3);\n", ...parts] : parts, options);
    }
  };
}

// Chromium frees a stream that only its own pending read refers to: a file then was at "Reading" for good.
it.skipIf(isFirefox)("reads files to their end while the browser collects what nobody refers to", async () => {
  const context = await site.newContext();
  await context.addInitScript(collectInWorkers);
  const { page } = await site.open({ context });
  for (const [name, encoding, rows] of [
    ["eight.csv", "utf8", 250_000],
    ["sixteen.csv", "utf16le", 150_000],
  ] as const) {
    const buffer = Buffer.from(`\ufeffa,b,c\n${"17,some text,0.25\n".repeat(rows)}`, encoding);
    await page.getByLabel("Model inputs", { exact: true }).setInputFiles({ name, mimeType: "text/csv", buffer });
    await expect.poll(() => page.getByRole("status").first().textContent()).toContain(`Ready: inputs, ${rows.toLocaleString("en")} rows`);
  }
});
