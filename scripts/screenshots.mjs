// Takes the screenshots of the documents from the built page: `npm run build`, then `node scripts/screenshots.mjs`.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { serve } from "./serve.mjs";
import { findBrowser, root } from "./setup.mjs";

const folder = join(root, "docs", "screenshots");
mkdirSync(folder, { recursive: true });
const { server, address } = await serve(join(root, "dist", "page"));
const browser = await chromium.launch({ executablePath: findBrowser() ?? undefined, args: ["--no-sandbox"] });

const sample = async (page) => {
  await page.getByRole("button", { name: "Try it with sample data" }).click();
  await page.getByRole("table", { name: "Params schema" }).waitFor();
  await page.getByRole("table", { name: "Inputs schema" }).getByRole("button", { name: "windspeed" }).click();
};
const fallback = async (page) => {
  const table = {
    columns: ["price", "quantity", "customer"],
    data: [
      [1.5, 2, { name: "a" }],
      ["n/a", 3, { name: "b" }],
    ],
  };
  await page
    .getByLabel("Model inputs", { exact: true })
    .setInputFiles({ name: "orders.json", mimeType: "", buffer: Buffer.from(JSON.stringify(table)) });
  await page.getByText("any for all 3 columns").waitFor();
  await page.getByRole("table", { name: "Inputs schema" }).getByRole("button", { name: "price", exact: true }).click();
};
const dialect = async (page) => {
  const lines = [";code;date", "0;007;2024-01-31", "1;012;2024-02-29"].join("\n");
  await page
    .getByLabel("Model inputs", { exact: true })
    .setInputFiles({ name: "codes.csv", mimeType: "", buffer: Buffer.from(`${lines}\n`) });
  await page.getByText("inputs: Read with").waitFor();
  await page.getByRole("table", { name: "Inputs schema" }).waitFor();
};
const broken = async (page) => {
  await page
    .getByLabel("Model inputs", { exact: true })
    .setInputFiles({ name: "table.csv", mimeType: "", buffer: Buffer.from("a,b\n1,2\n3,4,5\n") });
  await page.getByRole("alert").waitFor();
};
const wide = async (page) => {
  const names = Array.from({ length: 10_000 }, (_, index) => `feature_${index}`);
  await page.getByLabel("Model inputs", { exact: true }).setInputFiles({
    name: "wide.csv",
    mimeType: "",
    buffer: Buffer.from(`${names.join(",")}\n${names.map((_, index) => index / 4).join(",")}\n`),
  });
  await page.locator(".schema-head").getByText("10,000 columns").waitFor();
};
/** A table of several kinds of columns, one of which turns into text late. */
const mixedCsv = () => {
  const names = Array.from({ length: 300 }, (_, column) => `${["price", "seats", "town", "open", "when", "code"][column % 6]}_${column}`);
  const cell = (column, row) =>
    [
      ((row * 7919) % 997) ** 2 / 1000,
      row % 41 === 3 ? "" : row % 9,
      ["Oslo", "Rome", "Wien", "Rome"][row % 4],
      row % 3 ? "True" : "False",
      `2024-0${(row % 9) + 1}-1${row % 10}`,
      row === 1480 ? "n/a?" : row,
    ][column % 6];
  const rows = Array.from({ length: 1500 }, (_, row) => names.map((_, column) => cell(column, row)).join(","));
  return { name: "X_train.csv", mimeType: "", buffer: Buffer.from(`${names.join(",")}\n${rows.join("\n")}\n`) };
};
const mixed = async (page) => {
  await page.getByLabel("Model inputs", { exact: true }).setInputFiles(mixedCsv());
  await page.locator(".schema-head").getByText("300 columns").waitFor();
};
const column = (page, name) => page.getByRole("table", { name: "Inputs schema" }).getByRole("button", { name, exact: true });
const distributions = async (page) => {
  await mixed(page);
  await page.getByRole("button", { name: "Distributions" }).click();
  await column(page, "price_0").click();
  await page.getByRole("img", { name: /^Histogram/ }).waitFor();
};
const decidingRow = async (page) => {
  await mixed(page);
  await column(page, "code_5").click();
  await page.getByRole("button", { name: "show row 1,481" }).click();
  await page.locator("td.target").waitFor();
};
const nested = async (page) => {
  const rows = [
    { id: 1, address: { street: "Long Street 1", zip: null, tags: ["home"] }, scores: [1.5, 2] },
    { id: 2, address: { street: "Short Street 2", zip: "0150", tags: [] }, scores: [0.25] },
  ];
  await page
    .getByLabel("Model inputs", { exact: true })
    .setInputFiles({ name: "people.json", mimeType: "", buffer: Buffer.from(JSON.stringify(rows)) });
  await page.getByRole("button", { name: "Unfold address" }).click();
  await column(page, "address").click();
};
const options = async (page) => {
  await dialect(page);
  await page.getByRole("button", { name: "Options" }).click();
};
const signer = async (page) => {
  await sample(page);
  await page.getByRole("button", { name: "Options" }).first().click();
  await page.getByRole("button", { name: "Choose a signer" }).click();
  await page
    .getByLabel("Config text")
    .fill("signer:\n  KIND: TolerantSigner\n  integers: double\n  optional: [windspeed]\n  text: [station]\n");
  await page.getByRole("table", { name: "What changes" }).waitFor();
};
// A file of a gigabyte that takes no memory: the same row many times over.
const reading = async (page) => {
  await page.evaluate(() => {
    const row = new Blob(["3,0.25,Harbour,True,2024-01-31\n".repeat(100_000)]);
    const transfer = new DataTransfer();
    transfer.items.add(new File(["season,price,station,holiday,day\n", ...Array.from({ length: 320 }, () => row)], "X_train.csv"));
    const chooser = document.querySelector('input[aria-label="Model inputs"]');
    chooser.files = transfer.files;
    chooser.dispatchEvent(new Event("change", { bubbles: true }));
  });
  await page.getByText("rows so far").waitFor();
  await page.waitForTimeout(700);
};
const offline = async (page) => {
  await page.context().setOffline(true);
  await sample(page);
};

const SHOTS = [
  ["reading", { width: 1280, height: 480 }, "light", reading],
  ["options", { width: 1280, height: 860 }, "light", options],
  ["signer", { width: 1280, height: 860 }, "light", signer],
  ["offline", { width: 1280, height: 860 }, "dark", offline],
  ["empty", { width: 1280, height: 480 }, "light", async () => undefined],
  ["review", { width: 1280, height: 860 }, "light", sample],
  ["review-dark", { width: 1280, height: 860 }, "dark", sample],
  ["review-narrow", { width: 360, height: 740 }, "light", sample],
  ["distributions", { width: 1440, height: 900 }, "light", distributions],
  ["distributions-dark", { width: 1440, height: 900 }, "dark", distributions],
  ["deciding-row", { width: 1440, height: 900 }, "light", decidingRow],
  ["deciding-row-narrow", { width: 360, height: 740 }, "light", decidingRow],
  ["nested", { width: 1280, height: 720 }, "light", nested],
  ["any-fallback", { width: 1280, height: 720 }, "light", fallback],
  ["dialect", { width: 1280, height: 820 }, "light", dialect],
  ["error", { width: 1280, height: 480 }, "light", broken],
  ["ten-thousand-columns", { width: 1280, height: 900 }, "light", wide],
];

for (const [name, viewport, colorScheme, prepare] of SHOTS) {
  const page = await browser.newPage({ viewport, colorScheme });
  await page.goto(address);
  await page.locator('[data-idle="true"]').waitFor();
  await prepare(page);
  await page.screenshot({ path: join(folder, `${name}.png`), fullPage: name.includes("narrow") });
  await page.close();
}
await browser.close();
server.close();
