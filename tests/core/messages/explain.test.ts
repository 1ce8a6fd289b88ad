import { describe, expect, it } from "vitest";
import { explainText } from "../../../src/core/messages/explain.ts";
import type { RecognisedError } from "../../../src/core/messages/recognise.ts";

const error = (more: Partial<RecognisedError> = {}): RecognisedError =>
  ({
    id: "wrong-type",
    cause: "A column has another type",
    why: "MLflow casts no float64 to long.",
    columns: [],
    found: null,
    expected: null,
    inner: null,
    isCut: false,
    advice: [],
    others: [],
    ...more,
  }) as unknown as RecognisedError;

describe("a recognised message in a terminal", () => {
  it("is its cause and why, where it names nothing", () => {
    expect(explainText(error())).toBe("A column has another type (wrong-type)\nMLflow casts no float64 to long.\n");
  });

  it("names columns, types, what it quotes, and that it is cut off", () => {
    const named = error({
      columns: ["a", "b", "c", "d", "e", "f"],
      found: "float64",
      expected: "long",
      inner: " first\nsecond ",
      isCut: true,
    });
    expect(explainText(named).split("\n").slice(2)).toEqual([
      "Names: `a`, `b`, `c`, `d`, `e` and 1 more",
      "Types: data has float64, expected long",
      "It quotes: first",
      "  second",
      "The text is cut off: paste all of it for more.",
      "",
    ]);
    expect(explainText(error({ found: "float64" }))).toContain("Types: data has float64\n");
    expect(explainText(error({ expected: "long" }))).toContain("Types: expected long\n");
  });

  it("lists advice by who can follow it, with its Python, and further messages of the text", () => {
    const advice = [
      { by: "caller" as const, label: "Cast it", python: "a\nb", dependsOn: "No value may change." },
      { by: "model" as const, label: "Declare it" },
    ];
    expect(explainText(error({ advice, others: [error({ id: "another" })] }))).toBe(
      [
        "A column has another type (wrong-type)",
        "MLflow casts no float64 to long.",
        "  Fix the data: Cast it. No value may change.",
        "      a",
        "      b",
        "  Change the signature: Declare it.",
        "",
        "A column has another type (another)",
        "MLflow casts no float64 to long.",
        "",
      ].join("\n"),
    );
  });
});
