import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { sharedSite } from "../helpers/browser.ts";
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

const site = sharedSite();

/** The states, each with the windows and colours that it is kept in. A narrow window comes to a state in its own way. */
const STATES = new Map<string, readonly Shot[]>();
for (const shot of SHOTS) {
  const [, { width }, , prepare] = shot;
  const state = width < 600 ? `${prepare.name}, narrow` : prepare.name;
  STATES.set(state, [...(STATES.get(state) ?? []), shot]);
}

describe("the states that are kept as screenshots", () => {
  it.each([...STATES])("have nothing that axe finds: %s", async (_, shots) => {
    const [, first, , prepare] = shots[0] as Shot;
    const { page } = await site.open({ viewport: first });
    await prepare(page);
    for (const [name, viewport, colorScheme] of shots) {
      await page.setViewportSize(viewport);
      await page.emulateMedia({ colorScheme });
      expect(await axeViolations(page), name).toEqual([]);
      await expect.poll(() => page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth), { message: name }).toBe(true);
    }
  });

  it("give the table most of a window, with the log in sight", async () => {
    const [, , , messy] = SHOTS.find(([name]) => name === "messy") ?? [];
    const { page } = await site.open({ viewport: { width: 1440, height: 900 } });
    await messy?.(page);
    for (const [width, height, rows] of [
      [1440, 900, 24],
      [1280, 720, 17],
    ] as const) {
      await page.setViewportSize({ width, height });
      const seen = () =>
        page.getByRole("region", { name: "Inputs schema rows" }).evaluate((view) => {
          const { top, bottom } = view.getBoundingClientRect();
          const head = view.querySelector("thead")?.getBoundingClientRect().bottom ?? top;
          return [...view.querySelectorAll("tbody tr[data-key]")].filter((row) => {
            const place = row.getBoundingClientRect();
            return place.top >= head - 1 && place.bottom <= bottom + 1;
          }).length;
        });
      await expect.poll(seen).toBeGreaterThanOrEqual(rows);
      const log = await page.getByRole("region", { name: "Log", exact: true }).boundingBox();
      expect((log?.y ?? 1e9) + (log?.height ?? 0)).toBeLessThanOrEqual(height);
    }
  });
});
