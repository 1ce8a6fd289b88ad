import { fileURLToPath } from "node:url";

// The states of the page that are kept as screenshots, and checked against axe: how each is reached, and the window that shows it.

/** Opens a menu by its button, unless it is open. */
const openMenu = async (page, name) => {
  const button = page.getByRole("button", { name }).first();
  if ((await button.getAttribute("aria-expanded")) === "false") await button.click();
};
/** Shows what there is to review; a narrow window shows one pane at a time. */
const openReview = async (page) => {
  await page.getByRole("table", { name: "Inputs schema" }).waitFor();
  const narrow = page.getByRole("button", { name: /^To review/ });
  await ((await narrow.isVisible()) ? narrow : page.getByRole("tab", { name: /^To review/ })).click();
};
/** Shows the table, if the window has no room for it next to the pane. */
const openTable = async (page) => {
  const back = page.getByRole("button", { name: "‹ Table" });
  if (await back.isVisible()) await back.click();
};
const empty = async () => undefined;
const sample = async (page) => {
  await page.getByRole("button", { name: "Clean table" }).click();
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
  await page.getByText("MLflow writes any").waitFor();
  await page.getByRole("table", { name: "Inputs schema" }).getByRole("button", { name: "price", exact: true }).click();
};
const dialect = async (page) => {
  const lines = [";code;date", "0;007;2024-01-31", "1;012;2024-02-29"].join("\n");
  await page
    .getByLabel("Model inputs", { exact: true })
    .setInputFiles({ name: "codes.csv", mimeType: "", buffer: Buffer.from(`${lines}\n`) });
  await page.getByRole("table", { name: "Inputs schema" }).waitFor();
  await openMenu(page, /^[\d,]+ changes?/);
  await page.getByText("inputs: Read with").waitFor();
};
const broken = async (page) => {
  await page
    .getByLabel("Model inputs", { exact: true })
    .setInputFiles({ name: "table.csv", mimeType: "", buffer: Buffer.from("a,b\n1,2\n3,4,5\n") });
  await page.getByRole("alert").first().waitFor();
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
  await openMenu(page, /^Inputs /);
  await page.getByRole("button", { name: "Options" }).click();
};
const signer = async (page) => {
  await sample(page);
  await page.getByRole("button", { name: /^Signer / }).click();
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
};
const offline = async (page) => {
  await page.context().setOffline(true);
  await sample(page);
};

const checking = async (page) => {
  await sample(page);
  await openMenu(page, "Check data");
  await page.getByLabel("Data to check").setInputFiles({
    name: "new.csv",
    mimeType: "",
    buffer: Buffer.from("season,temperature,humidity,holiday,registered\n1,warm,0.5,True,3\n2,4.5,0.5,False,4\n"),
  });
  await page.getByRole("table", { name: "Verdicts" }).getByText("refused").first().waitFor();
};
// Several causes at once, the first of them opened.
const problem = async (page) => {
  const lines = Array.from(
    { length: 40 },
    (_, row) =>
      `${row},00${row % 9},${row === 7 ? "n.a." : row / 4},${row === 3 ? "" : row % 2 === 0 ? "True" : "False"},2024-01-1${row % 10}`,
  );
  await page
    .getByLabel("Model inputs", { exact: true })
    .setInputFiles({ name: "orders.csv", mimeType: "", buffer: Buffer.from(["Unnamed: 0,code,amount,paid,day", ...lines].join("\n")) });
  await column(page, "code").click();
  // A fix is offered once it was tried.
  await page.locator(".pane .fixes button.safe:enabled").first().waitFor();
};
const typedRows = async (page) => {
  const rows = Array.from({ length: 60 }, (_, row) =>
    JSON.stringify({
      id: row,
      name: row % 7 === 3 ? null : `customer ${row}`,
      score: row / 3,
      tags: ["a", "b"].slice(row % 3),
      address: { zip: `0${row}` },
    }),
  );
  await page
    .getByLabel("Model inputs", { exact: true })
    .setInputFiles({ name: "people.jsonl", mimeType: "", buffer: Buffer.from(rows.join("\n")) });
  await page.getByRole("button", { name: "Rows", exact: true }).first().click();
  await page.getByRole("table", { name: "Rows of inputs" }).waitFor();
};

// What the sample's session has is what a link would carry.
const reviewLink = async (page) => {
  await sample(page);
  const kept = await page.waitForFunction(() => Object.values(localStorage).find((value) => value.startsWith("#review=")));
  const fragment = await kept.jsonValue();
  await page.evaluate(() => sessionStorage.clear());
  const [address] = page.url().split("#");
  // Opened as from a message, not next to the files.
  await page.goto("about:blank");
  await page.goto(`${address}${fragment}`);
  await openReview(page);
  await page.getByText("Shared review").waitFor();
  await openTable(page);
  await column(page, "windspeed").click();
  await page.getByLabel("Comment on windspeed").fill("Is there no wind where it is missing?");
  await page.getByRole("button", { name: "Add comment" }).click();
};
const whatChanged = async (page) => {
  await reviewLink(page);
  const rows = "2,15.58,warm,0.76,12.998,Old Town,32\n3,26.24,cold,,7.0015,Airport,120\n";
  await page.getByLabel("Model inputs", { exact: true }).setInputFiles({
    name: "bikes_inputs.csv",
    mimeType: "",
    buffer: Buffer.from(`season,temperature,feels,humidity,windspeed,station,registered\n${rows}`),
  });
  await page.getByRole("button", { name: "Inputs bikes_inputs.csv 2 × 7" }).waitFor();
  await openTable(page);
  await openReview(page);
  await page.getByRole("region", { name: "What changed" }).waitFor();
  await openTable(page);
  await column(page, "humidity").click();
  await page.getByLabel("Type of humidity").selectOption("float");
  await openTable(page);
};

const messy = async (page) => {
  const file = (name) => fileURLToPath(new URL(`../tests/fixtures/messy/${name}`, import.meta.url));
  await page.getByLabel("Model inputs", { exact: true }).setInputFiles([file("housing_X.csv"), file("predictions.csv")]);
  await page.getByRole("table", { name: "Outputs schema" }).waitFor();
  await page.getByText("Would MLflow accept this data?").waitFor();
  // A narrow window has no room for the values, nor for the fixes next to the table.
  if (page.viewportSize().width <= 560) return;
  await page.getByRole("table", { name: "Inputs schema" }).getByRole("img", { name: /^From/ }).first().waitFor();
  await page.getByRole("button", { name: /^Apply the/ }).waitFor();
};

/** Name, window, colour scheme and how the state is reached. */
export const SHOTS = [
  ["reading", { width: 1280, height: 480 }, "light", reading],
  ["options", { width: 1280, height: 860 }, "light", options],
  ["signer", { width: 1280, height: 860 }, "light", signer],
  ["offline", { width: 1280, height: 860 }, "dark", offline],
  ["empty", { width: 1280, height: 720 }, "light", empty],
  ["empty-dark", { width: 1280, height: 720 }, "dark", empty],
  ["empty-narrow", { width: 390, height: 844 }, "light", empty],
  ["messy", { width: 1440, height: 900 }, "light", messy],
  ["messy-dark", { width: 1440, height: 900 }, "dark", messy],
  ["messy-laptop", { width: 1280, height: 720 }, "light", messy],
  ["messy-wide", { width: 1920, height: 1080 }, "light", messy],
  ["messy-narrow", { width: 390, height: 844 }, "light", messy],
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
  ["checking", { width: 1440, height: 900 }, "light", checking],
  ["problem", { width: 1440, height: 860 }, "light", problem],
  ["problem-narrow", { width: 390, height: 844 }, "dark", problem],
  ["review-link", { width: 1280, height: 860 }, "light", reviewLink],
  ["what-changed", { width: 1440, height: 900 }, "light", whatChanged],
  ["what-changed-narrow", { width: 390, height: 844 }, "dark", whatChanged],
  ["wide-table", { width: 1440, height: 860 }, "light", mixed],
  ["first-rows", { width: 1280, height: 720 }, "light", typedRows],
  ["error", { width: 1280, height: 480 }, "light", broken],
  ["ten-thousand-columns", { width: 1280, height: 900 }, "light", wide],
];
