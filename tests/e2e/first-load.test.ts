import { describe, expect, it } from "vitest";
import { sharedSite } from "../helpers/browser.ts";
import { textFile as file } from "../helpers/page-acts.ts";

const site = sharedSite();

/** The page whose chunks, all but its first script, are kept back until `load` is called. */
async function openHalf() {
  const page = await (await site.newContext()).newPage();
  let load = () => {};
  const loaded = new Promise<void>((resolve) => {
    load = resolve;
  });
  await page.route(/\/(mount|spawn-worker)[^/]*\.js$/, async (route) => {
    await loaded;
    await route.continue();
  });
  await page.goto(site.address, { waitUntil: "commit" });
  await page.getByRole("heading", { name: "Model inputs" }).waitFor();
  return { page, load };
}

describe("while the page is loading", () => {
  it("takes files and a press, and gives them to the page once it is alive", async () => {
    const { page, load } = await openHalf();
    expect(await page.locator('[data-idle="false"]').count()).toBe(1);
    await page.getByLabel("Model inputs", { exact: true }).setInputFiles(file("X.csv", "a,b\n1,x\n"));
    await page.evaluate(() => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File(["p\n0.5\n"], "scores.csv"));
      const zone = document.querySelector('[data-role="outputs"]');
      zone?.dispatchEvent(new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true }));
    });
    await page.getByRole("button", { name: "Dark" }).click();
    await page.getByText("will be read as soon as the page is loaded").or(page.getByText("Loading")).first().waitFor();
    load();
    await expect.poll(() => page.getByRole("status").textContent()).toBe("Ready: inputs, 1 row. Ready: outputs, 1 row");
    await expect.poll(() => page.locator("html").getAttribute("data-theme")).toBe("dark");
  });

  it("says so where a part of it cannot be loaded", async () => {
    const page = await (await site.newContext()).newPage();
    await page.route(/\/spawn-worker[^/]*\.js$/, (route) => route.abort());
    await page.goto(site.address);
    await expect.poll(() => page.getByRole("status").textContent()).toContain("Load the page again");
  });
});

describe("the server", () => {
  const get = (path: string, encoding: string, headers: Record<string, string> = {}) =>
    fetch(new URL(path, site.address), { headers: { "accept-encoding": encoding, ...headers } });

  it.each([
    ["gzip, br", "br"],
    ["gzip", "gzip"],
    ["br;q=0, gzip;q=0.5", "gzip"],
    ["identity", null],
  ])("answers %s with %s", async (accepted, encoding) => {
    const response = await get("/", accepted);
    expect([response.headers.get("content-encoding"), response.headers.get("vary")]).toEqual([encoding, "accept-encoding"]);
    expect(await response.text()).toContain("<header>");
  });

  it("lets assets be kept for good, and the page be asked for again", async () => {
    const page = await get("/", "br");
    const [, asset = ""] = /src="\.(\/assets\/[^"]+)"/.exec(await page.text()) ?? [];
    expect(page.headers.get("cache-control")).toBe("no-cache");
    expect((await get(asset, "br")).headers.get("cache-control")).toBe("public, max-age=31536000, immutable");
    const again = await get("/", "br", { "if-none-match": page.headers.get("etag") ?? "" });
    expect(again.status).toBe(304);
  });
});
