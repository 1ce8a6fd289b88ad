import { describe, expect, it } from "vitest";
import { sharedSite } from "../helpers/browser.ts";

const site = sharedSite();

describe("a file whose encoding is not certain", () => {
  it("waits, shows its names in each, and is signed in the one that is chosen by keyboard", async () => {
    const { page } = await site.open();
    const buffer = Buffer.from([...Buffer.from("id,"), 0xbd, 0xbb, 0xbd, 0xea, ...Buffer.from("\n1,2\n3,4\n")]);
    await page.getByLabel("Model inputs", { exact: true }).setInputFiles({ name: "X.csv", mimeType: "text/csv", buffer });
    const table = page.getByRole("table", { name: "The first rows as euc_jp" });
    await table.waitFor();
    await expect.poll(() => table.getByRole("columnheader").allTextContents()).toEqual(["id", "住所"]);
    await expect.poll(() => table.getByRole("row").count()).toBe(3);
    expect(await page.getByRole("table", { name: "Inputs schema" }).count()).toBe(0);
    const choice = page
      .getByRole("group", { name: "In which encoding are the names right?" })
      .getByRole("button", { name: "Read as euc_jp" });
    await choice.focus();
    await page.keyboard.press("Enter");
    await page.getByRole("table", { name: "Inputs schema" }).waitFor();
    await expect.poll(() => page.getByRole("table", { name: "Inputs schema" }).textContent()).toContain("住所");
  });

  it("is read by itself if only one encoding is plausible, and the page says which", async () => {
    const { page } = await site.open();
    const buffer = Buffer.from("año,ventas,región\n2020,10,León\n2021,12,Aragón\n", "latin1");
    await page.getByLabel("Model inputs", { exact: true }).setInputFiles({ name: "X.csv", mimeType: "text/csv", buffer });
    await page.getByRole("table", { name: "Inputs schema" }).waitFor();
    await expect.poll(() => page.getByRole("table", { name: "Inputs schema" }).textContent()).toContain("región");
    await page.getByRole("button", { name: /^1 change/ }).click();
    await page.getByRole("region", { name: "Changes" }).or(page.locator(".menu-panel:not([hidden])")).getByText("cp1252").first().waitFor();
  });
});
