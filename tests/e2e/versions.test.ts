import { describe, expect, it } from "vitest";
import { sharedSite } from "../helpers/browser.ts";
import { axeViolations, downloaded, textFile as file } from "../helpers/page-acts.ts";

const site = sharedSite();

const BIG = "a,b\n18446744073709551616,x\n2,y\n";
const SIGNATURE = `signature:\n  inputs: '[{"type": "string", "name": "a", "required": true}]'\n  outputs: null\n`;
const MLMODEL = `flavors: {}\nmlflow_version: 3.12.0\n${SIGNATURE}`;

describe("versions", () => {
  it("are chosen in the list, which signs again without reading and marks what others answer differently", async () => {
    const { page } = await site.open();
    await page.getByLabel("Model inputs", { exact: true }).setInputFiles(file("big.csv", BIG));
    const table = page.getByRole("table", { name: "Inputs schema" });
    await table.getByText("long", { exact: true }).waitFor();
    await page.getByRole("button", { name: /^MLflow 3\.17\.2 · pandas/ }).click();
    expect(await axeViolations(page)).toEqual([]);
    await page.getByRole("button", { name: /^MLflow 2\.21 to 3\.16/ }).click();
    await table.getByRole("img", { name: /long with MLflow 3\.17\.2 and pandas 3\.1\.1/ }).waitFor();
    expect(await table.getByText("long", { exact: true }).count()).toBe(0);
    await page.getByRole("button", { name: /^MLflow 3\.15\.2, pandas 2\.3\.3/ }).click();
    const panel = page.getByRole("region", { name: "Compare versions" });
    await expect.poll(() => panel.getByRole("row", { name: "inputs: a string long" }).count()).toBe(1);
    expect(await axeViolations(page)).toEqual([]);
    await panel.getByRole("button", { name: "Close" }).click();
    await page.getByRole("button", { name: "Undo", exact: true }).click();
    await table.getByText("long", { exact: true }).waitFor();
  });

  it("are named by a model with its requirements, and its download is for them", async () => {
    const { page } = await site.open();
    await page.getByLabel("Model inputs", { exact: true }).setInputFiles(file("big.csv", BIG));
    await page.getByRole("table", { name: "Inputs schema" }).getByText("long", { exact: true }).waitFor();
    await page.getByRole("button", { name: "Model", exact: true }).click();
    await page
      .getByLabel("MLmodel", { exact: true })
      .setInputFiles([file("MLmodel", MLMODEL), file("requirements.txt", "mlflow==3.12.0\npandas==2.2.3\n")]);
    await page.getByRole("button", { name: /^MLflow 3\.12\.0 · pandas 2\.2\.3/ }).waitFor();
    await expect.poll(() => page.getByRole("table", { name: "Inputs schema" }).getByText("long", { exact: true }).count()).toBe(0);
    const mlmodel = await downloaded(page, "Download MLmodel");
    expect(mlmodel).toContain('"type": "string", "name": "a", "required": true}');
    expect(mlmodel).toContain("mlflow_version: 3.12.0");
  });
});
