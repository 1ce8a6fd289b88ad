import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { root } from "../../scripts/setup.mjs";
import { golden } from "../helpers/browser.ts";
import { ownFolder } from "../helpers/own-folder.ts";
import { ownSites } from "../helpers/own-site.ts";
import { findWebKit, WebKit } from "../helpers/webkit.ts";

const found = findWebKit();
if (typeof found === "string") console.warn(`Skipped: ${found}`);

const { host } = ownSites();

describe.skipIf(typeof found === "string")("in WebKit", () => {
  const { folder, written } = ownFolder("signet-webkit-");
  const downloads = join(folder, "Downloads");
  let browser: WebKit;

  beforeAll(async () => {
    if (typeof found !== "string") browser = await WebKit.start(found, folder);
  });
  afterAll(async () => {
    await browser?.close();
  });

  const bodyText = () => browser.run("return document.body.innerText");
  const open = async (address: string) => {
    await browser.open(address);
    await expect.poll(() => browser.run(`return document.querySelector('[data-idle="true"]') !== null`)).toBe(true);
  };

  it("signs, downloads and checks from a host", async () => {
    await open((await host()).address);
    await browser.give('input[aria-label="Model inputs"]', written("X_train.csv.gz", gzipSync("a,b\n1,x\n2,y\n")));
    await expect.poll(bodyText).toContain("Ready: inputs, 2 rows");
    await browser.give('input[aria-label="Model outputs"]', written("predictions.csv", "p\n0.25\n0.5\n"));
    await expect.poll(bodyText).toContain("outputs, 2 rows");
    await expect.poll(bodyText).toContain("Signature ready");
    await browser.run(`[...document.querySelectorAll("button")].find((one) => one.textContent.trim() === "Download MLmodel").click()`);
    await expect.poll(() => existsSync(downloads) && readdirSync(downloads)).toEqual(["MLmodel"]);
    await expect.poll(() => readFileSync(join(downloads, "MLmodel"), "utf-8")).toContain(`inputs: '[{"type": "long", "name": "a"`);
    rmSync(join(downloads, "MLmodel"));
    await browser.run(`[...document.querySelectorAll("button")].find((one) => one.textContent.trim() === "Check data").click()`);
    await expect.poll(() => browser.run(`return document.querySelector('input[aria-label="Data to check"]') !== null`)).toBe(true);
    await browser.give('input[aria-label="Data to check"]', written("new.csv", "a,b\n1.5,x\n"));
    await expect.poll(bodyText).toContain("refused, 1 reason");
  });

  it("says that it reads no files where the page is on a disk", async () => {
    await open(pathToFileURL(join(root, "dist", "signet.html")).href);
    await browser.give('input[aria-label="Model inputs"]', written("X_train.csv", "a,b\n1,x\n"));
    await expect.poll(bodyText).toContain("open it from a host: WebKit reads no files there");
  });

  it("reads Parquet", async () => {
    await open((await host()).address);
    const parquet = readdirSync(join(golden, "files")).find((name) => name.endsWith(".parquet")) ?? "";
    await browser.give('input[aria-label="Model inputs"]', join(golden, "files", parquet));
    await expect.poll(bodyText).toContain("Signature ready");
  });
});
