import type { ElementHandle, Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { COPIES, type CopyName, DOWNLOADS } from "../../src/ui/store/output/output-names.ts";
import { EXPORTS } from "../../src/ui/store/selectors/exports.ts";
import { sharedSite, type Visit } from "../helpers/browser.ts";
import { checkFiles, keptSessions, openMenu, openOptions, openSigners, textFile, unpacked } from "../helpers/page-acts.ts";

const site = sharedSite();

/** A cell, and a number that is an extreme, that must be found nowhere but in the page and its file. */
const SECRET = "Zq7-secret-cell";
const EXTREME = /987.?654.?321/;

/** The secret is as a value, in a message of a problem, as a sample, as a row that decides; the number as an extreme. */
const ROWS = Array.from(
  { length: 30 },
  (_, index) => `${index},${index === 7 ? SECRET : index / 2},${index === 3 ? SECRET : "x"},${index === 5 ? 987_654_321_123 : 1}`,
);
const CONTENT = `id,nearly,city,top\n${ROWS.join("\n")}\n`;

/** What a copied text is called on its button. */
const COPY_LABELS: Readonly<Record<CopyName, RegExp>> = {
  text: /^Copy$/,
  command: /^Copy (CLI command|command for this form)$/,
  link: /^Copy review link$/,
  log: /^Copy log$/,
  code: /^Copy (code|the)|^Copy$|^Python: /,
  curl: /^Copy curl$/,
};

/** Everything that is shared by one press, by the file's name or the button's label, once for each time. */
type Exported = readonly (readonly [name: string, content: string])[];

/** A page that keeps what it writes to the clipboard and what it downloads, of which Chromium lets only ten go unasked. */
async function visit(): Promise<Visit> {
  const context = await site.newContext({ viewport: { width: 1440, height: 900 } });
  await context.addInitScript(() => {
    const exported: [string | null, string][] = [];
    Object.assign(globalThis, { exported });
    navigator.clipboard.writeText = async (text) => void exported.push([null, text]);
    const blobs = new Map<string, Blob>();
    const create = URL.createObjectURL.bind(URL);
    URL.createObjectURL = (blob) => {
      const address = create(blob);
      if (blob instanceof Blob) blobs.set(address, blob);
      return address;
    };
    HTMLAnchorElement.prototype.click = function (this: HTMLAnchorElement) {
      void blobs
        .get(this.href)
        ?.text()
        .then((text) => exported.push([this.download, text]));
    };
  });
  return site.open({ context });
}

/** What was shared since this was last asked, by the file's name, or null for what was copied. */
const newlyExported = (page: Page) =>
  page.evaluate(() => (globalThis as unknown as { exported: [string | null, string][] }).exported.splice(0));

/** Presses buttons one after another. One that has copied is called so for a moment, so it keeps the name that it had in `labels`. */
async function press(page: Page, buttons: readonly ElementHandle[], labels: readonly string[]): Promise<Exported> {
  const taken: (readonly [string, string])[] = [];
  for (const [index, button] of buttons.entries()) {
    await button.click();
    await page.waitForFunction(() => (globalThis as unknown as { exported: unknown[] }).exported.length > 0);
    for (const [name, text] of await newlyExported(page)) taken.push([name ?? labels[index] ?? "", text]);
  }
  return taken;
}

const labelsOf = (buttons: readonly ElementHandle[]): Promise<readonly string[]> =>
  Promise.all(buttons.map(async (button) => ((await button.getAttribute("aria-label")) ?? (await button.textContent()) ?? "").trim()));

/** Presses every button that is there and downloads or copies, whatever it is. */
async function pressAll(page: Page, wanted = /^(Download|Copy)\b(?! Python)/): Promise<Exported> {
  const buttons = await page.getByRole("button", { name: wanted, disabled: false }).elementHandles();
  return press(page, buttons, await labelsOf(buttons));
}

/** Presses every button of a menu that downloads or copies. A press may close the menu, so it is opened for each. */
async function pressMenu(page: Page, menu: string | RegExp, wanted: RegExp, prefix = ""): Promise<Exported> {
  const opener = await page.getByRole("button", { name: menu }).and(page.locator("[aria-expanded]")).first().elementHandle();
  if (opener === null) throw new Error(`There is no menu ${menu}`);
  const open = async () => {
    if ((await opener.getAttribute("aria-expanded")) === "false") await opener.click();
  };
  await open();
  const counts = page.getByLabel("missing cells and deciding row");
  if (await counts.isVisible()) await counts.check();
  const buttons = await page.locator(".menu-panel:not([hidden])").getByRole("button", { name: wanted, disabled: false }).elementHandles();
  const labels = (await labelsOf(buttons)).map((label) => `${prefix}${label}`);
  const taken: (readonly [string, string])[] = [];
  for (const [index, button] of buttons.entries()) {
    await open();
    taken.push(...(await press(page, [button], labels.slice(index, index + 1))));
  }
  await page.keyboard.press("Escape");
  return taken;
}

/** As {@link pressAll}, with what is in menus, and the text in every form that is offered. */
async function takeAll(page: Page): Promise<Exported> {
  const taken = [...(await pressAll(page)), ...(await pressMenu(page, /^Share/, /^(Download|Copy)\b/))];
  taken.push(...(await pressMenu(page, /^Python/, /./, "Python: ")));
  await openMenu(page, /^(Show|Hide) text$/);
  const form = page.getByLabel("Form", { exact: true });
  const buttons = await page
    .locator(".export-head")
    .getByRole("button", { name: /^(Download|Copy)\b/ })
    .elementHandles();
  const labels = await labelsOf(buttons);
  for (const name of await form.locator("option").allTextContents()) {
    await form.selectOption(name);
    for (const [label, text] of await press(page, buttons, labels)) taken.push([`${label} of ${name}`, text]);
  }
  await page.getByRole("button", { name: "Close the text" }).click();
  return taken;
}

/** What this browser keeps, with what is packed in it, once that has the last change. */
async function kept(page: Page, last: string): Promise<readonly string[]> {
  await expect.poll(() => keptSessions(page)).toContain(last);
  const stored = await page.evaluate(() => [...Object.values(localStorage), ...Object.values(sessionStorage)] as string[]);
  const sessions = stored.filter((value) => value.startsWith("#review="));
  expect(sessions.length).toBeGreaterThan(0);
  return [...stored, ...(await Promise.all(sessions.map(unpacked)))];
}

/** What has the secret of what was shared, links unpacked. */
async function namesWithSecret(exported: Exported): Promise<string[]> {
  const texts = await Promise.all(
    exported.map(async ([name, text]) => [name, text.includes("#review=") ? `${text}${await unpacked(text)}` : text] as const),
  );
  return texts.flatMap(([name, text]) => (text.includes(SECRET) || EXTREME.test(text) ? [name] : []));
}

const column = (page: Page, name: string) => page.getByRole("table", { name: "Inputs schema" }).getByRole("button", { name, exact: true });

async function dropInputs(page: Page, content = CONTENT): Promise<void> {
  await page.getByLabel("Model inputs", { exact: true }).setInputFiles(textFile("X_train.csv", content));
  await page.getByRole("button", { name: "Download signature.json" }).waitFor();
}

/** Opens everything that exports: share with its counts, the log, and the check of data that is refused for the secret. */
async function openEverything(page: Page): Promise<void> {
  await page.getByRole("button", { name: /^Log/ }).click();
  await checkFiles(page, textFile("bad.csv", `id,nearly,city,top\n${SECRET},a,b,987654321123.5\n`));
  await page.getByRole("region", { name: "Findings of bad.csv" }).getByText("Change the signature").first().waitFor();
  await page.getByRole("button", { name: "Make one up" }).click();
  await page.getByRole("button", { name: "Copy curl" }).waitFor();
}

describe("a secret cell", () => {
  it("is in no link, file, text, report, log or session, whatever the page exports", async () => {
    const { page, requests } = await visit();
    await dropInputs(page);
    await page.getByText(SECRET).first().waitFor();
    await column(page, "city").click();
    await page.getByLabel("Comment on city").fill("Look at this.");
    await page.getByRole("button", { name: "Add comment" }).click();
    await openEverything(page);
    const inferred = await takeAll(page);

    await page.getByRole("button", { name: "Close the check" }).click();
    await column(page, "city").click();
    await page.getByLabel("Type of id").or(page.getByLabel("Type of city")).first().selectOption("string");
    await page.getByLabel("Name of city").first().fill("town");
    await page.keyboard.press("Enter");

    await openSigners(page);
    await page.getByLabel("Config text").fill("signer:\n  KIND: TolerantSigner\n  integers: double\n");
    await page.getByRole("table", { name: "What changes" }).waitFor();
    const templates = await pressAll(page, /^Download the/);
    await page.getByRole("button", { name: /^Use TolerantSigner( alone)?$/ }).click();
    // Both the edits and the signer are exported now.
    const changed = await takeAll(page);

    const all = [...inferred, ...templates, ...changed];
    // Each file, text and form that the page can export was among them.
    expect(DOWNLOADS.filter((name) => !all.some(([one]) => one === name))).toEqual([]);
    expect(COPIES.filter((name) => !all.some(([one]) => COPY_LABELS[name].test(one)))).toEqual([]);
    expect(EXPORTS.filter((name) => !all.some(([one]) => one === `Copy of ${name}`))).toEqual([]);
    expect(await namesWithSecret(all)).toEqual([]);
    for (const text of await kept(page, "TolerantSigner")) expect(text).not.toContain(SECRET);
    expect(requests).toEqual([]);
  });

  it("that a reason or a problem quotes is in no link, file, report or session that has the reason and the problem", async () => {
    const { page, context } = await visit();
    const values = [`unit-${SECRET}`, `low-${SECRET}`, `high-${SECRET}`, "0077443", "19/07/2031", "7,654.31"];
    const [unit, low, high, zip, seen, price] = values;
    const rows = Array.from({ length: 60 }, (_, row) => `${unit},${row % 2 === 0 ? low : high},${zip},${seen},"${price}"`);
    await dropInputs(page, `unit,level,zip,seen,price\n${rows.join("\n")}\n`);
    for (const value of [unit, zip, seen, price])
      await page
        .getByText(value ?? "")
        .first()
        .waitFor({ state: "attached" });
    const shared = await pressMenu(page, /^Share/, /^(Download|Copy)\b/);
    const by = new Map(shared);
    expect([...by.keys()].sort()).toEqual(["Copy review link", "review.signet.json", "signature-report.html", "signature-report.md"]);
    const link = by.get("Copy review link") ?? "";
    by.delete("Copy review link");
    const readable = [...by.values(), await unpacked(link)];
    for (const text of [...readable, link, ...(await kept(page, "loses its leading zeros"))])
      for (const value of values) expect(text).not.toContain(value);
    for (const text of readable) {
      expect(text).toContain("loses its leading zeros");
      expect(text).toContain("loses its leading zeros: row 1 (60 cells).");
    }
    await context.close();
  });

  it("that is set as missing is in the Python and the command that read the file again, as the page says, and in nothing else", async () => {
    const { page } = await visit();
    await dropInputs(page, `id,city\n1,${SECRET}\n2,b\n`);
    await openOptions(page);
    await page.getByLabel("na_values", { exact: true }).fill(SECRET);
    await page.getByRole("button", { name: "Read again", exact: true }).click();
    await page.getByText("contain your na_values").waitFor({ state: "attached" });
    await page.getByRole("button", { name: /^Log/ }).click();
    const all = await takeAll(page);
    const reading =
      /^Copy (CLI )?command|^Copy of Python: (infer|Spark job)$|^job\.py( of Python: Spark job)?$|^Python: Copy infer_signature|^signature\.py( of Python: infer)?$/;
    const showing = await namesWithSecret(all);
    expect(showing.filter((name) => !reading.test(name))).toEqual([]);
    expect(showing).toContain("Copy of Python: infer");
    expect(showing).toContain("Copy CLI command");
    const link = all.find(([name]) => name === "Copy review link")?.[1] ?? "";
    expect(await unpacked(link)).toContain("na_values");
    for (const text of await kept(page, "na_values")) expect(text).not.toContain(SECRET);
  });
});
