import type { Locator, Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { type Site, sharedSite } from "../helpers/browser.ts";
import {
  axeViolations,
  checkFiles,
  openChanges,
  openCheck,
  openOptions,
  openReview,
  openSigners,
  showForm,
  textFile,
} from "../helpers/page-acts.ts";

const site = sharedSite();

const HOSTILE = '<img src=x onerror="document.title=1">';

const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`;

/** Leading zeros under names that are markup and code, a word among numbers, dates, an index, and booleans that miss cells. */
const FILE = [
  ["", "zip", quoted(HOSTILE), "__proto__", "rooms", "seen", "member", "unit"].join(","),
  ...Array.from({ length: 30 }, (_, row) =>
    [
      row,
      `0${7000 + row}`,
      `00${row}`,
      `01${row}`,
      row === 20 ? "n/k" : row,
      `2024-01-${String(row + 1).padStart(2, "0")}`,
      row % 5 === 0 ? "" : "True",
      "kg",
    ].join(","),
  ),
].join("\n");

const problems = (page: Page): Locator => page.getByRole("region", { name: "Problems" });
const problem = (page: Page, words: string): Locator => problems(page).getByRole("listitem").filter({ hasText: words }).first();

const openNotes = (page: Page): Promise<void> => problems(page).locator("summary").click();

async function typeOf(page: Page, name: string): Promise<string | null> {
  const row = page
    .getByRole("table", { name: "Inputs schema" })
    .locator("tbody tr")
    .filter({ has: page.getByText(name, { exact: true }) });
  return row.locator("td").nth(2).textContent();
}

async function opened(options: Parameters<Site["open"]>[0] = {}) {
  const { page } = await site.open(options);
  await page
    .getByLabel("Model inputs", { exact: true })
    .setInputFiles({ name: "X.csv", mimeType: "text/csv", buffer: Buffer.from(`${FILE}\n`) });
  await page.getByRole("table", { name: "Inputs schema" }).waitFor();
  // A narrow window shows the table first.
  await openReview(page);
  await problem(page, "leading zeros").waitFor();
  return { page };
}

describe("problems", () => {
  it("are one a cause, counted without notes", async () => {
    const { page } = await opened();
    await expect
      .poll(() =>
        problems(page)
          .locator("ul[aria-label]")
          .evaluateAll((lists) => lists.map((list) => list.getAttribute("aria-label"))),
      )
      .toEqual(["4 warnings: it may fail", expect.stringMatching(/notes$/)]);
    await expect.poll(() => problems(page).locator("summary").allTextContents()).toEqual([expect.stringMatching(/^\d+ notes: [a-z]/)]);
    await expect.poll(() => page.locator(".verdict .outcome").textContent()).toContain("4 warnings");
    await expect.poll(() => problem(page, "leading zeros").textContent()).toContain(HOSTILE);
    expect(await page.title()).not.toBe("1");
  });

  it("are fixed for all columns by one click, which the Python shows, and undone", async () => {
    const { page } = await opened();
    await expect.poll(() => typeOf(page, "zip")).toBe("long");
    const fix = problem(page, "leading zeros").getByRole("button", { name: "Read as text" });
    await expect.poll(() => problem(page, "leading zeros").textContent()).toContain("3 columns. The file is read again");
    await fix.click();
    await expect.poll(() => typeOf(page, "zip")).toBe("string");
    await expect.poll(() => problem(page, "leading zeros").count()).toBe(0);
    await expect.poll(() => typeOf(page, "__proto__")).toBe("string");
    await showForm(page, "Python: infer");
    await page.getByText("dtype={'zip': 'str'").last().waitFor();
    await openChanges(page);
    await page.getByRole("button", { name: "Undo dtype" }).click();
    await expect.poll(() => typeOf(page, "zip")).toBe("long");
    await problem(page, "leading zeros").waitFor();
  });

  it("pass the focus on when a fix is taken by keyboard", async () => {
    const { page } = await opened();
    const focused = page.locator(".problem:focus-within, [role=tab]:focus");
    const fixes = problems(page).locator("ul[aria-label*=warning] .fixes");
    while ((await fixes.count()) > 0) {
      const number = await fixes.count();
      // A fix that is still tried is disabled.
      await fixes.first().getByRole("button", { disabled: false }).first().press("Enter");
      await expect.poll(() => fixes.count()).toBeLessThan(number);
      const isLast = (await fixes.count()) === 0;
      await expect.poll(() => focused.textContent()).toMatch(isLast ? /^To review/ : /./);
      if (!isLast)
        await expect
          .poll(() => focused.locator(".fixes").evaluate((one) => one === document.querySelector("ul[aria-label*=warning] .fixes")))
          .toBe(true);
    }
  });

  it("pass the focus on when the safe fixes are applied by keyboard", async () => {
    const { page } = await opened();
    await page.getByRole("button", { name: /^Apply the \d safe fixes/ }).press("Enter");
    await page.getByRole("button", { name: "Apply", exact: true }).press("Enter");
    await expect.poll(() => problem(page, "leading zeros").count()).toBe(0);
    await expect.poll(() => page.evaluate(() => document.activeElement?.closest(".problem, [role=tab]") !== null)).toBe(true);
  });

  it("are fixed for the columns that are chosen", async () => {
    const { page } = await opened();
    const zeros = problem(page, "leading zeros");
    await zeros.getByRole("button", { name: "choose" }).click();
    await zeros.getByRole("checkbox", { name: "Fix __proto__" }).uncheck();
    await zeros.getByRole("button", { name: "Read as text (2 of 3)" }).click();
    await expect.poll(() => typeOf(page, "zip")).toBe("string");
    await expect.poll(() => typeOf(page, "__proto__")).toBe("long");
  });

  it("are fixed after reading too, and undone in the same place", async () => {
    const { page } = await opened();
    await problem(page, "booleans").getByRole("button", { name: "Cast to float64" }).click();
    await expect.poll(() => typeOf(page, "member")).toBe("double");
    await openChanges(page);
    await page.getByRole("button", { name: "Undo .astype({'member': 'float64'})" }).click();
    await expect.poll(() => typeOf(page, "member")).toBe("boolean");
  });

  it("select their columns in the table", async () => {
    const { page } = await opened();
    await problem(page, "not a number").getByRole("button", { name: "rooms" }).click();
    await expect.poll(() => page.locator("tr[aria-selected=true] td.name").textContent()).toBe("rooms");
  });

  it("report what the distributions show once they are known", async () => {
    const { page } = await opened();
    await openNotes(page);
    await problem(page, "one value in all 30 rows").waitFor();
    await expect.poll(() => problem(page, "one value").textContent()).toContain("unit");
  });

  it("report what data to be checked lacks, and where it misses integers", async () => {
    const { page } = await site.open();
    const csv = (name: string, content: string) => ({ name, mimeType: "text/csv", buffer: Buffer.from(content) });
    await page.getByLabel("Model inputs", { exact: true }).setInputFiles(csv("train.csv", "age,survived\n41,0.5\n36,1.5\n"));
    await page.getByRole("table", { name: "Inputs schema" }).waitFor();
    await openNotes(page);
    await expect.poll(() => problem(page, "cannot hold missing values").getAttribute("class")).toContain("notes");
    await checkFiles(page, [csv("test.csv", "age\n20\nNA\n")]);
    await openReview(page);
    await problem(page, "not in test.csv").waitFor();
    await problem(page, "test.csv has some there").waitFor();
    await problem(page, "not in test.csv").getByRole("button", { name: "Drop the column" }).click();
    await expect.poll(() => problem(page, "not in test.csv").count()).toBe(0);
  });

  it("report it too for test data that was dropped together with its training data", async () => {
    const { page } = await site.open();
    await page.evaluate(() => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File(["age,survived\n41,0.5\n36,1.5\n"], "X_train.csv"));
      dataTransfer.items.add(new File(["age\n20\nNA\n"], "X_test.csv"));
      document.querySelector("header")?.dispatchEvent(new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true }));
    });
    await problem(page, "not in X_test.csv").waitFor();
    await problem(page, "X_test.csv has some there").waitFor();
    await expect.poll(() => page.getByRole("status").textContent()).toBe("Ready: inputs, 2 rows");
    await expect.poll(() => page.locator(".verdict .outcome").textContent()).toContain("2 warnings");
  });

  it("rename columns, whose rows and distributions are found by the names in the file", async () => {
    const { page } = await site.open();
    const lines = Array.from({ length: 90 }, (_, row) => `${row},${row},${row === 70 ? "n.a." : row}`);
    await page
      .getByLabel("Model inputs", { exact: true })
      .setInputFiles({ name: "X.csv", mimeType: "text/csv", buffer: Buffer.from(`a,b,a\n${lines.join("\n")}\n`) });
    await problem(page, "more than once").getByRole("button", { name: "Rename to a_2" }).click();
    await expect.poll(() => typeOf(page, "a_2")).toBe("string");
    await showForm(page, "Python: infer");
    await page.getByText("inputs = inputs.rename(columns={'a.1': 'a_2'})").waitFor();
    await page.getByRole("table", { name: "Inputs schema" }).getByRole("button", { name: "a_2" }).click();
    const why = page.getByRole("complementary", { name: "Why this type" });
    await why.getByText("most frequent").or(why.getByText("max length")).first().waitFor();
    await why.getByRole("button", { name: "show row 71" }).click();
    await expect.poll(() => page.locator("td.target").textContent()).toBe("n.a.");
    await openReview(page);
    await problem(page, "not a number").getByRole("button", { name: "as missing" }).click();
    await expect.poll(() => typeOf(page, "a_2")).toBe("double");
    await openChanges(page);
    await page.getByRole("button", { name: "Undo .rename(columns={'a.1': 'a_2'})" }).click();
    await expect.poll(() => typeOf(page, "a.1")).toBe("double");
  });

  it("copy Python that no reader option replaces, and mark only a fix that loses nothing", async () => {
    const { page } = await site.open({ permissions: ["clipboard-read", "clipboard-write"] });
    await page
      .getByLabel("Model inputs", { exact: true })
      .setInputFiles({ name: "X.csv", mimeType: "text/csv", buffer: Buffer.from("zip,load\n00501,12 kg\n00544,9 kg\n") });
    await problem(page, "leading zeros").waitFor();
    const convert = problems(page).getByRole("button", { name: "Copy Python: convert to numbers" });
    await expect.poll(() => convert.locator("xpath=..").textContent()).toContain("→ double");
    await convert.click();
    await problems(page).getByRole("button", { name: "Copied" }).waitFor();
    await expect.poll(() => problems(page).locator("button.safe").allTextContents()).toEqual(["Read as text"]);
    // The column's tab says the rest, and shows the code.
    await problem(page, "kg").getByRole("button", { name: "load" }).click();
    await page.getByRole("tab", { name: "load" }).click();
    const inFull = page.getByRole("list", { name: "Problems of the column" });
    await expect.poll(() => inFull.textContent()).toContain("→ double, if you sign what it makes");
    await inFull.locator("summary", { hasText: "Python" }).click();
    await inFull.getByText("str.replace").or(inFull.getByText("pd.to_numeric")).first().waitFor();
  });

  it("let lines be left out that are too long", async () => {
    const { page } = await site.open();
    await page
      .getByLabel("Model inputs", { exact: true })
      .setInputFiles({ name: "X.csv", mimeType: "text/csv", buffer: Buffer.from("a,b\n1,2\n3,4,5\n") });
    await problems(page).getByRole("button", { name: "Leave out 1 row" }).click();
    await expect.poll(() => page.getByRole("status").textContent()).toBe("Ready: inputs, 1 row");
  });

  it("give way to a panel over the table in a narrow window", async () => {
    const { page } = await opened({ viewport: { width: 390, height: 844 } });
    await openSigners(page);
    await page.getByLabel("Config text").waitFor();
    await page.getByRole("button", { name: "Cancel" }).click();
    await openCheck(page);
    await openOptions(page);
    await expect.poll(async () => (await page.locator(".overlay").boundingBox())?.height).toBeGreaterThan(500);
  });

  it.each<[string, Parameters<Site["open"]>[0]]>([
    ["light", { viewport: { width: 1440, height: 900 } }],
    ["dark", { viewport: { width: 1440, height: 900 }, colorScheme: "dark" }],
    ["narrow", { viewport: { width: 360, height: 740 } }],
  ])("have nothing that axe finds: %s", async (_, options) => {
    const { page } = await opened(options);
    await problem(page, "leading zeros").getByRole("button", { name: "choose" }).click();
    expect(await axeViolations(page, "section.problems")).toEqual([]);
    await expect.poll(() => page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
  });

  it("list where the files of a data set differ, in the right pane", async () => {
    const { page } = await opened({ viewport: { width: 1440, height: 900 } });
    const rows = (price: string) => `id,price\n${"1,2\n".repeat(39)}1,${price}\n`;
    const files = Array.from({ length: 12 }, (_, index) => textFile(`part-${index}.csv`, rows(index === 7 ? "two" : "3")));
    await page.getByLabel("Model inputs", { exact: true }).setInputFiles([...files, textFile("part-99.csv", "price,id,note\n1,2,x\n")]);
    const table = page.locator("table.files-differ");
    await expect.poll(() => table.locator("tbody tr").allInnerTexts()).toHaveLength(3);
    const cells = await table.locator("tbody tr").first().locator("th, td").allInnerTexts();
    expect(cells).toEqual(["price", "part-7.csv", "text from row 40", "1 of 13", "integers (12)"]);
    expect(await axeViolations(page, ".files-differ-part")).toEqual([]);
    await page.getByRole("button", { name: "Read as text" }).click();
    await expect.poll(() => table.locator("tbody tr").count()).toBe(2);
  });
});
