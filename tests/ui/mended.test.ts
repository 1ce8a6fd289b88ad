import { describe, expect, it } from "vitest";
import type { Edit } from "../../src/core/edit/edit.ts";
import { redo, undo } from "../../src/core/edit/history.ts";
import {
  NOTHING_MENDED,
  recordEdits,
  recordParams,
  recordSettings,
  recordSigner,
  settingsOf,
  withoutCancelled,
  withoutSide,
} from "../../src/ui/edit/mended.ts";
import { INITIAL, reduce } from "../../src/ui/state/state.ts";

const drop: Edit = { kind: "drop", side: "inputs", at: [{ key: '"a"' }] };
const settings = { asked: new Map(), handing: {} };

describe("the params' text", () => {
  it("is one step a run of typing, and comes back in either direction", () => {
    let history = recordParams(NOTHING_MENDED, "", "{", 0);
    history = recordParams(history, "{", "{'a'", 300);
    history = recordParams(history, "{'a'", "{'a': 1}", 900);
    history = recordParams(history, "{'a': 1}", "{'a': 2}", 5000);
    expect(history.past).toHaveLength(2);
    const once = undo(history);
    expect([once.present.params, undo(once).present.params]).toEqual(["{'a': 1}", ""]);
    expect(redo(redo(undo(once))).present.params).toBe("{'a': 2}");
  });

  it("is not taken together with a step of another kind", () => {
    const edited = recordEdits(recordParams(NOTHING_MENDED, "", "{'a': 1}", 0), (edits) => [...edits, drop]);
    const typed = recordParams(edited, "{'a': 1}", "{'a': 2}", 10);
    expect(typed.past).toHaveLength(3);
    expect(undo(typed).present).toMatchObject({ edits: [drop], params: "{'a': 1}" });
    const cast = recordSettings(typed, "inputs", settings, { handing: { astype: "str" } });
    expect(recordParams(cast, "{'a': 2}", "", 20).past).toHaveLength(5);
  });

  it("stays where other files take a side's place", () => {
    const typed = recordParams(recordSettings(NOTHING_MENDED, "inputs", settings, { handing: { astype: "str" } }), "", "{'a': 1}", 0);
    const other = withoutSide(typed, "inputs");
    expect(other.present).toMatchObject({ sides: {}, params: "{'a': 1}" });
  });
});

describe("who signs", () => {
  it("is a step, which is undone and redone", () => {
    const chosen = { ...INITIAL.signer };
    const history = recordSigner(NOTHING_MENDED, INITIAL.signer, chosen);
    expect([undo(history).present.signer, redo(undo(history)).present.signer]).toEqual([INITIAL.signer, chosen]);
    expect(recordSigner(history, chosen, chosen)).toBe(history);
  });
});

describe("how a side is read", () => {
  it("is no step where the reading is cancelled, whether it was new, redone or undone", () => {
    const asked = new Map([["sep", "|"]]);
    const done = recordSettings(NOTHING_MENDED, "inputs", settings, { asked });
    const cancelled = withoutCancelled(done, "inputs", settings.asked);
    expect([cancelled.past, cancelled.present.sides.inputs, cancelled.future]).toEqual([[], settings, []]);
    const undone = undo(done);
    // The undo was to read as before, and what was read with the later settings stands.
    expect(withoutCancelled(undone, "inputs", asked)).toEqual(done);
    expect(withoutCancelled(redo(undone), "inputs", settings.asked)).toEqual({ ...cancelled, future: [] });
    expect(withoutCancelled(done, "inputs", new Map())).toBe(done);
  });

  it("is known while it is being read, and where the reading failed, so that both are undone", () => {
    const asked = new Map([["sep", "|"]]);
    const reading = reduce(INITIAL, {
      kind: "reading",
      side: "inputs",
      files: [],
      settings: { options: asked, astype: "str" },
      startedAt: 0,
    });
    expect(settingsOf(reading, "inputs")).toEqual({ asked, handing: { astype: "str" } });
    const error = { tag: "Aborted" as const, place: {}, message: ["Cancelled."] };
    expect(settingsOf(reduce(reading, { kind: "failed", side: "inputs", error }), "inputs")?.asked).toBe(asked);
    expect(settingsOf(INITIAL, "inputs")).toBeUndefined();
  });
});

describe("edits of columns that are renamed by a fix", () => {
  const edits: readonly Edit[] = [
    { kind: "type", side: "inputs", at: [{ key: '"a.1"' }, { key: '"b"' }], type: { kind: "scalar", name: "string" } },
    { kind: "rename", side: "inputs", names: [{ at: { key: '"a.1"' }, name: "x" }] },
    { kind: "move", side: "inputs", keys: ['"b"'], before: '"a.1"' },
    { kind: "drop", side: "outputs", at: [{ key: '"a.1"' }] },
  ];
  const rename = new Map([["a.1", "a_2"]]);

  it("follow them, and come back with the step", () => {
    const edited = recordEdits(NOTHING_MENDED, () => edits);
    const renamed = recordSettings(edited, "inputs", settings, { handing: { rename } });
    expect(renamed.present.edits).toEqual([
      { kind: "type", side: "inputs", at: [{ key: '"a_2"' }, { key: '"b"' }], type: { kind: "scalar", name: "string" } },
      { kind: "rename", side: "inputs", names: [{ at: { key: '"a_2"' }, name: "x" }] },
      { kind: "move", side: "inputs", keys: ['"b"'], before: '"a_2"' },
      { kind: "drop", side: "outputs", at: [{ key: '"a.1"' }] },
    ]);
    expect(undo(renamed).present.edits).toEqual(edits);
    const back = recordSettings(renamed, "inputs", { asked: new Map(), handing: { rename } }, { handing: {} });
    expect(back.present.edits).toEqual(edits);
  });
});
