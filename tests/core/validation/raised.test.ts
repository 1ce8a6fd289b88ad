import { describe, expect, it } from "vitest";
import { text } from "../../../src/core/errors.ts";
import { assertRaised, faultOf, Raised, UndecidedError } from "../../../src/core/validation/raised.ts";

const failing = (error: Error) => () => {
  throw error;
};

describe("what Python would raise", () => {
  const raised = new Raised("ValueError", text`could not convert`);
  const undecided = new UndecidedError(text`not known`);
  const defect = new TypeError("a defect of Signet");

  it("is told from what is undecided, and from success", () => {
    expect(faultOf(failing(raised))).toBe(raised);
    expect(faultOf(failing(undecided))).toBe(undecided);
    expect(faultOf(() => 1)).toBeNull();
  });

  it("never hides a defect", () => {
    expect(() => faultOf(failing(defect))).toThrow(defect);
    expect(() => assertRaised(defect)).toThrow(defect);
    expect(() => assertRaised(undecided)).toThrow(undecided);
  });
});
