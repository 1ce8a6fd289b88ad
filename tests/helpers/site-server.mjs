// What all browser tests share, in a process of its own: a server of the built page, and the browser. Prints where they are, and ends with its input.
// With SIGNET_PAGE=single the page is dist/signet.html on the disk instead, and with SIGNET_BROWSER=firefox the browser is Firefox.
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium, firefox } from "playwright-core";
import { serve } from "../../scripts/serve.mjs";
import { findBrowser, root } from "../../scripts/setup.mjs";

// A function for tests of garbage, under a name that no minified function of the page has.
const COLLECTS_GARBAGE = "--js-flags=--expose-gc --expose-gc-as=collectGarbage";

const isSingle = process.env.SIGNET_PAGE === "single";
const address = isSingle ? pathToFileURL(join(root, "dist", "signet.html")).href : (await serve(join(root, "dist", "page"))).address;
const launchChromium = () =>
  chromium.launchServer({ executablePath: findBrowser() ?? undefined, args: ["--no-sandbox", COLLECTS_GARBAGE] });
const launchFirefox = () =>
  firefox.launchServer({
    channel: "moz-firefox",
    executablePath: join(import.meta.dirname, "firefox-proxy.mjs"),
    // The list of downloads would open over the page and take the next key.
    firefoxUserPrefs: { "browser.download.alwaysOpenPanel": false },
  });
const browser = await (process.env.SIGNET_BROWSER === "firefox" ? launchFirefox() : launchChromium());
console.log(JSON.stringify({ address, endpoint: browser.wsEndpoint() }));
process.stdin.resume().once("end", async () => {
  await browser.close();
  process.exit();
});
