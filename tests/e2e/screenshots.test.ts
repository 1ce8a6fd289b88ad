import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openSite, type Site } from "../helpers/browser.ts";
import { axeViolations } from "../helpers/page-acts.ts";

type Shot = readonly [
  name: string,
  viewport: { readonly width: number; readonly height: number },
  scheme: "light" | "dark",
  prepare: (page: Page) => Promise<void>,
];

// The script is plain JavaScript, as what it starts is.
const { SHOTS } = (await import(new URL("../../scripts/screenshot-states.mjs", import.meta.url).href)) as {
  readonly SHOTS: readonly Shot[];
};

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site.close());

describe("the states that are kept as screenshots", () => {
  it.each(SHOTS.map(([name, ...shot]) => [name, shot] as const))(
    "have nothing that axe finds: %s",
    async (_, [viewport, colorScheme, prepare]) => {
      const { page, context } = await site.open({ viewport, colorScheme, bypassCSP: true });
      await prepare(page);
      expect(await axeViolations(page)).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
      await context.close();
    },
  );

  it("give the table half of a laptop's window, with the log in sight", async () => {
    const table = SHOTS.find(([name]) => name === "wide-table");
    if (table === undefined) throw new Error("There is no such state.");
    const { page, context } = await site.open({ viewport: { width: 1440, height: 860 } });
    await table[3](page);
    const heightOf = (selector: string) => page.locator(selector).evaluate((element) => element.getBoundingClientRect().height);
    expect(await heightOf(".review")).toBeGreaterThanOrEqual(430);
    const log = await page.getByRole("region", { name: "Log", exact: true }).boundingBox();
    expect((log?.y ?? 1e9) + (log?.height ?? 0)).toBeLessThanOrEqual(860);
    await context.close();
  });
});
