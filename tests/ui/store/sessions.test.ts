import { Blob as NodeBlob } from "node:buffer";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { reviewToFragment } from "../../../src/core/review/review-link.ts";
import { keepSession, leaveSession, listSessions, readSession } from "../../../src/ui/store/effects/kept-sessions.ts";
import { reviewNow } from "../../../src/ui/store/effects/sessions.ts";
import { Page } from "../../../src/ui/store/page.ts";
import { isSigning, shownState, workOf } from "../../../src/ui/store/selectors/selectors.ts";
import { fakeClient } from "../../helpers/fake-client.ts";
import { part, summaryOf } from "../../helpers/page-parts.ts";

const ends: (() => void)[] = [];

beforeEach(() => {
  localStorage.clear();
  sessionStorage.clear();
  // The simulated page's Blob has no stream, which unpacks what a session has.
  vi.stubGlobal("Blob", NodeBlob);
});
afterEach(() => {
  for (const end of ends.splice(0)) end();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

/** A tab; one that is opened as a copy of another begins with what that one's session storage has. */
function tab(): { readonly page: Page; readonly read: (name: string) => Promise<void> } {
  const fake = fakeClient();
  const page = new Page(fake.client);
  ends.push(page.begin());
  return {
    page,
    async read(name) {
      const before = fake.reads.length;
      page.dispatch({ kind: "files-given", side: "inputs", files: [part(name)] });
      await expect.poll(() => fake.reads.length).toBe(before + 1);
      fake.reads[before]?.answer(summaryOf());
      await expect
        .poll(() => [shownState(page.store.getState()).sides.inputs.phase, isSigning(page.store.getState())])
        .toEqual(["ready", false]);
    },
  };
}

const titles = () => listSessions().map(({ title }) => title);
const logged = ({ page }: ReturnType<typeof tab>) =>
  page.store.getState().log.flatMap(({ message }) => message.filter((one) => typeof one === "string"));

describe("a session", () => {
  it("that two tabs have goes on in each of them for itself", async () => {
    const first = tab();
    await first.read("one.csv");
    await expect.poll(titles).toEqual(["one.csv"]);
    const second = tab();
    const id = first.page.store.getState().sessions.id;
    await expect.poll(() => second.page.store.getState().sessions.id).toBe(id);
    await first.read("first.csv");
    await second.read("second.csv");
    await expect.poll(titles).toEqual(expect.arrayContaining(["first.csv", "second.csv"]));
    expect(first.page.store.getState().sessions.id).not.toBe(second.page.store.getState().sessions.id);
    // Whichever stored last found that the other had.
    expect([...logged(first), ...logged(second)].join("")).toContain("Another tab goes on with the same session.");
    await first.read("first again.csv");
    await expect.poll(titles).toEqual(expect.arrayContaining(["first again.csv", "second.csv"]));
    expect(listSessions().every((session) => readSession(session.id) !== null)).toBe(true);
  });

  it("is kept at once where the page is left before the pause is over", async () => {
    const one = tab();
    await one.read("one.csv");
    await expect.poll(titles).toEqual(["one.csv"]);
    const comment = { id: "1", side: "inputs", key: '"a"', state: "open", replies: [], text: "See #review=?", author: "" } as const;
    one.page.dispatch({ kind: "comments", change: (comments) => [...comments, comment] });
    window.dispatchEvent(new Event("pagehide"));
    const again = tab();
    await expect.poll(() => again.page.store.getState().review.comments.map(({ text }) => text)).toEqual(["See #review=?"]);
  });

  it("leaves the steps that can be undone where the page's own link is opened on it", async () => {
    const one = tab();
    await one.read("one.csv");
    one.page.dispatch({ kind: "settings-changed", side: "inputs", settings: { preprocessing: { optional: ["a"] } } });
    const link = await reviewToFragment(reviewNow(one.page.store.getState(), false) ?? expect.fail());
    await one.page.openReview(link, "shared");
    expect(one.page.store.getState().review.opened?.origin).toBe("shared");
    one.page.dispatch({ kind: "undone" });
    expect(workOf(one.page.store.getState()).inputs?.preprocessing).toEqual({});
  });

  it("is the newest whatever the clock says, gives way to none for its date, and goes on after a reload", async () => {
    vi.useFakeTimers({ toFake: ["Date"] });
    try {
      // As many as are kept at most, each of which is later by its date.
      for (let year = 2030; year < 2042; year += 1) keepSession({ id: `${year}`, title: `${year}.csv`, date: `${year}-06-01` }, "");
      leaveSession();
      vi.setSystemTime(new Date("2099-06-01"));
      const one = tab();
      const reading = one.read("new.csv");
      vi.setSystemTime(new Date("1971-06-01"));
      await reading;
      await expect.poll(() => titles()[0]).toBe("new.csv");
      expect(titles()).toEqual(["new.csv", ...Array.from({ length: 11 }, (_, index) => `${2041 - index}.csv`)]);
      vi.setSystemTime(new Date("2150-01-01"));
      const again = tab();
      await expect.poll(() => again.page.store.getState().review.opened?.origin).toBe("own");
    } finally {
      vi.useRealTimers();
    }
  });

  it("that storage has no room for is said to be lost, once, and the page works on", async () => {
    const one = tab();
    const set = Storage.prototype.setItem;
    vi.spyOn(Storage.prototype, "setItem").mockImplementation(function (this: Storage, key, value) {
      if (key.startsWith("signet-session")) throw new DOMException("The quota has been exceeded.", "QuotaExceededError");
      set.call(this, key, value);
    });
    await one.read("one.csv");
    const warnings = () => logged(one).filter((message) => message.startsWith("The browser's storage for this page is full."));
    await expect.poll(warnings).toHaveLength(1);
    await one.read("two.csv");
    expect(shownState(one.page.store.getState()).sides.inputs.phase).toBe("ready");
    expect(warnings()).toHaveLength(1);
  });
});
