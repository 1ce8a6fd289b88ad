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

  it.each([
    [1440, 900, 24],
    [1280, 720, 17],
  ])("give the table most of a window of %d by %d: at least %d rows, with the log in sight", async (width, height, rows) => {
    const messy = SHOTS.find(([name]) => name === "messy");
    if (messy === undefined) throw new Error("There is no such state.");
    const { page, context } = await site.open({ viewport: { width, height } });
    await messy[3](page);
    const seen = await page.getByRole("region", { name: "Inputs schema rows" }).evaluate((view) => {
      const { top, bottom } = view.getBoundingClientRect();
      const head = view.querySelector("thead")?.getBoundingClientRect().bottom ?? top;
      return [...view.querySelectorAll("tbody tr[data-key]")].filter((row) => {
        const place = row.getBoundingClientRect();
        return place.top >= head - 1 && place.bottom <= bottom + 1;
      }).length;
    });
    expect(seen).toBeGreaterThanOrEqual(rows);
    const log = await page.getByRole("region", { name: "Log", exact: true }).boundingBox();
    expect((log?.y ?? 1e9) + (log?.height ?? 0)).toBeLessThanOrEqual(height);
    await context.close();
  });
});
