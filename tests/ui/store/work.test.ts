import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Edit } from "../../../src/core/edit/edit.ts";
import { signingInputs, workOf } from "../../../src/ui/store/selectors/selectors.ts";
import type { WorkAction } from "../../../src/ui/store/state/action.ts";
import { INFER } from "../../../src/ui/store/state/chosen-signer.ts";
import type { PageState } from "../../../src/ui/store/state/state.ts";
import { part, reduced, resultOf, START, summaryOf } from "../../helpers/page-parts.ts";

const X = [part("X.csv")];
const Y = [part("y_pred.csv")];
const given = { kind: "files-given", side: "inputs", files: X } as const;
const cast = { kind: "settings-changed", side: "inputs", settings: { preprocessing: { astype: "str" } } } as const;
const typed = (text: string, at: number) => ({ kind: "params-typed", text, at }) as const;

describe("a step", () => {
  it("is not filling an empty place: a cast is undone first, whatever was dropped after it", () => {
    for (const later of [
      { kind: "files-given", side: "outputs", files: Y },
      { kind: "params-given", text: "{'k': 1}" },
      { kind: "model-given", found: { model: { origin: "MLmodel", signature: null }, inputExample: null, named: { by: [] } } },
    ] as const) {
      // Only the parts of a model that the page looks at here.
      const dropped = reduced(START, given, cast, later as WorkAction);
      const undone = reduced(dropped, { kind: "undone" });
      expect(workOf(undone).inputs?.preprocessing).toEqual({});
      expect({ ...workOf(undone), inputs: null }).toEqual({ ...workOf(dropped), inputs: null });
      expect(workOf(reduced(undone, { kind: "redone" }))).toEqual(workOf(dropped));
    }
  });

  it("is replacing, removing and swapping files", () => {
    const other = [part("Z.csv")];
    const start = reduced(START, given, { kind: "files-given", side: "outputs", files: Y });
    const replaced = reduced(start, { kind: "files-given", side: "inputs", files: other });
    const swapped = reduced(replaced, { kind: "sides-swapped" });
    const removed = reduced(swapped, { kind: "side-removed", side: "inputs" });
    expect([removed.history.past.length, workOf(removed).inputs, workOf(removed).outputs?.files]).toEqual([3, null, other]);
    expect(workOf(reduced(removed, ...Array<WorkAction>(3).fill({ kind: "undone" })))).toEqual(workOf(start));
  });

  it("is one for a run of typing, and another after a pause or a step of another kind", () => {
    const ran = reduced(START, given, typed("{", 0), typed("{'a'", 300), typed("{'a': 1}", 900), typed("{'a': 2}", 5000));
    expect(ran.history.past.map(({ params }) => params)).toEqual(["", "{'a': 1}"]);
    const between = reduced(START, given, typed("{'a': 1}", 0), cast, typed("{'a': 2}", 10));
    expect(workOf(reduced(between, { kind: "undone" })).params).toBe("{'a': 1}");
  });

  it("is none where the reading for it is cancelled, whether it was new, redone or undone", () => {
    const options = new Map([["sep", "|"]]);
    const read = reduced(START, given, {
      kind: "reading-started",
      side: "inputs",
      of: workOf(reduced(START, given)).inputs ?? neither,
      startedAt: 0,
    });
    const ready = reduced(read, { kind: "read", side: "inputs", summary: summaryOf() });
    const asked = reduced(ready, { kind: "settings-changed", side: "inputs", settings: { options } });
    const again = reduced(asked, { kind: "reading-started", side: "inputs", of: workOf(asked).inputs ?? neither, startedAt: 1 });
    const cancelled = reduced(again, { kind: "reading-cancelled", side: "inputs" });
    expect([workOf(cancelled).inputs?.options, cancelled.history.past]).toEqual([new Map(), []]);
    const done = reduced(again, { kind: "read", side: "inputs", summary: summaryOf() });
    const undone = reduced(done, { kind: "undone" });
    const back = reduced(undone, { kind: "reading-started", side: "inputs", of: workOf(undone).inputs ?? neither, startedAt: 2 });
    expect(workOf(reduced(back, { kind: "reading-cancelled", side: "inputs" })).inputs?.options).toBe(options);
  });

  it("applies fixes to what was asked and done before, and reads again only for an option", () => {
    const asked = { options: new Map([["sep", ";"]]), preprocessing: { drop: ["x"] } };
    const start = reduced(START, given, { kind: "settings-changed", side: "inputs", settings: asked });
    const words = { columns: ["zip"], label: "", consequence: "" };
    const cast = { side: "inputs", fix: { kind: "astype", dtype: "float64", ...words } } as const;
    const option = { side: "inputs", fix: { kind: "option", options: new Map([["dtype", new Map([["zip", "str"]])]]), ...words } } as const;
    const signedAgain = reduced(start, { kind: "fixes-applied", fixes: [cast] });
    expect(workOf(signedAgain).inputs?.preprocessing).toEqual({ drop: ["x"], astype: new Map([["zip", "float64"]]) });
    expect(workOf(signedAgain).inputs?.options).toBe(asked.options);
    const both = reduced(start, { kind: "fixes-applied", fixes: [cast, option] });
    expect(workOf(both).inputs?.preprocessing).toEqual({ drop: ["x"], astype: new Map([["zip", "float64"]]) });
    expect(workOf(both).inputs?.options).toEqual(new Map<string, unknown>([...asked.options, ...option.fix.options]));
    expect(workOf(reduced(both, { kind: "undone" })).inputs).toEqual(workOf(start).inputs);
  });

  it("is another signer with the casts that go with it", () => {
    const start = reduced(START, given);
    const fix = { kind: "astype", dtype: "float64", columns: ["age"], label: "", consequence: "" } as const;
    const chosen = reduced(start, { kind: "signer-chosen", signer: { ...INFER }, fixes: [{ side: "inputs", fix }] });
    expect(workOf(chosen).inputs?.preprocessing).toEqual({ astype: new Map([["age", "float64"]]) });
    expect(workOf(reduced(chosen, { kind: "undone" }))).toEqual(workOf(start));
  });

  it("moves edits along with columns that are renamed", () => {
    const drop: Edit = { kind: "drop", side: "inputs", at: [{ key: '"a"' }] };
    const renamed = reduced(
      signed("a", "b"),
      { kind: "edited", edit: drop },
      {
        kind: "settings-changed",
        side: "inputs",
        settings: { preprocessing: { rename: new Map([["a", "c"]]) } },
      },
    );
    expect(workOf(renamed).edits).toEqual([{ ...drop, at: [{ key: '"c"' }] }]);
    expect(workOf(reduced(renamed, { kind: "undone" })).edits).toEqual([drop]);
  });

  it("changes nothing where an edit breaks a rule of MLflow, and says why until the next one", () => {
    const rename: Edit = { kind: "rename", side: "inputs", names: [{ at: { key: '"a"' }, name: "b" }] };
    const refused = reduced(signed("a", "b"), { kind: "edited", edit: rename });
    expect([refused.history.past, refused.view.refusal?.tag]).toEqual([[], expect.any(String)]);
    expect(reduced(refused, cast).view.refusal).toBeNull();
  });
});

const neither = { files: [], options: new Map() };

/** A page whose inputs were read and signed with these columns. */
function signed(...names: readonly string[]): PageState {
  const of = workOf(reduced(START, given)).inputs ?? neither;
  const read = reduced(
    START,
    given,
    { kind: "reading-started", side: "inputs", of, startedAt: 0 },
    { kind: "read", side: "inputs", summary: summaryOf() },
  );
  return reduced(read, { kind: "signed", answer: { of: signingInputs(read), result: resultOf(...names), error: null, time: new Date(0) } });
}

const side = fc.constantFrom("inputs", "outputs");
const key = fc.constantFrom('"a"', '"b"', '"c"');

/** Any step on a page that has everything, so that nothing fills an empty place. */
const anyStep: fc.Arbitrary<WorkAction> = fc.oneof(
  fc.record({ kind: fc.constant("files-given" as const), side, files: fc.constantFrom([part("1.csv")], [part("2.csv")]) }),
  fc.record({ kind: fc.constant("parts-added" as const), side, files: fc.constant([part("3.csv")]) }),
  fc.record({ kind: fc.constant("sides-swapped" as const) }),
  fc.record({
    kind: fc.constant("settings-changed" as const),
    side,
    settings: fc.constantFrom(
      { options: new Map([["sep", ";"]]) },
      { preprocessing: { astype: "str" } },
      { preprocessing: { rename: new Map([["a", "z"]]) } },
    ),
  }),
  fc.record({ kind: fc.constant("params-typed" as const), text: fc.constantFrom("{'a': 1}", "{", "[]"), at: fc.nat() }),
  fc.record({ kind: fc.constant("params-given" as const), text: fc.constantFrom("{'b': 1}", "{'c': 2}") }),
  fc.record({ kind: fc.constant("signer-chosen" as const), signer: fc.constantFrom(INFER, { ...INFER }) }),
  fc.record({
    kind: fc.constant("edited" as const),
    edit: fc.oneof(
      key.map((at): Edit => ({ kind: "drop", side: "inputs", at: [{ key: at }] })),
      key.map((at): Edit => ({ kind: "required", side: "inputs", at: [{ key: at }], required: false })),
      key.map((at): Edit => ({ kind: "type", side: "inputs", at: [{ key: at }], type: { kind: "scalar", name: "double" } })),
    ),
  }),
  fc.record({ kind: fc.constant("row-reverted" as const), side: fc.constant("inputs" as const), key }),
  fc.record({ kind: fc.constant("all-reverted" as const) }),
);

describe("any row of steps", () => {
  it("is undone to where it began, and redone to where it ended", () => {
    const start = reduced(
      signed("a", "b", "c"),
      { kind: "files-given", side: "outputs", files: Y },
      { kind: "params-given", text: "{'k': 1}" },
    );
    fc.assert(
      fc.property(fc.array(anyStep, { maxLength: 30 }), (steps) => {
        const end = reduced(start, ...steps);
        const count = end.history.past.length;
        const undone = reduced(end, ...Array<WorkAction>(count).fill({ kind: "undone" }));
        expect(workOf(undone)).toEqual(workOf(start));
        expect(undone.params).toEqual(start.params);
        expect(workOf(reduced(undone, ...Array<WorkAction>(count).fill({ kind: "redone" })))).toEqual(workOf(end));
        expect(reduced(undone, { kind: "undone" }).history.present).toBe(undone.history.present);
      }),
      { numRuns: 300 },
    );
  });
});
