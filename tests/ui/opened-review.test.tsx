import { Blob as NodeBlob } from "node:buffer";
import { cleanup, render, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { baseOfSignature } from "../../src/core/edit/apply-edits.ts";
import type { Review } from "../../src/core/review/review.ts";
import { reviewToJson } from "../../src/core/review/review-format.ts";
import { reviewToFragment } from "../../src/core/review/review-link.ts";
import { VERSIONS } from "../../src/core/review/versions.ts";
import { App } from "../../src/ui/App.tsx";
import type { WorkerLike } from "../../src/worker/worker-like.ts";

beforeEach(() => {
  // The simulated page's own Blob cannot be read; Node's is the same class as a browser's.
  vi.stubGlobal("Blob", NodeBlob);
  localStorage.clear();
  sessionStorage.clear();
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
  location.hash = "";
});

/** A worker that never answers: nothing is read here. */
const spawn = (): WorkerLike => ({ postMessage: () => undefined, terminate: () => undefined, addEventListener: () => undefined });

const specs = ["tax", "zip"].map((name) => ({ kind: "column", name, type: { kind: "scalar", name: "string" }, required: true }) as const);
const REVIEW: Review = {
  base: baseOfSignature({ inputs: { kind: "columns", specs }, outputs: null, params: null }),
  edits: [],
  provenance: {
    inputs: { files: ["X.csv"], rows: 3_000, format: "csv", options: new Map(), preprocessing: {} },
    strategy: '{"KIND":"InferSigner"}',
    versions: VERSIONS,
    date: "2026-11-24T20:00:00.000Z",
  },
  comments: [],
  counts: {},
  reasons: { inputs: new Map([['"tax"', ["`int64` → `str`: Row 1,712 has a cell, which is no number."]]]), outputs: new Map() },
  problems: [
    {
      kind: "numbers-but-for-few",
      severity: "warns",
      side: "inputs",
      columns: ["tax"],
      message: "`tax` is text because 3 cells are not numbers: row 1,712.",
    },
  ],
  leftOut: { reasons: 1, problems: 0 },
};

it("shows the reasons and problems that came with a link, without fixes", async () => {
  location.hash = await reviewToFragment(REVIEW);
  render(<App spawn={spawn} drops={[]} />);
  const problems = await screen.findByRole("region", { name: "Problems" }, { timeout: 10_000 });
  expect(problems.textContent).toContain("tax is text because 3 cells are not numbers: row 1,712.");
  expect(problems.querySelector(".fixes")).toBeNull();
  const review = screen.getByRole("region", { name: "Review" });
  expect(review.textContent).toContain("To keep it short, the reasons of 1 column are left out.");
  expect(review.textContent).toMatch(/by Signet [\d.]+, InferSigner/);
  // What is open is said before its problems.
  expect(review.compareDocumentPosition(problems)).toBe(Node.DOCUMENT_POSITION_FOLLOWING);

  const inputs = within(screen.getByRole("table", { name: "Inputs schema" }));
  await userEvent.click(inputs.getByRole("button", { name: "tax" }));
  const why = await screen.findByRole("complementary", { name: "Why this type" });
  expect(why.textContent).toContain("int64 → str: Row 1,712 has a cell, which is no number.");
  expect(why.textContent).toContain("Not in this link: its values.");
  await userEvent.click(inputs.getByRole("button", { name: "zip" }));
  expect(why.textContent).toContain("Not in this link: why it has its type, and its values.");
});

/** Adds a comment on a column, under a name. */
async function comment(column: string, text: string): Promise<void> {
  await userEvent.click(within(screen.getByRole("table", { name: "Inputs schema" })).getByRole("button", { name: column }));
  await userEvent.type(await screen.findByRole("textbox", { name: "Your name" }), "Ana");
  await userEvent.type(screen.getByRole("textbox", { name: `Comment on ${column}` }), `${text}{Enter}`);
}

describe("comments on a shared review", () => {
  const reopen = async () => {
    await vi.waitFor(() => expect(localStorage.getItem("signet-sessions")).toContain('"isShared":true'), { timeout: 10_000 });
    cleanup();
    render(<App spawn={spawn} drops={[]} />);
    const review = await screen.findByRole("region", { name: "Review" }, { timeout: 10_000 });
    expect(review.textContent).toContain("You can comment on any column");
    // It stays the author's: its date and what was left out are as they were sent.
    expect(review.textContent).toContain("2026-11-24 20:00 UTC");
    expect(review.textContent).toContain("the reasons of 1 column are left out");
  };

  it("survive a reload of the link, with the name of who wrote them", async () => {
    location.hash = await reviewToFragment(REVIEW);
    render(<App spawn={spawn} drops={[]} />);
    await screen.findByRole("region", { name: "Review" }, { timeout: 10_000 });
    await comment("zip", "Is it text?");
    await reopen();
    const open = screen.getByRole("list", { name: "Open comments" });
    expect(open.textContent).toBe("zip: Ana: Is it text?");
    // The column is marked in the table, and counted among what there is to review.
    expect(screen.getByRole("img", { name: "Comment: Ana: Is it text?" })).toBeTruthy();
    expect(screen.getByRole("tab", { name: /^To review/ }).textContent).toBe("To review 2");
    await userEvent.click(within(open).getByRole("button", { name: "zip" }));
    const panel = await screen.findByRole("region", { name: "Comments on zip" });
    expect(within(panel).getByRole("textbox", { name: "Your name" })).toHaveProperty("value", "Ana");
    await userEvent.click(within(panel).getByRole("button", { name: "Accept" }));
    await userEvent.click(screen.getByRole("tab", { name: /^To review/ }));
    expect(screen.queryByRole("list", { name: "Open comments" })).toBeNull();
  });

  it("do not appear in another review", async () => {
    location.hash = await reviewToFragment(REVIEW);
    render(<App spawn={spawn} drops={[]} />);
    await screen.findByRole("region", { name: "Review" }, { timeout: 10_000 });
    await comment("zip", "Is it text?");
    await vi.waitFor(() => expect(localStorage.getItem("signet-sessions")).toContain('"isShared":true'), { timeout: 10_000 });
    cleanup();
    location.hash = await reviewToFragment({ ...REVIEW, provenance: { ...REVIEW.provenance, date: "2026-11-25T20:00:00.000Z" } });
    render(<App spawn={spawn} drops={[]} />);
    await screen.findByRole("region", { name: "Review" }, { timeout: 10_000 });
    expect(screen.queryByRole("list", { name: "Open comments" })).toBeNull();
  });

  it("survive a reload where the review came as a file", async () => {
    render(
      <App
        spawn={spawn}
        drops={[{ files: [{ name: "review.signet.json", blob: new Blob([reviewToJson({ ...REVIEW, comments: [] })]) }], on: null }]}
      />,
    );
    await screen.findByRole("region", { name: "Review" }, { timeout: 10_000 });
    await comment("zip", "Is it text?");
    await reopen();
    expect(screen.getByRole("list", { name: "Open comments" }).textContent).toBe("zip: Ana: Is it text?");
  });
});
