import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { exportPythonExplicit } from "../../../src/core/exporters/python-explicit.ts";
import { exportSparkJob } from "../../../src/core/exporters/spark-job.ts";
import { notCarriedToSpark, sparkReaderOptions } from "../../../src/core/exporters/spark-options.ts";
import { makeSchema } from "../../../src/core/mlflow/schema.ts";
import type { ModelSignature } from "../../../src/core/mlflow/types.ts";

const SCRIPT = readFileSync("src/core/exporters/spark_job.py", "utf-8");

const HOSTILE = ["it's", 'a"b', "# signet: end\n# signet: options\n", "'''", '"""', "\\", "$&", "`; drop", "né\u2028", "x'''\nimport os\n"];

const signature: ModelSignature = {
  inputs: makeSchema(HOSTILE.map((name) => ({ kind: "column", type: { kind: "scalar", name: "long" }, name, required: true }))),
  outputs: null,
  params: { params: [{ name: "k", type: { kind: "scalar", name: "double" }, default: Number.POSITIVE_INFINITY, shape: null }] },
};

const read = { imports: [], setup: [], expression: "" };
const written = async (options: ReadonlyMap<string, string | boolean> = new Map()) =>
  exportSparkJob({ signature, inputs: { read, sparkOptions: options } });

/** The lines between the marks of a place. */
const between = (script: string, name: string) => script.split(`\n# signet: ${name}\n`)[1]?.split("\n# signet: end\n")[0];

describe("the Spark job", () => {
  it("has the signature as the Python that writes it out, whatever names are in it", async () => {
    const script = await written();
    expect(`${between(script, "signature")}\n`).toBe(exportPythonExplicit(signature));
    // Nothing else of the script changes.
    const [before = "", after = ""] = SCRIPT.split(between(SCRIPT, "signature") ?? "");
    expect(script.startsWith(before)).toBe(true);
    expect(script.endsWith(after.split("# signet: options")[1]?.split("# signet: end")[1] ?? "missing")).toBe(true);
  });

  it("keeps each name on one line, in a literal", async () => {
    const lines = (await written()).split("\n");
    expect(lines.filter((line) => line.includes('ColSpec("long", '))).toHaveLength(HOSTILE.length);
    expect(lines.filter((line) => /^(import os|# signet: )/.test(line))).toEqual(
      SCRIPT.split("\n").filter((line) => line.startsWith("# signet: ")),
    );
  });

  it("has the reader options of each side", async () => {
    const script = await written(
      new Map<string, string | boolean>([
        ["sep", "'"],
        ["multiLine", true],
      ]),
    );
    expect(between(script, "options")).toBe(
      `READER_OPTIONS = {'inputs': {'sep': "'", 'multiLine': True}, 'outputs': {}}\nNOT_CARRIED = {'inputs': '', 'outputs': ''}`,
    );
  });

  it("says what of the reading Spark has no option for, without the words themselves", async () => {
    const script = await exportSparkJob({ signature, outputs: { read, notCarried: "na_values with 2 words" } });
    expect(between(script, "options")).toContain("NOT_CARRIED = {'inputs': '', 'outputs': 'na_values with 2 words'}");
  });
});

describe("what Spark has no option for", () => {
  it.each<[string, Parameters<typeof notCarriedToSpark>, string | null]>([
    ["nothing", [undefined, new Map()], null],
    ["one word, which nullValue is", [undefined, new Map([["na_values", ["-"]]])], null],
    ["several words", [undefined, new Map([["na_values", ["-", "n.a.", "-"]]])], "na_values with 2 words"],
    ["words of columns", [undefined, new Map([["na_values", new Map([["a", "-"]])]])], "na_values by column"],
    ["what SparkSigner does not read by", [{ KIND: "SparkSigner" }, new Map([["na_values", ["-", "n.a."]]])], null],
  ])("%s", (_, given, expected) => {
    expect(notCarriedToSpark(...given)).toBe(expected);
  });
});

describe("Spark's reader options", () => {
  it.each<[string, Parameters<typeof sparkReaderOptions>, readonly (readonly [string, unknown])[]]>([
    ["none for another signer", [{ KIND: "InferSigner" }, new Map()], []],
    ["the delimiter of pandas", [undefined, new Map([["sep", ";"]])], [["sep", ";"]]],
    ["a file without a header", [undefined, new Map([["header", null]])], [["header", false]]],
    ["the only word for missing cells", [undefined, new Map([["na_values", ["n.a."]]])], [["nullValue", "n.a."]]],
    ["a number for missing cells", [undefined, new Map([["na_values", -999n]])], [["nullValue", "-999"]]],
    ["no word of several", [undefined, new Map([["na_values", ["n.a.", "-"]]])], []],
    ["no word of a column", [undefined, new Map([["na_values", new Map([["a", "-"]])]])], []],
    ["no word where Spark has read the files", [{ KIND: "SparkSigner" }, new Map([["na_values", "-"]])], []],
    ["no pattern as a delimiter", [undefined, new Map([["sep", "\\s+"]])], []],
    [
      "what a config changes",
      [{ KIND: "SparkSigner", header: false, nullValue: "NA", quote: '"', sep: "|" } as { KIND: string }, new Map([["sep", ";"]])],
      [
        ["sep", "|"],
        ["header", false],
        ["nullValue", "NA"],
      ],
    ],
  ])("%s", (_, given, expected) => {
    expect([...sparkReaderOptions(...given)]).toEqual(expected);
  });
});
