import { gzipSync } from "node:zlib";
import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { isSingle, sharedSite } from "../helpers/browser.ts";
import { builtPage, ownSites } from "../helpers/own-site.ts";
import { textFile as file } from "../helpers/page-acts.ts";

const site = sharedSite();
const { host, browser, browserWith } = ownSites();

const CSV = "a,b\n1,x\n2,y\n";

const openLog = (page: Page) => page.getByRole("button", { name: /^Log/ }).click();

const give = (page: Page, name: string, buffer: Buffer) =>
  page.getByLabel("Model inputs", { exact: true }).setInputFiles({ name, mimeType: "", buffer });

const signs = async (page: Page) => {
  await page.getByLabel("Model inputs", { exact: true }).setInputFiles(file("X.csv", CSV));
  await expect.poll(() => page.getByRole("status").textContent()).toContain("Ready: inputs, 2 rows");
};

const shown = (page: Page, words: RegExp) => page.getByText(words).filter({ visible: true }).first().waitFor();

/** The page on a host that sends a policy of its own. */
async function underPolicy(policy: string): Promise<Page> {
  const { address } = await host(builtPage, (_, response) => {
    const send = response.writeHead.bind(response);
    // In place of the policy of the server, which would be sent otherwise.
    response.writeHead = ((status: number, headers: Record<string, string>) =>
      send(status, { ...headers, "content-security-policy": policy })) as typeof response.writeHead;
  });
  const page = await (await site.newContext()).newPage();
  await page.goto(address);
  return page;
}

describe.skipIf(isSingle)("where the host's policy forbids", () => {
  it("scripts, the page says that it has not started", async () => {
    const page = await underPolicy("script-src 'none'");
    await expect.poll(() => page.getByText("Signet has not started").isVisible()).toBe(true);
    expect(await page.getByRole("alert").textContent()).toContain("Content-Security-Policy");
  });

  it("workers, the log and each file say so", async () => {
    const page = await underPolicy("worker-src 'none'");
    await page.locator('[data-idle="true"]').waitFor();
    await page.getByText("The browser does not start the worker that reads files.").waitFor();
    await give(page, "X.csv", Buffer.from(CSV));
    await shown(page, /allow worker-src blob:/);
  });

  it("WebAssembly, CSV is read all the same, and what needs it says what forbids it", async () => {
    const page = await underPolicy("script-src 'self'; worker-src blob: 'self'");
    await page.locator('[data-idle="true"]').waitFor();
    await signs(page);
    await give(page, "X.csv.gz", gzipSync(CSV));
    await shown(page, /Content-Security-Policy header forbids/);
  });
});

describe("in a browser", () => {
  it("without WebAssembly's SIMD, another engine reads", async () => {
    const page = await (await browser(["--js-flags=--no-enable-sse4-1"])).newPage();
    await page.goto(site.address);
    const isValid = () =>
      WebAssembly.validate(
        new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 8, 1, 6, 0, 65, 0, 253, 15, 11]),
      );
    expect(await page.evaluate(isValid)).toBe(false);
    await page.locator('[data-idle="true"]').waitFor();
    await signs(page);
  });

  it("without WebAssembly, CSV is read, and what needs it says so", async () => {
    const page = await (await browser(["--js-flags=--jitless"])).newPage();
    await page.goto(site.address);
    expect(await page.evaluate(() => typeof WebAssembly)).toBe("undefined");
    await page.locator('[data-idle="true"]').waitFor();
    await signs(page);
    await give(page, "X.csv.gz", gzipSync(CSV));
    await shown(page, /needs WebAssembly, which this browser does not have/);
  });

  it("that stores nothing, the log says what is lost", async () => {
    const context = await browserWith({ profile: { default_content_setting_values: { cookies: 2 } } });
    const page = await context.newPage();
    await page.goto(site.address);
    await expect(page.evaluate(() => localStorage.length)).rejects.toThrow(/denied/);
    await page.locator('[data-idle="true"]').waitFor();
    await signs(page);
    await openLog(page);
    await page.getByText("This browser stores nothing for this site").first().waitFor();
  });
});

describe.skipIf(isSingle)("on any path", () => {
  /** A host that serves the page below a path, and answers for the path itself without redirecting. */
  const below = (path: string) =>
    host(builtPage, (request) => {
      const { url = "" } = request;
      if (url === path) request.url = "/";
      else if (url.startsWith(`${path}/`)) request.url = url.slice(path.length);
      else request.url = "/no such file";
    });

  it("the page works, with and without a slash at its end", async () => {
    const path = "/teams/a%20b/signet";
    const { address } = await below(path);
    const page = await (await site.newContext()).newPage();
    for (const end of ["", "/", "/index.html"]) {
      await page.goto(new URL(path + end, address).href);
      await page.locator('[data-idle="true"]').waitFor();
      await signs(page);
    }
  });

  it("says so where a part is missing that is loaded late, as after a new deployment", async () => {
    const { address } = await host(builtPage, (request) => {
      if (/plots/.test(request.url ?? "")) request.url = "/no such file";
    });
    const page = await (await site.newContext()).newPage();
    await page.goto(address);
    await page.getByText("incomplete: load the page again").waitFor();
    await shown(page, /A part of the page could not be loaded/);
    await signs(page);
  });
});

describe.skipIf(isSingle)("in a frame", () => {
  it("of another site, the page is not shown", async () => {
    const page = await (await site.newContext()).newPage();
    const other = "http://other.localhost/";
    await page.route(other, (route) => route.fulfill({ contentType: "text/html", body: `<iframe src="${site.address}"></iframe>` }));
    await page.goto(other);
    await expect.poll(() => page.frames()[1]?.url()).toMatch(/^(chrome-error:|about:neterror\?e=cspBlocked)/);
  });
});
