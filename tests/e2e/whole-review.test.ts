import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { sharedSite } from "../helpers/browser.ts";
import { downloaded, openReview, reviewLink, textFile } from "../helpers/page-acts.ts";

const site = sharedSite();

const COLUMNS = 300;

/** By turns integers, fractions, texts, codes with leading zeros, and integers except one late word. */
function cellOf(column: number, row: number): string {
  switch (column % 5) {
    case 0:
      return String(row * 7);
    case 1:
      return String(row / 4 + 0.25);
    case 2:
      return ["Oslo", "Rome", "Wien"][row % 3] ?? "";
    case 3:
      return `0${1000 + row}`;
    default:
      return row === 150 ? "sold out" : String(row);
  }
}

const KINDS = ["seats", "price", "town", "zip", "late"];

function wideCsv() {
  const columns = Array.from({ length: COLUMNS }, (_, column) => column);
  const rows = Array.from({ length: 200 }, (_, row) => columns.map((column) => cellOf(column, row)).join(","));
  return textFile("X_train.csv", `${[columns.map((column) => `${KINDS[column % 5]}_${column}`).join(","), ...rows].join("\n")}\n`);
}

const table = (page: Page) => page.getByRole("table", { name: "Inputs schema" });
const row = (page: Page, name: string) => table(page).getByRole("button", { name, exact: true });
const names = (page: Page) => table(page).locator("tbody tr:not(.spacer) td.name").allTextContents();

/** Finds a column by typing, and leaves the words in the field. */
async function find(page: Page, words: string, found: readonly string[]): Promise<void> {
  await page.getByRole("searchbox").first().fill(words);
  await expect.poll(() => names(page)).toEqual(found);
}

async function types(page: Page): Promise<ReadonlyMap<string, string>> {
  const { inputs } = JSON.parse(await downloaded(page, "Download signature.json"));
  return new Map(JSON.parse(inputs).map(({ name, type }: { name: string; type: string }) => [name, type]));
}

it("reviews 300 columns from the drop to the reviewer's comments", async () => {
  const author = await site.open({ viewport: { width: 1440, height: 860 } });
  const { page } = author;
  await page.getByLabel("Model inputs", { exact: true }).setInputFiles(wideCsv());
  await page.locator(".schema-head").getByText("300 columns").waitFor();

  await find(page, "late_29", ["late_29", "late_294", "late_299"]);
  await page.getByRole("searchbox").first().fill("");
  await page.getByRole("button", { name: /^Filter: / }).click();
  await page.getByRole("button", { name: "60 double", exact: true }).click();
  await expect.poll(async () => (await names(page)).every((name) => name.startsWith("price_"))).toBe(true);
  await page.getByRole("button", { name: "60 double", exact: true }).click();
  await page.keyboard.press("Escape");

  await find(page, "late_299", ["late_299"]);
  await row(page, "late_299").click();
  await page.getByRole("complementary", { name: "Why this type" }).getByText("Row 151 has sold out, which is not a number.").waitFor();
  await page.getByRole("searchbox").first().fill("");

  await openReview(page);
  const zeros = page.getByRole("region", { name: "Problems" }).getByRole("listitem").filter({ hasText: "leading zeros" }).first();
  await zeros.getByRole("button", { name: "Read as text" }).click();
  await expect.poll(async () => (await types(page)).get("zip_298")).toBe("string");

  await find(page, "seats_0", ["seats_0"]);
  await row(page, "seats_0").focus();
  await page.keyboard.press("Enter");
  await page.keyboard.press("Enter");
  await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute("aria-label"))).toBe("Type of seats_0");
  await page.keyboard.type("double");
  await expect.poll(async () => (await types(page)).get("seats_0")).toBe("double");
  await page.keyboard.press("Control+z");
  await expect.poll(async () => (await types(page)).get("seats_0")).toBe("long");
  await page.keyboard.press("Control+Shift+z");
  await expect.poll(async () => (await types(page)).get("seats_0")).toBe("double");

  const link = await reviewLink(page);
  const signed = await downloaded(page, "Download signature.json");
  const reviewer = await site.open();
  await reviewer.page.goto("about:blank");
  await reviewer.page.goto(link);
  await reviewer.page.locator(".schema-head").getByText("300 columns").waitFor();
  await expect.poll(() => downloaded(reviewer.page, "Download signature.json")).toBe(signed);
  await find(reviewer.page, "seats_0", ["seats_0"]);
  await row(reviewer.page, "seats_0").click();
  await reviewer.page.getByLabel("Comment on seats_0").fill("Can a seat be missing?");
  await reviewer.page.getByRole("button", { name: "Add comment" }).click();
  const answer = await reviewLink(reviewer.page);

  // The row is still chosen, so its comments are open.
  await page.goto(answer);
  const comments = page.getByRole("region", { name: "Comments on seats_0" });
  await comments.getByText("Can a seat be missing?").waitFor();
  await comments.getByRole("button", { name: "Accept", exact: true }).click();
  await comments.getByText("(accepted)").waitFor();
  expect([...author.requests, ...reviewer.requests].filter((address) => address.includes("review="))).toEqual([]);
});
