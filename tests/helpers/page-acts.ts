import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { text } from "node:stream/consumers";
import type { Page } from "playwright-core";
import { reviewToJson } from "../../src/core/review/review-format.ts";
import { reviewFromText } from "../../src/core/review/review-link.ts";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf-8");

/** A file of text, as a chooser takes it. */
export const textFile = (name: string, content: string) => ({ name, mimeType: "text/plain", buffer: Buffer.from(content) });

/** Opens a menu by its button, unless it is open. */
export async function openMenu(page: Page, name: string | RegExp): Promise<void> {
  const button = page.getByRole("button", { name }).and(page.locator("[aria-expanded]")).first();
  // A press that begins on the button and ends beside it, since a file arrived and moved it, is no click.
  while ((await button.getAttribute("aria-expanded")) === "false") await button.click();
}

/** Opens the menu of a side, with what can be done with its file. */
export const openSide = (page: Page, side: "inputs" | "outputs" = "inputs"): Promise<void> =>
  openMenu(page, new RegExp(`^(${side === "inputs" ? "Inputs" : "Outputs"} |Add ${side})`));

/** Opens the reader options of a side, unless they are open. */
export async function openOptions(page: Page, side: "inputs" | "outputs" = "inputs"): Promise<void> {
  if (await page.getByRole("form", { name: `Options of ${side}` }).isVisible()) return;
  await openSide(page, side);
  await page.getByRole("button", { name: "Options" }).click();
}

/** Opens the panel in which another signer is chosen. */
export async function openSigners(page: Page): Promise<void> {
  await page.getByRole("button", { name: /^Signer / }).click();
}

/** Opens the list of everything that was changed. */
export const openChanges = (page: Page): Promise<void> => openMenu(page, /^[\d,]+ changes?/);

/** Types the params, in the menu of their chip. */
export async function typeParams(page: Page, text: string): Promise<void> {
  const box = page.getByLabel("Params text");
  // What arrives may take the focus elsewhere, which closes the menu.
  do await openMenu(page, "Params");
  while (!(await box.isVisible()));
  await box.fill(text);
  await page.keyboard.press("Escape");
}

/** Opens the place to check, unless it is open. */
export const openCheck = (page: Page): Promise<void> => openMenu(page, "Check data");

/** Gives files to be checked. */
export async function checkFiles(page: Page, files: Parameters<ReturnType<Page["getByLabel"]>["setInputFiles"]>[0]): Promise<void> {
  await openCheck(page);
  await page.getByLabel("Data to check").setInputFiles(files);
}

/** Shows what there is to review, whatever the right pane shows. */
export async function openReview(page: Page): Promise<void> {
  const check = page.getByRole("button", { name: "Close the check" });
  if (await check.isVisible()) await check.click();
  // A narrow window shows one pane at a time, and a button to the next.
  const tab = page.getByRole("tab", { name: /^To review/ }).or(page.getByRole("button", { name: /^To review/ }));
  await tab.filter({ visible: true }).first().click();
}

/** Shows the text of one form of export. */
export async function showForm(page: Page, form: string): Promise<void> {
  await openMenu(page, /^(Show|Hide) text$/);
  await page.getByRole("combobox", { name: "Form" }).selectOption(form);
}

/** Waits until the page may download once more: Chromium silently drops all after ten within a second of one page. */
const untilDownloadsAreLet = (page: Page) =>
  page.waitForFunction(() => {
    const marks = performance.getEntriesByName("test-download");
    if (marks.filter(({ startTime }) => performance.now() - startTime < 2000).length >= 10) return false;
    performance.mark("test-download");
    return true;
  });

/** Presses a button that downloads, and reads what came. */
export async function downloaded(page: Page, button: string): Promise<string> {
  const wanted = page.getByRole("button", { name: button }).first();
  if (!(await wanted.isVisible()) && button === "Download signature.py") await openMenu(page, /^Python/);
  await untilDownloadsAreLet(page);
  const [download] = await Promise.all([page.waitForEvent("download"), wanted.click()]);
  return text(await download.createReadStream());
}

/** Copies the link for review, as its button does, and reads it from the clipboard. */
export async function reviewLink(page: Page): Promise<string> {
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  const copy = page.getByRole("button", { name: "Copy review link" });
  if (!(await copy.isVisible())) await openMenu(page, /^Share/);
  await copy.click();
  await page.getByRole("button", { name: "Copied" }).waitFor();
  return page.evaluate(() => navigator.clipboard.readText());
}

/** What a link for review, or a session that is kept, has in it. */
export const unpacked = async (link: string): Promise<string> => reviewToJson(await reviewFromText(link));

/** What this browser keeps of sessions, unpacked. A session is kept a moment after the last change, so this is polled. */
export async function keptSessions(page: Page): Promise<string> {
  const stored = await page.evaluate(() => Object.values(localStorage) as string[]);
  return (await Promise.all(stored.filter((value) => value.startsWith("#review=")).map(unpacked))).join("\n");
}

/** What axe finds on the page, or in one part of it: each rule with its elements. */
export async function axeViolations(page: Page, within?: string): Promise<readonly string[]> {
  // In the middle of a transition, colours have a contrast that nobody sees for long.
  await page.waitForFunction(() =>
    document
      .getAnimations()
      .every(({ playState, effect }) => playState !== "running" || effect?.getComputedTiming().endTime === Number.POSITIVE_INFINITY),
  );
  if (!(await page.evaluate(() => "axe" in globalThis))) await page.evaluate(axe);
  return page.evaluate(async (part) => {
    // axe was put on the page by name.
    const { run } = (
      globalThis as unknown as {
        axe: { run(within: Node | string, options: object): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
      }
    ).axe;
    // Otherwise it describes every element that passes, which takes longer than looking at them.
    const { violations } = await run(part ?? document, { resultTypes: ["violations"] });
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join("; ")}`);
  }, within);
}
