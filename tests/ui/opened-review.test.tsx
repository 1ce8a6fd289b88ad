import { Blob as NodeBlob } from "node:buffer";
import { cleanup, render, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { baseOfSignature } from "../../src/core/edit/apply-edits.ts";
import type { Review } from "../../src/core/review/review.ts";
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
  notes: [],
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
