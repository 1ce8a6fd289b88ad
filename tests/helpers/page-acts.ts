import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { BrowserContext, Page } from "playwright-core";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf-8");

/** A file of text, as a chooser takes it. */
export const textFile = (name: string, content: string) => ({ name, mimeType: "text/plain", buffer: Buffer.from(content) });

/** Presses a button that downloads, and reads what came. */
export async function downloaded(page: Page, button: string): Promise<string> {
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: button }).click()]);
  return readFileSync(await download.path(), "utf-8");
}

/** Copies the link for review, as its button does, and reads it from the clipboard. */
export async function reviewLink(page: Page, context: BrowserContext): Promise<string> {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const copy = page.getByRole("button", { name: "Copy review link" });
  if (!(await copy.isVisible())) await page.getByRole("button", { name: "Share", exact: false }).click();
  await copy.click();
  await page.getByRole("button", { name: "Copied" }).waitFor();
  return page.evaluate(() => navigator.clipboard.readText());
}

/** What axe finds on the page, or in one part of it: each rule with its elements. */
export async function axeViolations(page: Page, within?: string): Promise<readonly string[]> {
  await page.evaluate(axe);
  return page.evaluate(async (part) => {
    // axe has just been put on the page by name.
    const { run } = (
      globalThis as unknown as { axe: { run(within?: string): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> } }
    ).axe;
    const { violations } = await (part === undefined ? run() : run(part));
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join("; ")}`);
  }, within);
}
