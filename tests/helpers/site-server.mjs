// What all browser tests share, in a process of its own: a server of the built page, and the browser. Prints where they are, and ends with its input.
import { join } from "node:path";
import { chromium } from "playwright-core";
import { serve } from "../../scripts/serve.mjs";
import { findBrowser, root } from "../../scripts/setup.mjs";

// A function for tests of garbage, under a name that no minified function of the page has.
const COLLECTS_GARBAGE = "--js-flags=--expose-gc --expose-gc-as=collectGarbage";

const { address } = await serve(join(root, "dist", "page"));
const browser = await chromium.launchServer({ executablePath: findBrowser() ?? undefined, args: ["--no-sandbox", COLLECTS_GARBAGE] });
console.log(JSON.stringify({ address, endpoint: browser.wsEndpoint() }));
process.stdin.resume().once("end", async () => {
  await browser.close();
  process.exit();
});
