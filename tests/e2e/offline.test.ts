import { readdirSync } from "node:fs";
import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { isSingle, sharedSite } from "../helpers/browser.ts";
import { builtPage, copiedPage, deploy, ownSites } from "../helpers/own-site.ts";
import { checkFiles, textFile as file } from "../helpers/page-acts.ts";

const site = sharedSite();
const { host } = ownSites();

const idle = (page: Page) => page.locator('[data-idle="true"]').waitFor();

const inputs = (page: Page) => page.getByLabel("Model inputs", { exact: true });

async function signed(page: Page, name: string): Promise<void> {
  await inputs(page).setInputFiles(file(name, "a,b\n1,x\n2,y\n"));
  await expect.poll(() => page.getByRole("status").textContent()).toContain("Ready: inputs, 2 rows");
}

async function visit(address: string): Promise<Page> {
  const page = await (await site.newContext({ isKept: true })).newPage();
  await page.goto(address);
  await idle(page);
  return page;
}

/** What the browser keeps of the page, by paths. */
const keptPaths = (page: Page) =>
  page.evaluate(async () => {
    const names = await caches.keys();
    const requests = (await Promise.all(names.map(async (name) => (await caches.open(name)).keys()))).flat();
    return { names, paths: requests.map(({ url }) => new URL(url).pathname.slice(1)).sort() };
  });

/** The paths of the build, as a host serves them. */
const builtPaths = () =>
  readdirSync(builtPage, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !/\.(br|gz)$/.test(entry.name))
    .map((entry) => `${entry.parentPath.slice(builtPage.length + 1)}/${entry.name}`.replace(/^\//, ""))
    .filter((path) => path !== "sw.js")
    .map((path) => (path === "index.html" ? "" : path));

// Each visit takes seconds of a processor, so one test does all that one visit can show.
describe.skipIf(isSingle)("after one visit", () => {
  it("has kept the build's files and nothing else, asks the host for nothing, and works without it, its guides too", async () => {
    const { address, asked, close } = await host();
    const page = await visit(address);
    const { names, paths } = await keptPaths(page);
    expect(names).toHaveLength(1);
    expect(paths).toEqual(builtPaths().sort());
    asked.length = 0;
    await signed(page, "X.csv");
    await checkFiles(page, file("new.csv", "a,b\n1.5,x\n"));
    await page.getByText("✗ refused, 1 reason").first().waitFor();
    await page.getByRole("button", { name: "Help" }).click();
    // The browser itself may look for a new build.
    expect(asked.filter((path) => path !== "/sw.js")).toEqual([]);
    await close();
    await page.reload();
    await idle(page);
    await page.goto(`${address}index.html?from=bookmark`);
    await idle(page);
    await signed(page, "X.csv");
    await page.goto(`${address}docs/using.html`);
    await page.getByRole("heading", { level: 1 }).waitFor();
  });
});

describe.skipIf(isSingle)("a new build", () => {
  it("is used at once where nothing is on the page; work on it goes on, and is kept over the reload", async () => {
    const folder = copiedPage();
    const { address } = await host(folder);
    const page = await visit(address);
    const update = page.getByRole("button", { name: "Update", exact: true });
    deploy(folder, "Second");
    await page.reload();
    await idle(page);
    expect(await page.title()).toBe("Signet");
    await update.click();
    await expect.poll(() => page.title()).toBe("Second");
    await idle(page);
    expect((await keptPaths(page)).names).toEqual([expect.stringContaining("Second")]);
    expect(await update.count()).toBe(0);

    deploy(folder, "Third");
    await page.reload();
    await idle(page);
    await signed(page, "X.csv");
    await update.click();
    const reload = page.getByRole("button", { name: "Updated: reload" });
    await reload.waitFor();
    expect(await page.title()).toBe("Second");
    await inputs(page).setInputFiles(file("other.csv", "c\n1\n"));
    await page.getByRole("button", { name: "Inputs other.csv" }).waitFor();
    await expect.poll(() => page.evaluate(() => localStorage.getItem("signet-sessions"))).toContain("other.csv");
    await reload.click();
    await expect.poll(() => page.title()).toBe("Third");
    await page.getByRole("table", { name: "Inputs schema" }).getByText("c", { exact: true }).first().waitFor();
  });
});

describe("an installed Signet", () => {
  it("reads the files that it is opened with", async () => {
    const page = await (await site.newContext({ isKept: true })).newPage();
    // A launch queue with real handles, as an installed app gets it from the browser.
    await page.addInitScript(() => {
      const written = async (name: string, content: string) => {
        const handle = await (await navigator.storage.getDirectory()).getFileHandle(name, { create: true });
        const stream = await handle.createWritable();
        await stream.write(content);
        await stream.close();
        return handle;
      };
      Object.defineProperty(window, "launchQueue", {
        value: {
          setConsumer: async (consume: (launch: { files: FileSystemFileHandle[] }) => void) =>
            consume({ files: [await written("X_train.csv", "a\n1\n"), await written("predictions.csv", "p\n0.5\n")] }),
        },
      });
    });
    await page.goto(site.address);
    await expect.poll(() => page.getByRole("status").textContent()).toBe("Ready: inputs, 1 row. Ready: outputs, 1 row");
  });
});
