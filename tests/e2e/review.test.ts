import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { ConsoleMessage, Page } from "playwright-core";
import { beforeAll, describe, expect, it } from "vitest";
import { golden, type Site, sharedSite } from "../helpers/browser.ts";
import { axeViolations, openCheck } from "../helpers/page-acts.ts";

const site = sharedSite();

const COLUMNS = 300;
const ROWS = 1200;
const KINDS = ["price", "seats", "town", "open", "late"] as const;
const TOWNS = ["Oslo", "Rome", "Wien", "Rome", "Rome"];

/** The cell of a column of this kind; `late` is an integer until row 1,000, where it is a text. */
function cellOf(kind: (typeof KINDS)[number], row: number): string {
  switch (kind) {
    case "price":
      return String(((row * 37) % 1000) / 4 + 0.25);
    case "seats":
      return row % 50 === 7 ? "" : String(row % 9);
    case "town":
      return TOWNS[row % TOWNS.length] ?? "";
    case "open":
      return row % 3 === 0 ? "True" : "False";
    case "late":
      return row === 999 ? "sold out" : String(row);
  }
}

const nameAt = (column: number) => `${KINDS[column % KINDS.length]}_${column}`;

function wideCsv(columnCount = COLUMNS, rowCount = ROWS): { readonly name: string; readonly mimeType: string; readonly buffer: Buffer } {
  const columns = Array.from({ length: columnCount }, (_, column) => column);
  const lines = [columns.map(nameAt).join(",")];
  for (let row = 0; row < rowCount; row++)
    lines.push(columns.map((column) => cellOf(KINDS[column % KINDS.length] ?? "price", row)).join(","));
  return { name: "X_train.csv", mimeType: "", buffer: Buffer.from(`${lines.join("\n")}\n`) };
}

const inputsOf = (page: Page) => page.getByLabel("Model inputs", { exact: true });
const tableOf = (page: Page) => page.getByRole("table", { name: "Inputs schema" });
const rowsOf = (page: Page) => page.getByRole("region", { name: "Inputs schema rows" });
const whyOf = (page: Page) => page.getByRole("complementary", { name: "Why this type" });
const whyText = async (page: Page) => (await whyOf(page).textContent()) ?? "";

async function openWide(): Promise<Awaited<ReturnType<Site["open"]>>> {
  const opened = await site.open({ viewport: { width: 1280, height: 900 } });
  await inputsOf(opened.page).setInputFiles(wideCsv());
  await opened.page.locator(".schema-head").getByText("300 columns").waitFor();
  // What comes last: until then rows may move under what is pressed.
  await opened.page
    .locator(".own")
    .filter({ hasText: /✓|refused/ })
    .waitFor();
  await tableOf(opened.page)
    .getByRole("img", { name: /^From 0\.25 to / })
    .first()
    .waitFor();
  return opened;
}

const columnOf = (page: Page, name: string) => tableOf(page).getByRole("button", { name, exact: true });
const names = (page: Page) => tableOf(page).locator("tbody tr:not(.spacer) td.name").allTextContents();

/** All with one page, since it takes long to read so wide a file: the first begins with nothing selected, the last hides and sorts rows. */
describe("reviewing 300 columns", () => {
  let page: Page;
  beforeAll(async () => {
    ({ page } = await openWide());
  });

  it("is walked by keyboard alone", async () => {
    const selected = () => tableOf(page).locator("tr[aria-selected=true] td.name").textContent();
    await rowsOf(page).focus();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowDown");
    await expect.poll(selected).toBe("seats_1");
    await page.keyboard.press("End");
    await expect.poll(selected).toBe("late_299");
    await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe("late_299");
    await page.keyboard.press("PageUp");
    await page.keyboard.press("Home");
    await expect.poll(selected).toBe("price_0");
    await page.keyboard.press("?");
    await page.getByRole("region", { name: "Keys" }).waitFor();
    await page.keyboard.press("Escape");
    await expect.poll(() => page.getByRole("region", { name: "Keys" }).count()).toBe(0);
  });

  it("keeps the keys working once the selected row is scrolled away", async () => {
    await columnOf(page, "price_0").click();
    await rowsOf(page).evaluate((view) => {
      view.scrollTop = view.scrollHeight;
    });
    await expect.poll(() => names(page)).toContain("late_299");
    await page.keyboard.press("ArrowDown");
    await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe("seats_1");
  });

  it("says why, with the row and value that decided, and shows that row of the file", async () => {
    await columnOf(page, "late_4").click();
    await expect.poll(() => whyText(page)).toContain("int64 → float64 → str: Row 1,000 has sold out, which is not a number.");
    await page.getByRole("button", { name: "show row 1,000" }).click();
    const cells = page.getByRole("table", { name: "Rows of inputs" });
    await expect.poll(() => cells.locator("td.target").textContent()).toBe("sold out");
    await expect.poll(() => cells.locator("td.target").getAttribute("class")).toContain("text");
    await expect.poll(() => cells.getByRole("rowheader", { name: "1,000" }).count()).toBe(1);
    await page.getByRole("button", { name: "Columns after" }).click();
    await expect.poll(() => page.getByText("columns 41 to 80 of 300").count()).toBe(1);
    await page.getByRole("region", { name: "First rows of inputs" }).getByRole("button", { name: "Close" }).click();
    await expect.poll(() => cells.count()).toBe(0);
  });

  it("fills in how the values are distributed, and draws it", async () => {
    await columnOf(page, "price_0").click();
    const values = whyOf(page).getByRole("region", { name: "Values" });
    await expect.poll(() => values.textContent()).toContain("median");
    await expect.poll(() => values.textContent()).toContain("cells1,200");
    const plot = values.getByRole("img", { name: /^Histogram of price_0: most cells/ });
    await plot.waitFor();
    await plot.hover();
    await expect.poll(() => plot.textContent()).toContain("to below");
    await columnOf(page, "town_2").click();
    await expect.poll(() => values.textContent()).toMatch(/Rome720.*60\.0%/);
    await expect
      .poll(() =>
        tableOf(page)
          .getByRole("img", { name: /^From 0\.25 to / })
          .count(),
      )
      .toBeGreaterThan(0);
  });

  it("finds, filters and sorts them", async () => {
    await page.keyboard.press("/");
    await page.keyboard.type("late_29");
    await expect.poll(() => names(page)).toEqual(["late_29", "late_294", "late_299"]);
    await expect.poll(() => page.getByText("3 of 300 columns").count()).toBe(1);
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: /^Filter: / }).click();
    await page.getByRole("button", { name: "60 boolean", exact: true }).click();
    await expect.poll(async () => (await names(page)).every((name) => name.startsWith("open_"))).toBe(true);
    await page.getByRole("button", { name: "60 boolean", exact: true }).click();
    await page.getByRole("button", { name: "60 optional", exact: true }).click();
    await expect.poll(async () => (await names(page))[0]).toBe("seats_1");
    await page.getByRole("button", { name: "60 optional", exact: true }).click();
    await page.getByRole("button", { name: "missing", exact: true }).click();
    await expect.poll(async () => (await names(page))[0]).toBe("seats_1");
    await expect.poll(() => tableOf(page).getByRole("columnheader", { name: "missing" }).getAttribute("aria-sort")).toBe("descending");
  });
});

describe("typed files", () => {
  it("shows the first rows as they are read, with what each cell is", async () => {
    const { page } = await site.open();
    await inputsOf(page).setInputFiles({
      name: "X.parquet",
      mimeType: "",
      buffer: readFileSync(join(golden, "files", "frame_range_index.snappy.parquet")),
    });
    await page.getByRole("button", { name: "Rows", exact: true }).click();
    await page.getByRole("table", { name: "Rows of inputs" }).waitFor();
    await expect.poll(() => page.locator("td.cell.number").count()).toBeGreaterThan(0);
    await page.getByRole("button", { name: "Close" }).first().click();
    await openCheck(page);
    await page.getByRole("button", { name: "From the first rows…" }).click();
    await page.getByRole("button", { name: "Use them" }).click();
    await expect
      .poll(() => page.locator("textarea").evaluateAll((boxes) => boxes.map((box) => (box as HTMLTextAreaElement).value).join()))
      .toContain("dataframe_split");
  });

  it("gives the physical and logical type, and where the answer came from", async () => {
    const { page } = await site.open();
    const buffer = readFileSync(join(golden, "files", "timestamp_us.parquet"));
    await inputsOf(page).setInputFiles({ name: "X.parquet", mimeType: "", buffer });
    await tableOf(page).locator("td.name button").first().click();
    const facts = whyOf(page).getByRole("region", { name: "In the file" });
    await expect.poll(() => facts.textContent()).toContain("physical typeINT64");
    await expect.poll(() => facts.textContent()).toContain("TIMESTAMP(MICROS, local)");
    await expect.poll(() => facts.textContent()).toContain("answered fromthe data");
  });
});

describe("for everyone", () => {
  it.each([
    ["wide, light", { viewport: { width: 1280, height: 900 }, colorScheme: "light" as const }],
    ["wide, dark", { viewport: { width: 1600, height: 1000 }, colorScheme: "dark" as const }],
    ["narrow, light", { viewport: { width: 360, height: 740 }, colorScheme: "light" as const }],
  ])("has nothing that axe finds: %s", async (_, options) => {
    const { page } = await site.open(options);
    // More columns than a window has rows, so that it looks the same as with 300.
    await inputsOf(page).setInputFiles(wideCsv(60, 60));
    await page.locator(".schema-head").getByText("60 columns").waitFor();
    await page.getByRole("button", { name: "Rows", exact: true }).click();
    await page.getByRole("table", { name: "Rows of inputs" }).waitFor();
    expect(await axeViolations(page)).toEqual([]);
    await columnOf(page, "price_0").click();
    await whyOf(page)
      .getByRole("img", { name: /^Histogram/ })
      .waitFor();
    await page.keyboard.press("?");
    expect(await axeViolations(page)).toEqual([]);
    await expect.poll(() => page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
  });

  it("breaks no rule of the page's own policy while it draws", async () => {
    const { page } = await site.open();
    const refused: string[] = [];
    const listen = (message: ConsoleMessage) => message.type() === "error" && refused.push(message.text());
    page.on("console", listen);
    await inputsOf(page).setInputFiles(wideCsv(5, 60));
    await columnOf(page, "price_0").click();
    await whyOf(page)
      .getByRole("img", { name: /^Histogram/ })
      .waitFor();
    page.off("console", listen);
    expect(refused).toEqual([]);
  });
});

describe("ten thousand columns", () => {
  it("are drawn a window at a time, found and walked to their end", async () => {
    const { page } = await site.open();
    const header = Array.from({ length: 10_000 }, (_, column) => `c${column}`).join(",");
    const buffer = Buffer.from(`${header}\n${header.replaceAll(/c\d+/g, "1")}\n${header.replaceAll(/c\d+/g, "2")}\n`);
    await inputsOf(page).setInputFiles({ name: "wide.csv", mimeType: "", buffer });
    await page.locator(".schema-head").getByText("10,000 columns").waitFor();
    await expect.poll(() => tableOf(page).getAttribute("aria-rowcount")).toBe("10001");
    await expect.poll(() => tableOf(page).locator("tr").count()).toBeLessThan(80);
    await rowsOf(page).focus();
    await page.keyboard.press("End");
    await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe("c9999");
    await expect.poll(() => tableOf(page).locator("tr[aria-selected=true]").getAttribute("aria-rowindex")).toBe("10001");
    await page.getByLabel("Find in inputs").fill("c999");
    await expect.poll(() => page.getByText("11 of 10,000 columns").count()).toBe(1);
  });
});
