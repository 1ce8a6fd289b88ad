// Drives the Firefox that is installed, over WebDriver BiDi. Playwright drives only a Firefox of its own.
import puppeteer from "puppeteer-core";

/** Starts Firefox with an empty profile; what the page downloads goes to `downloads`. */
export const startFirefox = (executablePath, downloads) =>
  puppeteer.launch({
    browser: "firefox",
    executablePath,
    headless: true,
    // A busy machine takes longer.
    protocolTimeout: 240_000,
    extraPrefsFirefox: {
      "browser.download.folderList": 2,
      "browser.download.dir": downloads,
      "browser.download.useDownloadDir": true,
      "browser.download.alwaysOpenPanel": false,
    },
  });
