import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type History, record, redo, startHistory, undo } from "../../../src/core/edit/history.ts";

const times = <Value>(number: number, step: (history: History<Value>) => History<Value>, history: History<Value>) =>
  Array.from({ length: number }).reduce<History<Value>>((one) => step(one), history);

describe("a history", () => {
  it("comes back to where it began, and to where it was, whatever was done", () => {
    fc.assert(
      fc.property(fc.array(fc.integer()), (values) => {
        const done = values.reduce((history, value) => record(history, value), startHistory(-1));
        const steps = done.past.length;
        const undone = times(steps, undo, done);
        expect(undone.present).toBe(-1);
        expect(undo(undone)).toBe(undone);
        expect(times(steps, redo, undone)).toEqual(done);
        expect(redo(done)).toBe(done);
      }),
    );
  });

  it("forgets what was undone once something else is done", () => {
    const forked = record(undo(record(startHistory("a"), "b")), "c");
    expect([forked.present, undo(forked).present, redo(forked).present]).toEqual(["c", "a", "c"]);
  });

  it("takes the same value again as no step", () => {
    expect(record(startHistory("a"), "a").past).toEqual([]);
  });
});
