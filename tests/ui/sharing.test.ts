import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { baseOfSignature } from "../../src/core/edit/apply-edits.ts";
import { baseOfResult } from "../../src/core/edit/edit-base.ts";
import type { ModelSignature } from "../../src/core/mlflow/types.ts";
import type { Review } from "../../src/core/review/review.ts";
import { VERSIONS } from "../../src/core/review/versions.ts";
import {
  currentSession,
  deleteSession,
  forgetEverything,
  keepSession,
  listSessions,
  readSession,
} from "../../src/ui/store/effects/kept-sessions.ts";
import { joinGiven } from "../../src/ui/store/selectors/joined-result.ts";
import { resultOfReview, reviewOfPage } from "../../src/ui/store/selectors/review-result.ts";
import { whatChanged } from "../../src/ui/store/selectors/what-changed.ts";
import { EMPTY_PAGE } from "../helpers/page-parts.ts";

const signature = (type: "long" | "double", ...names: string[]): ModelSignature => ({
  inputs: {
    kind: "columns",
    specs: names.map((name) => ({ kind: "column" as const, name, type: { kind: "scalar" as const, name: type }, required: true })),
  },
  outputs: null,
  params: null,
});

const review = (given: ModelSignature): Review => ({
  base: baseOfSignature(given),
  edits: [],
  provenance: {
    inputs: { files: ["X.csv"], rows: 10, format: "csv", options: new Map(), preprocessing: {} },
    strategy: '{"KIND":"InferSigner"}',
    versions: VERSIONS,
    date: "2026-11-24T20:00:00.000Z",
  },
  comments: [],
  counts: { inputs: new Map([['"a"', { missing: 2, decidingRow: 7 }]]) },
  reasons: { inputs: new Map([['"a"', ["`int64` in row 1."]]]), outputs: new Map() },
  problems: [{ kind: "leading-zeros", severity: "warns", side: "inputs", columns: ["a"], message: "`a` loses its leading zeros: row 2." }],
  leftOut: { reasons: 0, problems: 0 },
});

describe("what a review shows", () => {
  it("is its rows, with what was sent along of each, and no more", () => {
    const { sides } = resultOfReview(review(signature("long", "a", "b")));
    expect(sides.inputs?.rowCount).toBe(10);
    expect(sides.inputs?.specs.map(({ name, missing, isUncounted }) => [name, missing?.count, isUncounted])).toEqual([
      ["a", 2, undefined],
      ["b", undefined, true],
    ]);
  });

  it("stands where nothing was signed here, part by part", () => {
    const nothing = { result: null, given: [] };
    const opened = resultOfReview(review(signature("long", "a")));
    expect(joinGiven(nothing, opened)).toMatchObject({ result: opened, given: ["inputs"] });
    expect(joinGiven(nothing, null)).toBe(nothing);
    const outputs = resultOfReview({
      ...review(signature("long")),
      base: { inputs: null, outputs: baseOfSignature(signature("double", "p")).inputs, params: null },
    });
    const lacking = { kind: "missing-side", severity: "notes", side: "inputs", columns: [], message: ["None."], fixes: [] } as const;
    const joined = joinGiven({ result: { ...outputs, problems: [lacking] }, given: [] }, opened);
    expect(joined.given).toEqual(["inputs"]);
    expect(joined.result?.signature).toEqual({ ...opened.signature, outputs: outputs.signature.outputs });
    expect(joined.result?.problems.map(({ kind, message, fixes }) => [kind, message, fixes])).toEqual([
      ["leading-zeros", ["`a` loses its leading zeros: row 2."], []],
    ]);
    expect(joinGiven({ result: opened, given: [] }, outputs).given).toEqual(["outputs"]);
  });

  it("leaves out the reasons that a link has no room for, and says how many", () => {
    const names = Array.from({ length: 3_000 }, (_, index) => `c${index}`);
    const { sides } = resultOfReview(review(signature("long", ...names)));
    const specs = (sides.inputs?.specs ?? []).map((spec, index) => ({ ...spec, reason: [`${index} ${"x".repeat(500)}`] }));
    const inputs = sides.inputs && { ...sides.inputs, specs };
    const shared = reviewOfPage(
      EMPTY_PAGE,
      inputs && { inputs },
      { base: baseOfSignature(signature("long", ...names)), edits: [], comments: [] },
      [],
      { hasCounts: false, before: null, date: new Date("2026-11-25T00:00:00Z") },
    );
    expect(shared.reasons.inputs.size).toBeGreaterThan(500);
    expect(shared.reasons.inputs.size + shared.leftOut.reasons).toBe(3_000);
    expect([...shared.reasons.inputs.values()].join().length).toBeLessThan(500_000);
  });

  it("is shared again with its provenance", () => {
    const before = review(signature("long", "a"));
    const opened = resultOfReview(before);
    const again = reviewOfPage(EMPTY_PAGE, opened.sides, { base: baseOfResult(opened), edits: [], comments: [] }, opened.problems, {
      hasCounts: true,
      before,
      date: new Date("2026-11-25T00:00:00Z"),
    });
    expect(again.base).toEqual(before.base);
    expect(again.provenance).toEqual({ ...before.provenance, date: "2026-11-25T00:00:00.000Z" });
    expect(again.counts.inputs?.get('"a"')?.missing).toBe(2);
    expect([again.reasons, again.leftOut]).toEqual([before.reasons, before.leftOut]);
  });
});

describe("what changed", () => {
  it("marks rows that were added or have another type, and lists those that are gone", () => {
    const changed = whatChanged({ label: "the review", signature: signature("long", "a", "gone") }, signature("double", "a", "new"));
    const marks = (index: number) => changed.marksOf({ side: "inputs", index, path: [] }).map(({ label }) => label);
    expect(marks(0)).toEqual(["In the review its type is long; here double."]);
    expect(marks(1)).toEqual(["Not in the review."]);
    // What is gone is after the others.
    expect(changed.gone.inputs.map(({ name }) => name)).toEqual(["gone"]);
    expect(marks(2)).toEqual(["Only in the review: long."]);
    expect(changed.differences.map(({ kind, name }) => `${kind} ${name}`)).toEqual(["type a", "removed gone", "added new"]);
  });

  it("marks params", () => {
    const params = (...names: string[]): ModelSignature => ({
      inputs: null,
      outputs: null,
      params: { params: names.map((name) => ({ name, type: { kind: "scalar", name: "long" }, default: 1n, shape: null })) },
    });
    const changed = whatChanged({ label: "the MLmodel", signature: params("k", "old") }, params("k", "new"));
    expect(changed.goneParams.map(({ name }) => name)).toEqual(["old"]);
    expect(["k", "new", "old"].map((name) => changed.marksOfParam(name).map(({ label }) => label))).toEqual([
      [],
      ["Not in the MLmodel."],
      ["Only in the MLmodel: long."],
    ]);
  });

  it("says nothing of sides that were not read", () => {
    expect(
      whatChanged({ label: "the review", signature: signature("long", "a") }, { inputs: null, outputs: null, params: null }).differences,
    ).toEqual([]);
  });
});

describe("sessions", () => {
  beforeEach(() => {
    localStorage.clear();
    sessionStorage.clear();
  });
  afterEach(() => {
    vi.restoreAllMocks();
  });
  const keep = (id: string) => keepSession({ id, title: id, date: "2026-11-24T20:00:00.000Z" }, `#review=${id}`);

  it("are kept, the newest first, and go when they are deleted or all forgotten", () => {
    keep("one");
    keep("two");
    expect(listSessions().map(({ id }) => id)).toEqual(["two", "one"]);
    expect([readSession("one")?.fragment, currentSession()]).toEqual(["#review=one", "two"]);
    deleteSession("two");
    expect([listSessions().map(({ id }) => id), currentSession(), readSession("two")]).toEqual([["one"], null, null]);
    localStorage.setItem("signet-theme", "dark");
    localStorage.setItem("another-page", "stays");
    forgetEverything();
    expect(Object.keys(localStorage)).toEqual(["another-page"]);
  });

  it("give way to newer ones", () => {
    for (let number = 0; number < 20; number++) keep(`s${number}`);
    expect(listSessions()).toHaveLength(12);
    expect(readSession("s0")).toBeNull();
    expect(readSession("s19")).toMatchObject({ fragment: "#review=s19", session: { id: "s19" } });
  });

  it("bring the params' text back as it was typed", () => {
    keepSession({ id: "one", title: "one", date: "2026-11-28T08:00:00.000Z", params: "{'k': 5}" }, "#review=one");
    expect(readSession("one")?.session.params).toBe("{'k': 5}");
    keep("one");
    expect(readSession("one")?.session.params).toBeUndefined();
  });

  /** Storage that holds so many characters, as browsers limit it. */
  function limitStorage(most: number): void {
    const set = Storage.prototype.setItem;
    vi.spyOn(Storage.prototype, "setItem").mockImplementation(function (this: Storage, key, value) {
      const others = Object.entries(localStorage).filter(([one]) => one !== key);
      const length = others.reduce((sum, [, one]) => sum + one.length, 0) + value.length;
      if (length > most) throw new DOMException("The quota has been exceeded.", "QuotaExceededError");
      set.call(this, key, value);
    });
  }

  it("give way to a newer one where storage is full", () => {
    limitStorage(600);
    expect(["one", "two", "three", "four", "five", "six", "seven", "eight"].map(keep)).toContain("made-room");
    expect(readSession("eight")).not.toBeNull();
    expect(listSessions().every(({ id }) => readSession(id) !== null)).toBe(true);
  });

  it("stay as they are where a new one is too large for the storage", () => {
    limitStorage(600);
    keep("one");
    keep("two");
    const before = { ...localStorage };
    expect(keepSession({ id: "large", title: "large", date: "2026-11-24T20:00:00.000Z" }, "x".repeat(1000))).toBe("full");
    expect(keepSession({ id: "one", title: "one", date: "2026-11-24T20:00:00.000Z" }, "x".repeat(1000))).toBe("full");
    expect({ ...localStorage }).toEqual(before);
  });

  it("are not written over where another tab has changed them", () => {
    keep("one");
    const again = (fragment: string, before: string) =>
      keepSession({ id: "one", title: "one", date: "2026-11-24T20:00:00.000Z" }, fragment, before);
    expect(again("#review=mine", "#review=one")).toBe("kept");
    expect(again("#review=theirs", "#review=one")).toBe("changed");
    expect(readSession("one")?.fragment).toBe("#review=mine");
    expect(again("#review=mine again", "#review=mine")).toBe("kept");
  });

  it("are none where the storage holds what others wrote", () => {
    localStorage.setItem("signet-sessions", '{"id": 1}');
    expect(listSessions()).toEqual([]);
    localStorage.setItem("signet-sessions", "[{}, null, 1]");
    expect(listSessions()).toEqual([]);
    localStorage.setItem("signet-sessions", "{");
    expect(listSessions()).toEqual([]);
  });
});
