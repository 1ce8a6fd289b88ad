import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { isFirefox, sharedSite } from "../helpers/browser.ts";
import {
  axeViolations,
  downloaded,
  textFile as file,
  keptSessions,
  openChanges,
  openMenu,
  openOptions,
  openReview,
  openSigners,
  reviewLink,
  showForm,
  typeParams,
} from "../helpers/page-acts.ts";

const site = sharedSite();

/** A cell that must be found nowhere but in the page and its file. */
const SECRET = "Zq7-secret-cell";

const INPUTS = `id,amount,city\n1,0.5,${SECRET}\n2,,b\n3,2.5,c\n`;

async function dropInputs(page: Page, content = INPUTS): Promise<void> {
  await page.getByLabel("Model inputs", { exact: true }).setInputFiles(file("X_train.csv", content));
  await page.getByRole("button", { name: "Download signature.json" }).waitFor();
}

/** A row of the inputs, by its button. */
const row = (page: Page, name: string) => page.getByRole("table", { name: "Inputs schema" }).getByRole("button", { name, exact: true });

/** The signature as it is downloaded: one line per column. */
async function signature(page: Page): Promise<string[]> {
  const { inputs } = JSON.parse(await downloaded(page, "Download signature.json"));
  return JSON.parse(inputs).map(
    (column: { name: string; type: string; required: boolean }) => `${column.name} ${column.type}${column.required ? "" : "?"}`,
  );
}

const stored = (page: Page) => page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]));

describe("editing", () => {
  it("goes by the keyboard alone: type, name, requiredness, order, drop, add, undo and redo", async () => {
    const { page, requests } = await site.open();
    await dropInputs(page);
    await row(page, "amount").focus();
    await page.keyboard.press("Enter");
    await page.keyboard.press("Enter");
    await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute("aria-label"))).toBe("Type of amount");
    // One letter: on a busy machine the list of a select takes a word for several.
    await page.keyboard.press("f");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Space");
    await page.keyboard.press("Enter");
    await expect.poll(() => signature(page)).toEqual(["id long", "amount float", "city string"]);
    await row(page, "amount").focus();
    await page.keyboard.press("Alt+ArrowUp");
    await expect.poll(() => signature(page)).toEqual(["amount float", "id long", "city string"]);
    await row(page, "city").focus();
    await page.keyboard.press("Enter");
    await page.keyboard.press("Delete");
    await expect.poll(() => signature(page)).toEqual(["amount float", "id long"]);
    await page.keyboard.press("Control+z");
    await page.keyboard.press("Control+z");
    await page.keyboard.press("Control+z");
    await page.keyboard.press("Control+z");
    await expect.poll(() => signature(page)).toEqual(["id long", "amount double?", "city string"]);
    for (let step = 0; step < 4; step++) await page.keyboard.press("Control+Shift+z");
    await expect.poll(() => signature(page)).toEqual(["amount float", "id long"]);
    await expect.poll(() => downloaded(page, "Download signature.py")).toContain("ColSpec(\"float\", 'amount')");
    expect(requests).toEqual([]);
  });

  it("edits several rows at once, marks what was inferred, and reverts one by one", async () => {
    const { page } = await site.open();
    await dropInputs(page);
    await row(page, "id").click();
    await row(page, "amount").click({ modifiers: ["Shift"] });
    await page.getByLabel("Type of 2 rows").selectOption("string");
    await expect.poll(() => signature(page)).toEqual(["id string", "amount string?", "city string"]);
    await page.getByRole("button", { name: "Revert type of amount to double" }).click();
    await expect.poll(() => signature(page)).toEqual(["id string", "amount double?", "city string"]);
    await page.getByLabel("Name of id").first().fill("key");
    await page.keyboard.press("Enter");
    await expect.poll(() => signature(page)).toEqual(["key string", "amount double?", "city string"]);
    await openChanges(page);
    await page.getByRole("button", { name: "Revert name of id of inputs" }).click();
    await expect.poll(() => signature(page)).toEqual(["id string", "amount double?", "city string"]);
    await openChanges(page);
    await page.getByRole("button", { name: "Revert id of inputs" }).click();
    await expect.poll(() => signature(page)).toEqual(["id long", "amount double?", "city string"]);
  });

  it("reverts what was edited within a nested column one by one", async () => {
    const { page } = await site.open();
    const people = [
      { address: { street: "Long Street 1", zip: null, tags: ["home"] } },
      { address: { street: "a", zip: "1", tags: ["b"] } },
    ];
    await page.getByLabel("Model inputs", { exact: true }).setInputFiles(file("people.json", JSON.stringify(people)));
    await row(page, "address").click();
    const type = async () => JSON.parse(JSON.parse(await downloaded(page, "Download signature.json")).inputs)[0].properties;
    const inferred = await type();
    await page.getByLabel("address.zip is required").check();
    await page.getByLabel("Type of address.tags[]").selectOption("long");
    await page.getByRole("button", { name: "Drop address.street" }).click();
    await page.getByRole("button", { name: "Unfold address" }).click();
    await page.getByRole("button", { name: "Revert required of zip to optional" }).click();
    await expect.poll(() => type()).toMatchObject({ zip: inferred.zip, tags: { items: { type: "long" } } });
    await page.getByRole("button", { name: "Put back address.street" }).click();
    await page.getByRole("button", { name: "Revert type of address.tags[] to string" }).click();
    await page.getByRole("button", { name: /^0 changes/ }).waitFor();
    await expect.poll(() => type()).toEqual(inferred);
  });

  it("undoes the params' text, and keeps it for a reload", async () => {
    const { page } = await site.open();
    await dropInputs(page);
    const box = page.getByLabel("Params text");
    await openMenu(page, "Params");
    await box.pressSequentially("{'k': 5}");
    await page.getByRole("table", { name: "Params schema" }).getByText("long").waitFor();
    await page.getByRole("button", { name: "Undo", exact: true }).click();
    await expect.poll(() => box.inputValue()).toBe("");
    await page.getByRole("button", { name: "Redo", exact: true }).click();
    await expect.poll(() => box.inputValue()).toBe("{'k': 5}");
    await expect.poll(() => stored(page)).toContain("{'k': 5}");
    await page.reload();
    await page.locator('[data-idle="true"]').waitFor();
    await expect.poll(() => box.inputValue()).toBe("{'k': 5}");
    await page.getByRole("region", { name: "Review" }).getByRole("button", { name: "Close" }).click();
    await expect.poll(() => box.inputValue()).toBe("");
  });

  it("keeps a model's inputs where only its params are typed again, and says what differs", async () => {
    const { page } = await site.open();
    const json = {
      inputs: '[{"type": "long", "name": "a", "required": true}]',
      outputs: null,
      params: '[{"name": "k", "type": "long", "default": 3, "shape": null}]',
    };
    await page.getByLabel("MLmodel", { exact: true }).setInputFiles(file("signature.json", JSON.stringify(json)));
    await row(page, "a").waitFor();
    await typeParams(page, "{'k': 5}");
    await page.getByRole("region", { name: "What changed" }).getByText("params: k default changed from 3 to 5").waitFor();
    await expect.poll(() => signature(page)).toEqual(["a long"]);
    await showForm(page, "Python: infer");
    await page.getByText("signature = infer_signature(params={'k': 5})").waitFor();
    await page.getByText("ColSpec(\"long\", 'a')").waitFor();
    expect(await page.getByRole("button", { name: "Copy command" }).count()).toBe(0);
  });

  it("says a rule of MLflow's in words, and undoes a fix as it undoes an edit", async () => {
    const { page } = await site.open();
    await dropInputs(page);
    await row(page, "id").click();
    await page.getByLabel("Name of id").fill("city");
    await page.keyboard.press("Enter");
    await page.getByRole("alert").getByText("Another one is called city.").waitFor();
    await openReview(page);
    await page.locator(".notes-group summary").click();
    await page.getByRole("button", { name: "Declare as double" }).first().click();
    await expect.poll(() => signature(page)).toEqual(["id double", "amount double?", "city string"]);
    await page.getByRole("button", { name: "Undo", exact: true }).first().click();
    await expect.poll(() => signature(page)).toEqual(["id long", "amount double?", "city string"]);
  });
});

describe("a review link", () => {
  it("goes to a reviewer and comes back with comments, and holds no cell", async () => {
    const author = await site.open();
    await dropInputs(author.page);
    await row(author.page, "amount").click();
    await author.page.getByLabel("Type of amount").selectOption("float");
    const link = await reviewLink(author.page);

    const reviewer = await site.open({ address: link });
    await expect.poll(() => signature(reviewer.page)).toEqual(["id long", "amount float?", "city string"]);
    await reviewer.page.getByRole("region", { name: "Review" }).getByText("drop the file to check it").waitFor();
    await reviewer.page.getByText("X_train.csv, 3 rows").waitFor();
    await row(reviewer.page, "amount").click();
    await reviewer.page.getByText("Not in this link: its values").waitFor();
    await reviewer.page.getByText("pandas holds float64, so MLflow writes double").waitFor();
    // It is only read until it is forked.
    expect(await reviewer.page.getByRole("region", { name: "Edit", exact: true }).count()).toBe(0);
    await reviewer.page.getByLabel("Comment on amount").fill("Is a float enough?");
    await reviewer.page.getByRole("button", { name: "Add comment" }).click();
    const answer = await reviewLink(reviewer.page);
    await reviewer.page.keyboard.press("Escape");
    await openReview(reviewer.page);
    await reviewer.page.getByRole("button", { name: "Edit a copy" }).click();
    await row(reviewer.page, "amount").click();
    await reviewer.page.getByRole("region", { name: "Edit", exact: true }).waitFor();

    await author.page.goto(answer);
    await row(author.page, "amount").click();
    await author.page.getByRole("region", { name: "Comments on amount" }).getByText("Is a float enough?").waitFor();
    await author.page.getByRole("button", { name: "Accept", exact: true }).click();
    await author.page.getByText("(accepted)").waitFor();

    expect(decodeURIComponent(link) + decodeURIComponent(answer)).not.toContain(SECRET);
    expect([...author.requests, ...reviewer.requests].filter((address) => address.includes("review="))).toEqual([]);
  });

  it("says how long it is, that it opens only here, and has counts only if they are ticked", async () => {
    const author = await site.open();
    await dropInputs(author.page);
    const bare = await reviewLink(author.page);
    const share = author.page.getByRole("region", { name: "Share" });
    await share.getByText(`${bare.length} characters`).waitFor();
    await share.getByText("links open only on this machine").waitFor();
    await share.getByRole("button", { name: "Download review.signet.json" }).waitFor();
    const counts = author.page.getByLabel("missing cells and deciding row");
    expect(await counts.isChecked()).toBe(false);
    await counts.check();
    await share.getByText(`${bare.length} characters`).waitFor({ state: "hidden" });
    await author.page.getByRole("button", { name: "Copied" }).waitFor({ state: "hidden" });
    const counted = await reviewLink(author.page);
    const reader = await site.open({ address: bare });
    const cell = () => row(reader.page, "amount").locator("xpath=ancestor::tr").locator("td.missing").textContent();
    await row(reader.page, "amount").waitFor();
    expect(await cell()).toBe("");
    await reader.page.goto(counted);
    await expect.poll(cell).toBe("33.3%");
    await row(reader.page, "amount").click();
    await reader.page.getByText("1 missing of 3 rows").waitFor();
  });

  it("is checked by the file, with what differs marked", async () => {
    const author = await site.open();
    await dropInputs(author.page);
    const link = await reviewLink(author.page);
    const { page, requests } = await site.open({ address: link });
    await page.getByRole("region", { name: "Review" }).waitFor();
    await dropInputs(page, "id,amount,extra\n1,x,1\n");
    const changed = page.getByRole("region", { name: "What changed" });
    await changed.getByText("inputs: amount type changed from double to string").waitFor();
    await changed.getByText("inputs: city removed: was string").waitFor();
    await changed.getByText("inputs: extra added: long").waitFor();
    await page.getByRole("img", { name: "In the review its type is double; here string." }).waitFor();
    expect(requests).toEqual([]);
  });

  it("shows its own edits and comments in a tab that had another one open", async () => {
    const linkOf = async (content: string, column: string, type: string) => {
      const author = await site.open();
      await dropInputs(author.page, content);
      await row(author.page, column).click();
      await author.page.getByLabel(`Type of ${column}`).selectOption(type);
      await author.page.getByLabel(`Comment on ${column}`).fill(`About ${column}`);
      await author.page.getByRole("button", { name: "Add comment" }).click();
      const link = await reviewLink(author.page);
      return link;
    };
    const first = await linkOf("id,amount\n1,2\n", "id", "double");
    const second = await linkOf("id,city\n1,b\n", "city", "binary");
    const { page } = await site.open({ address: first });
    await expect.poll(() => signature(page)).toEqual(["id double", "amount long"]);
    await page.goto(second);
    await expect.poll(() => signature(page)).toEqual(["id long", "city binary"]);
    await row(page, "id").click();
    await page.getByLabel("Comment on id").waitFor();
    expect(await page.getByText("About id").count()).toBe(0);
  });

  it("that was damaged says so, and the page works on", async () => {
    const { page } = await site.open({ address: `${site.address}#review=AAAA` });
    await page.getByRole("alert").getByText("The link is damaged").waitFor();
    await dropInputs(page);
    await expect.poll(() => signature(page)).toEqual(["id long", "amount double?", "city string"]);
  });

  it("opens as a file that is dropped, and as an address that is pasted", async () => {
    const author = await site.open();
    await dropInputs(author.page);
    const link = await reviewLink(author.page);
    const saved = await downloaded(author.page, "Download review.signet.json");
    expect(saved).not.toContain(SECRET);
    const { page } = await site.open();
    await page.getByLabel("Model inputs", { exact: true }).setInputFiles(file("review.signet.json", saved));
    await page.getByRole("region", { name: "Review" }).waitFor();
    await page.getByRole("region", { name: "Review" }).getByRole("button", { name: "Close" }).click();
    await page.getByRole("button", { name: "Clean table" }).waitFor();
    await page.getByRole("button", { name: "Paste data" }).first().click();
    await page.getByLabel("Data of inputs").fill(link);
    await page.getByRole("button", { name: "Read", exact: true }).click();
    await page.getByRole("region", { name: "Review" }).waitFor();
  });
});

describe("on paper", () => {
  it.skipIf(isFirefox)("all rows of a long table stand, and no controls", async () => {
    const { page } = await site.open();
    const names = Array.from({ length: 300 }, (_, index) => `c${index}`);
    await dropInputs(page, `${names.join(",")}\n${names.map(() => 1).join(",")}\n`);
    await page.evaluate(() => {
      const seen = { rows: 0 };
      Object.assign(globalThis, { seen });
      window.addEventListener("beforeprint", () => {
        seen.rows = document.querySelectorAll(".signature-table tbody tr[data-key]").length;
      });
    });
    await page.pdf();
    expect(await page.evaluate(() => (globalThis as unknown as { seen: { rows: number } }).seen.rows)).toBe(300);
    await expect.poll(() => page.locator(".signature-table tbody tr[data-key]").count()).toBeLessThan(100);
    await page.emulateMedia({ media: "print" });
    for (const name of ["Export", "Share"]) expect(await page.getByRole("region", { name }).count()).toBe(0);
  });
});

describe("every state of editing and sharing", () => {
  it.each([
    ["wide and light", { viewport: { width: 1440, height: 900 } }],
    ["narrow and dark", { viewport: { width: 360, height: 800 }, colorScheme: "dark" as const }],
  ])("has nothing that axe finds: %s", async (_, options) => {
    const { page } = await site.open(options);
    await dropInputs(page, 'id,amount,city\n1,0.5,"a"\n2,,b\n');
    await typeParams(page, "{'k': 5}");
    await row(page, "amount").click();
    await page.getByLabel("Comment on amount").fill("Is it needed?");
    await page.getByRole("button", { name: "Add comment" }).click();
    await page.getByLabel("Type of amount").selectOption("object");
    await openMenu(page, /^Share/);
    await page.getByRole("button", { name: "Download report as HTML" }).waitFor();
    expect(await axeViolations(page)).toEqual([]);
    const link = await reviewLink(page);
    await page.keyboard.press("Escape");
    const table = page.getByRole("button", { name: "‹ Table" });
    if (await table.isVisible()) await table.click();
    await page.getByRole("button", { name: "Edit k", exact: true }).click();
    await row(page, "id").dblclick();
    expect(await axeViolations(page)).toEqual([]);
    await openOptions(page);
    expect(await axeViolations(page)).toEqual([]);

    const { page: reader } = await site.open({ ...options, address: link });
    await row(reader, "amount").click();
    await reader.getByRole("region", { name: "Comments on amount" }).waitFor();
    expect(await axeViolations(reader)).toEqual([]);
  });
});

describe("declared dtypes", () => {
  it("are cast from a pandera schema that is pasted, and the Python shows it", async () => {
    const { page } = await site.open();
    await dropInputs(page, "season,temp,day\n1,0.5,2024-01-31\n2,0.25,2024-02-01\n");
    await openOptions(page);
    await page
      .getByRole("textbox", { name: "Dtypes of inputs" })
      .fill("class S(pa.DataFrameModel):\n    season: Series[pa.UInt8]\n    temp: Series[pa.Float32]\n    day: Series[pa.DateTime]\n");
    await page.getByRole("button", { name: "Cast", exact: true }).click();
    await expect.poll(() => signature(page)).toEqual(["season integer", "temp float", "day datetime"]);
    await showForm(page, "Python: infer");
    await page.getByText("inputs = inputs.astype({'season': 'uint8', 'temp': 'float32'})").waitFor();
    await page.getByRole("region", { name: "Python: infer" }).getByText("parse_dates=['day']").waitFor();
  });
});

describe("the file", () => {
  it("is read again for dates in text and reader options, and for nothing else", async () => {
    const { page } = await site.open();
    await dropInputs(page, "id,amount,day\n1,0.5,2024-01-31\n2,,2024-02-01\n");
    await page.getByRole("button", { name: /^Log/ }).click();
    const readings = () => page.getByRole("region", { name: "Log lines" }).getByText("Reading X_train.csv").count();
    await row(page, "amount").click();
    await page.getByLabel("Type of amount").selectOption("string");
    await page.getByLabel("Cast of amount").selectOption("float32");
    await row(page, "id").click();
    await page.getByLabel("Cast of id").selectOption("str");
    await expect.poll(() => signature(page)).toEqual(["id string", "amount string?", "day string"]);
    await page.getByRole("button", { name: "Drop id" }).click();
    await page.getByRole("button", { name: "Undo", exact: true }).click();
    await openChanges(page);
    await page.getByRole("button", { name: "Revert all" }).click();
    await typeParams(page, "{'k': 5}");
    await page.getByRole("table", { name: "Params schema" }).waitFor();
    expect(await readings()).toBe(1);
    await row(page, "day").click();
    await page.getByLabel("Cast of day").selectOption("datetime64[ns]");
    await expect.poll(() => signature(page)).toEqual(["id string", "amount float?", "day datetime"]);
    await expect.poll(() => readings()).toBe(2);
    await page.getByRole("button", { name: "Undo", exact: true }).click();
    await expect.poll(() => signature(page)).toEqual(["id string", "amount float?", "day string"]);
    await expect.poll(() => readings()).toBe(3);
  });
});

describe("casts", () => {
  it("stay where the file could not be read with other options, and comes back as it was", async () => {
    const { page } = await site.open();
    await dropInputs(page);
    await row(page, "amount").click();
    await page.getByLabel("Cast of amount").selectOption("float32");
    await expect.poll(() => signature(page)).toEqual(["id long", "amount float?", "city string"]);
    const readWith = async (usecols: string) => {
      await openOptions(page);
      await page.getByLabel("Reader options of inputs").fill(usecols);
      await page.getByRole("button", { name: "Read again", exact: true }).click();
    };
    await readWith("{'usecols': ['id', 'gone']}");
    await page.getByRole("alert").getByText("X_train.csv").waitFor();
    await readWith("{'usecols': ['id', 'amount']}");
    await expect.poll(() => signature(page)).toEqual(["id long", "amount float?"]);
    await page.getByRole("button", { name: "Undo", exact: true }).click();
    await page.getByRole("alert").getByText("X_train.csv").waitFor();
    await page.getByRole("button", { name: "Undo", exact: true }).click();
    await expect.poll(() => signature(page)).toEqual(["id long", "amount float?", "city string"]);
  });
});

describe("another signer", () => {
  it("is undone and redone as an edit is, and what the browser remembers follows", async () => {
    const { page } = await site.open();
    await dropInputs(page);
    await openSigners(page);
    await page.getByLabel("Config text").fill("signer:\n  KIND: TolerantSigner\n  integers: double\n");
    await page.getByRole("table", { name: "What changes" }).waitFor();
    await page.getByRole("button", { name: /^Use TolerantSigner( alone)?$/ }).click();
    await expect.poll(() => signature(page)).toContain("id double");
    const remembered = () => page.evaluate(() => localStorage.getItem("signet-signer"));
    await expect.poll(remembered).toContain("TolerantSigner");
    await page.getByRole("button", { name: "Undo", exact: true }).click();
    await expect.poll(() => signature(page)).toContain("id long");
    await expect.poll(remembered).toBeNull();
    await page.getByRole("button", { name: "Redo", exact: true }).click();
    await expect.poll(() => signature(page)).toContain("id double");
    await expect.poll(remembered).toContain("TolerantSigner");
    await page.reload();
    await page.locator('[data-idle="true"]').waitFor();
    await dropInputs(page);
    await expect.poll(() => signature(page)).toContain("id double");
    await expect.poll(() => page.getByRole("button", { name: "Undo", exact: true }).isDisabled()).toBe(true);
  });
});

describe("a session", () => {
  it("survives a reload with its edits and settings, never the data, and is forgotten on request", async () => {
    const { page } = await site.open();
    await dropInputs(page);
    await row(page, "amount").click();
    await page.getByLabel("Type of amount").selectOption("float");
    await expect.poll(() => keptSessions(page)).toContain('\\"float');
    await page.reload();
    await page.locator('[data-idle="true"]').waitFor();
    await expect.poll(() => signature(page)).toEqual(["id long", "amount float?", "city string"]);
    expect(await stored(page)).not.toContain(SECRET);
    await row(page, "amount").click();
    await page.getByRole("region", { name: "Edit", exact: true }).waitFor();
    await openReview(page);
    await page.getByRole("region", { name: "Review" }).getByRole("button", { name: "Close" }).click();
    await page.getByRole("region", { name: "Recent" }).getByText("X_train.csv").waitFor();
    await page.getByRole("button", { name: "Forget everything" }).click();
    await page.reload();
    await page.locator('[data-idle="true"]').waitFor();
    expect(await page.getByRole("region", { name: "Recent" }).count()).toBe(0);
    expect(await stored(page)).not.toContain("signet-session");
  });

  it("reads the file again as it was read before", async () => {
    const { page } = await site.open();
    await dropInputs(page, "id;amount\n007;0,5\n");
    await openOptions(page);
    await page.getByLabel("decimal").fill(",");
    await page.getByRole("button", { name: "Read again" }).click();
    await expect.poll(() => signature(page)).toEqual(["id long", "amount double"]);
    // The option, which the problem of decimal commas does not name so.
    await expect.poll(() => keptSessions(page)).toContain(String.raw`\"decimal\": \",\"`);
    await page.reload();
    await page.locator('[data-idle="true"]').waitFor();
    await page.getByRole("region", { name: "Review" }).waitFor();
    await dropInputs(page, "id;amount\n007;0,5\n");
    await expect.poll(() => signature(page)).toEqual(["id long", "amount double"]);
  });
});
