import { runVitest } from "../../../scripts/conformance/kit.mjs";
import { ensureBrowser, ensurePage, ensureSingleFile } from "../../../scripts/setup.mjs";

/** The browser tests that run on the single file too: reading, fixing, editing and exporting. The others take four minutes more. */
const SINGLE = ["page", "review"].map((name) => `tests/e2e/${name}.test.ts`);

/** The step `exports` runs these. */
const DOWNLOADS = "tests/browsers/downloads.test.ts";

/** The page in Firefox, in WebKit, and in every window and colour of the screenshots; and browser tests on the page as one file from a disk. */
export function run({ tally }) {
  ensurePage();
  ensureSingleFile();
  const CHROME_PATH = ensureBrowser();
  tally(...runVitest("the page in other browsers, windows and colours", ["--project=browsers", `--exclude=${DOWNLOADS}`], { CHROME_PATH }));
  tally(...runVitest("the page as one file from a disk", ["--project=browser", ...SINGLE], { CHROME_PATH, SIGNET_PAGE: "single" }));
}
