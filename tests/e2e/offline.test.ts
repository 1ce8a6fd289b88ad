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

describe.skipIf(isSingle)("after one visit", () => {
  it("works without the host, its guides too", async () => {
    const { address, close } = await host();
    const page = await visit(address);
    await close();
    await page.reload();
    await idle(page);
    await signed(page, "X.csv");
    await page.goto(`${address}index.html?from=bookmark`);
    await idle(page);
    await page.goto(`${address}docs/using.html`);
    await page.getByRole("heading", { level: 1 }).waitFor();
  });

  it("has kept the build's files and nothing else", async () => {
    const { address } = await host();
    const page = await visit(address);
    const built = readdirSync(builtPage, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && !/\.(br|gz)$/.test(entry.name))
      .map((entry) => `${entry.parentPath.slice(builtPage.length + 1)}/${entry.name}`.replace(/^\//, ""))
      .filter((path) => path !== "sw.js")
      .map((path) => (path === "index.html" ? "" : path));
    const { names, paths } = await keptPaths(page);
    expect(names).toHaveLength(1);
    expect(paths).toEqual(built.sort());
  });

  it("asks the host for nothing once it is idle, whatever is done; only the browser may look for a new build", async () => {
    const { address, asked } = await host();
    const page = await visit(address);
    asked.length = 0;
    await signed(page, "X.csv");
    await checkFiles(page, file("new.csv", "a,b\n1.5,x\n"));
    await page.getByText("✗ refused, 1 reason").first().waitFor();
    await page.getByRole("button", { name: "Help" }).click();
    expect(asked.filter((path) => path !== "/sw.js")).toEqual([]);
  });
});

describe.skipIf(isSingle)("a new build", () => {
  it("is offered, and used at once where nothing is on the page", async () => {
    const folder = copiedPage();
    const { address } = await host(folder);
    const page = await visit(address);
    deploy(folder, "Second");
    await page.reload();
    await idle(page);
    expect(await page.title()).toBe("Signet");
    await page.getByRole("button", { name: "Update", exact: true }).click();
    await expect.poll(() => page.title()).toBe("Second");
    await idle(page);
    expect((await keptPaths(page)).names).toEqual([expect.stringContaining("Second")]);
    expect(await page.getByRole("button", { name: "Update", exact: true }).count()).toBe(0);
  });

  it("lets work on the page go on, and keeps it over the reload", async () => {
    const folder = copiedPage();
    const { address } = await host(folder);
    const page = await visit(address);
    deploy(folder, "Second");
    await page.reload();
    await idle(page);
    await signed(page, "X.csv");
    await page.getByRole("button", { name: "Update", exact: true }).click();
    const reload = page.getByRole("button", { name: "Updated: reload" });
    await reload.waitFor();
    expect(await page.title()).toBe("Signet");
    await inputs(page).setInputFiles(file("other.csv", "c\n1\n"));
    await page.getByRole("button", { name: "Inputs other.csv" }).waitFor();
    await expect.poll(() => page.evaluate(() => localStorage.getItem("signet-sessions"))).toContain("other.csv");
    await reload.click();
    await expect.poll(() => page.title()).toBe("Second");
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
