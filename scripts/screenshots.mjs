// Takes the screenshots of the documents from the built page: `npm run build`, then `node scripts/screenshots.mjs`.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { SHOTS } from "./screenshot-states.mjs";
import { serve } from "./serve.mjs";
import { findBrowser, root } from "./setup.mjs";

const folder = join(root, "docs", "screenshots");
mkdirSync(folder, { recursive: true });
const { server, address } = await serve(join(root, "dist", "page"));
const browser = await chromium.launch({ executablePath: findBrowser() ?? undefined, args: ["--no-sandbox"] });

for (const [name, viewport, colorScheme, prepare] of SHOTS) {
  const page = await browser.newPage({ viewport, colorScheme });
  // As in the tests: a limit for what hangs, not for what is slow on a busy machine.
  page.setDefaultTimeout(60_000);
  await page.goto(address);
  await page.locator('[data-idle="true"]').waitFor();
  await prepare(page);
  await page.screenshot({ path: join(folder, `${name}.png`), fullPage: name.includes("narrow") });
  await page.close();
}
await browser.close();
server.close();
