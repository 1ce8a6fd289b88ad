import { runVitest } from "../../../scripts/conformance/kit.mjs";
import { ensureBrowser, ensurePage, ensureSingleFile } from "../../../scripts/setup.mjs";

/** What needs a host: its headers, its folders, or what the browser keeps of it. */
const OF_A_HOST = ["collected", "first-load", "offline", "start"];

/** The page in Firefox, in WebKit, and in every window and colour of the screenshots; and the browser tests on the page as one file from a disk. */
export function run({ tally }) {
  ensurePage();
  ensureSingleFile();
  const CHROME_PATH = ensureBrowser();
  tally(...runVitest("the page in other browsers, windows and colours", ["--project=browsers"], { CHROME_PATH }));
  const exclude = OF_A_HOST.map((name) => `--exclude=tests/e2e/${name}.test.ts`);
  tally(...runVitest("the page as one file from a disk", ["--project=browser", ...exclude], { CHROME_PATH, SIGNET_PAGE: "single" }));
}
