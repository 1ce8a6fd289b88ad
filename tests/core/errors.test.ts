import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  assertSignetError,
  datum,
  errorFromData,
  errorToData,
  grouped,
  SignetError,
  sentence,
  text,
  traceText,
  withFile,
  withoutStop,
  withoutWebAssembly,
} from "../../src/core/errors.ts";

describe("numbers in messages", () => {
  it("are written as toLocaleString writes them", () => {
    fc.assert(
      fc.property(fc.oneof(fc.maxSafeInteger(), fc.integer(), fc.double({ noDefaultInfinity: true, noNaN: true })), (value) => {
        fc.pre(!Object.is(value, -0));
        expect(grouped(value)).toBe(value.toLocaleString("en-US"));
      }),
    );
  });
});

describe("sentences that quote cells", () => {
  it("set what is quoted apart from their own words and stops", () => {
    expect(sentence(text`Row ${8} has ${datum("n.a.")}.`)).toBe("Row 8 has `n.a.`.");
    expect(sentence(text`Row ${8} has ${datum("")}.`)).toBe("Row 8 has nothing.");
  });

  it("add no quotes to those that stand there", () => {
    expect(sentence(text`Failed to convert data \`${datum("[1]")}\` to it: ${datum("'x.'")}.`)).toBe(
      "Failed to convert data `[1]` to it: 'x.'.",
    );
  });

  it("leave data out when asked to", () => {
    expect(sentence(text`Row ${8} has ${datum("n.a.")}.`, { values: false })).toBe("Row 8 has ‹value›.");
  });
});

describe("a defect's trace", () => {
  const thrown = (error: Error) => errorToData(error).trace;

  it("has the class, the message and the calls, with their files", () => {
    const trace = thrown(new TypeError("x is undefined"));
    expect(trace).toMatchObject({ name: "TypeError", message: { data: "x is undefined" } });
    expect(trace?.calls[0]).toMatch(/^at .*errors\.test\.ts:\d+:\d+/);
  });

  it("keeps the chain of causes, also of one that causes itself", () => {
    const cause = new RangeError("too long");
    expect(thrown(new SignetError("Internal", "It broke.", { cause }))?.cause).toMatchObject({ name: "RangeError" });
    cause.cause = cause;
    expect(traceText(thrown(cause) as NonNullable<ReturnType<typeof thrown>>).match(/Caused by/g)).toHaveLength(5);
  });

  it("stays the same across a worker's border, however often", () => {
    const data = errorToData(new TypeError("x"));
    const once = errorFromData(structuredClone(data));
    expect(errorToData(once)).toEqual(data);
    expect(errorToData(errorFromData(structuredClone(errorToData(once))))).toEqual(data);
  });

  it("has no line of a message that looks like a call, and hides messages without values", () => {
    const trace = thrown(new TypeError("secret\n    at secret (cell.csv:1:2)"));
    expect(trace?.calls.join()).not.toContain("secret");
    expect(traceText(trace as NonNullable<typeof trace>, { values: false })).not.toContain("secret");
  });

  it("reads the stacks of other engines", () => {
    const error = new TypeError("x");
    error.stack = "readFooter@https://host/worker.js:1:20\n@https://host/worker.js:9:1\n";
    expect(thrown(error)?.calls).toEqual(["readFooter@https://host/worker.js:1:20", "@https://host/worker.js:9:1"]);
  });

  it("is not of errors that say what is wrong with a file", () => {
    expect(errorToData(new SignetError("UnreadableFile", "No.", { cause: new Error("x") })).trace).toBeUndefined();
  });

  it("names the file that was read, once, and leaves other errors as they are", () => {
    const named = withFile(new TypeError("x"), "X.csv");
    expect(errorToData(named)).toMatchObject({
      tag: "Internal",
      place: { file: "X.csv" },
      message: ["Signet failed while reading X.csv: ", { data: "x" }],
      trace: { cause: { name: "TypeError" } },
    });
    expect(withFile(named, "Y.csv")).toBe(named);
    const refused = new SignetError("UnreadableFile", "No.");
    expect(withFile(refused, "X.csv")).toBe(refused);
  });
});

describe("what is thrown and is no error of Signet's", () => {
  it("has its own words, which count as data", () => {
    expect(errorToData("it broke")).toMatchObject({
      tag: "Internal",
      message: ["Signet failed: ", { data: "it broke" }],
      trace: { name: "string", message: { data: "it broke" }, calls: [] },
    });
  });

  it("gets the file's name, and keeps the words of an internal error", () => {
    const internal = new SignetError("Internal", text`No reader is called ${datum("x")}.`);
    expect(withFile(internal, "a.csv")).toMatchObject({
      tag: "Internal",
      text: ["Signet failed while reading a.csv: No reader is called ", { data: "x" }, "."],
      place: { file: "a.csv" },
    });
    expect(withFile(new TypeError("x is undefined"), "a.csv")).toMatchObject({
      text: ["Signet failed while reading a.csv: ", { data: "x is undefined" }],
    });
  });

  it("says what of WebAssembly is missing, whatever was thrown", () => {
    expect(withoutWebAssembly("no SIMD").message).toBe("This needs a part of WebAssembly that this browser does not have: no SIMD");
    expect(withoutWebAssembly(new Error("violates the Content Security Policy")).message).toBe(
      "This needs WebAssembly, which the site's Content-Security-Policy header forbids.",
    );
  });
});

it("leaves out a sentence's full stop within brackets, and keeps that of a cell", () => {
  expect(withoutStop(text`Row ${1} has None.`)).toEqual(["Row 1 has None"]);
  expect(withoutStop(text`Row ${1} has ${datum("n.a.")}`)).toEqual(["Row 1 has ", { data: "n.a." }]);
  expect(withoutStop(text`Row ${1} has None`)).toEqual(["Row 1 has None"]);
});

describe("a caught error", () => {
  const refused = new SignetError("UnreadableFile", "It ends early.");

  it("is handled where its tag is one of those that are expected", () => {
    expect(() => assertSignetError(refused)).not.toThrow();
    expect(() => assertSignetError(refused, "Undecided", "UnreadableFile")).not.toThrow();
  });

  it("is thrown on where it is another", () => {
    const defect = new TypeError("a defect of Signet");
    expect(() => assertSignetError(refused, "Undecided")).toThrow(refused);
    expect(() => assertSignetError(defect)).toThrow(defect);
  });
});
