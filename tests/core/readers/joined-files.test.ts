import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { renderText } from "../../../src/core/errors.ts";
import type { TableDataset } from "../../../src/core/evidence/dataset.ts";
import { schemaFromValue, schemaToJson } from "../../../src/core/mlflow/signature-json.ts";
import { jsonLoads } from "../../../src/core/python/json-loads.ts";
import type { PythonValue } from "../../../src/core/python/value.ts";
import { openFiles } from "../../../src/core/readers/open-files.ts";
import { profileFiles } from "../../../src/core/readers/reread-files.ts";
import { type ReadSide, signSides } from "../../../src/core/sign.ts";
import { InferSigner } from "../../../src/core/signers/infer-signer.ts";
import type { Problem } from "../../../src/core/signers/signer.ts";
import { checkData } from "../../../src/core/validation/check-input.ts";
import { textSource } from "../../helpers/sources.ts";

const settings = { options: new Map() };

const open = (texts: readonly string[], extension = "csv") =>
  openFiles(
    texts.map((text, index) => textSource(text, `part-${index}.${extension}`)),
    settings,
    {},
  );

function tableOf({ dataset }: ReadSide): TableDataset {
  if (dataset.kind !== "table") throw new Error("a table is expected");
  return dataset;
}

const signed = (side: ReadSide) => signSides({ inputs: side }, new InferSigner());
const differences = (problems: readonly Problem[]) => problems.find(({ kind }) => kind === "files-disagree");
const types = (side: ReadSide) =>
  Object.fromEntries(signed(side).sides.inputs?.specs.map(({ name, dtype }) => [String(name), dtype]) ?? []);

const file = (header: string, ...rows: readonly string[]) => `${[header, ...rows].join("\n")}\n`;

describe("files that are alike", () => {
  it("are one table without a word about their columns", async () => {
    const table = tableOf(await open([file("a,b", "1,x", "2,"), file("a,b", "3,y")]));
    expect(table.disagreement).toBeUndefined();
    expect(table.columns.map(({ evidence }) => evidence.kind)).toEqual(["text", "text"]);
    expect(table.rowCount).toBe(3);
  });

  it("keep the first row of what was seen, whichever file has it", async () => {
    const { columns } = tableOf(await open([file("a", "1"), file("a", "2", "3"), file("a", "NA", "2.5")]));
    const evidence = columns[0]?.evidence;
    if (evidence?.kind !== "text") throw new Error("one kind of cells is expected");
    expect([...evidence.kinds].map(([kind, { count, first }]) => [kind, count, first.row])).toEqual([
      ["int64", 3, 0],
      ["missing", 1, 3],
      ["float", 1, 4],
    ]);
  });
});

describe("files that differ", () => {
  const SIXTY = Array.from({ length: 60 }, (_, index) =>
    index === 17 ? file("id,price", ...Array(39).fill("1,2"), "1,n/k") : file("id,price", "1,2", "2,3"),
  );

  it("are named with the row that decides, and what most have", async () => {
    const { disagreement } = tableOf(await open(SIXTY));
    expect(disagreement).toMatchObject({ fileCount: 60, joinedBy: "concat", total: 1 });
    expect(disagreement?.deviations).toEqual([
      { column: "price", has: "text", files: ["part-17.csv"], fileCount: 1, firstRow: 39, most: "integers", mostCount: 59 },
    ]);
  });

  it("are signed as pd.concat makes one frame of them, with what fits all files and most", async () => {
    const side = await open(SIXTY);
    const { signature, problems } = signed(side);
    expect(types(side)).toEqual({ id: "int64", price: "object" });
    expect(signature.inputs).toMatchObject({ kind: "columns", specs: [{ type: { kind: "any" } }] });
    const found = differences(problems);
    expect(found).toMatchObject({ severity: "warns", columns: ["price"], fixes: [{ label: "Read as text" }] });
    const typesOf = (schema: unknown) => (schema as { specs: { type: { name: string } }[] }).specs.map(({ type }) => type.name);
    expect(typesOf(found?.files?.fitsAll)).toEqual(["long", "string"]);
    expect(typesOf(found?.files?.fitsMost?.schema)).toEqual(["long", "long"]);
    expect(found?.files?.fitsMost).toMatchObject({ fileCount: 59, refused: ["part-17.csv"] });
  });

  const INTEGERS = file("a,b,c", "1,2,3");
  it.each([
    [
      "each differs in another column, so that no columns fit most",
      [file("a,b,c", "x,2,3"), file("a,b,c", "1,x,3"), file("a,b,c", "1,2,x")],
      null,
    ],
    ["a required column that one does not have", [INTEGERS, INTEGERS, file("a,b", "1,2")], { fileCount: 2, refused: ["part-2.csv"] }],
    ["integers that a fraction refuses", [INTEGERS, INTEGERS, file("a,b,c", "1.5,2,3")], { fileCount: 2, refused: ["part-2.csv"] }],
    // An int64 is a double only if all are 0 or 1, which nobody has looked at.
    ["fractions that integers may fit", [file("a", "0.5"), file("a", "1.5"), file("a", "1")], null],
    ["a file without rows, whose columns are objects", [INTEGERS, INTEGERS, INTEGERS, file("a,b,c", "x,2,3"), file("a,b,c")], null],
    ["half of the files", [INTEGERS, file("a,b,c", "x,2,3")], null],
  ])("say how many files the columns fit that fit most: %s", async (_, texts, expected) => {
    const { fitsMost } = differences(signed(await open(texts)).problems)?.files ?? {};
    if (expected === null) expect(fitsMost).toBeNull();
    else expect(fitsMost).toMatchObject(expected);
  });

  it("say which rows of the data set hold two types", async () => {
    const { sides } = signed(await open([file("a", "0.5", "1.5"), file("a", "2.5", "x")]));
    const said = sides.inputs?.failure?.error.message ?? [];
    expect(renderText(said)).toContain("row 1 has a float, row 3 a str");
  });

  it("hold no cell in what is said of them", async () => {
    const found = differences(signed(await open(SIXTY)).problems);
    expect(JSON.stringify([found?.message, found?.files])).not.toContain("n/k");
    expect(found?.message.every((part) => typeof part === "string")).toBe(true);
  });

  it.each([
    ["a missing column", [file("a,b", "1,True"), file("a", "1")], { a: "int64", b: "object" }],
    ["one more column", [file("a", "1"), file("a,b", "1,2")], { a: "int64", b: "float64" }],
    ["another order", [file("a,b", "1,x"), file("b,a", "x,1")], { a: "int64", b: "str" }],
    ["booleans before integers", [file("a", "True"), file("a", "1")], { a: "int64" }],
    ["booleans before fractions", [file("a", "True"), file("a", "1.5")], { a: "object" }],
    ["fractions before booleans", [file("a", "1.5"), file("a", "True")], { a: "float64" }],
    ["missing cells before booleans", [file("a,b", "1,"), file("a,b", "1,True")], { a: "int64", b: "float64" }],
    ["integers past int64", [file("a", "1"), file("a", "18446744073709551615")], { a: "float64" }],
  ])("become the dtypes that pandas 3.1 gives: %s", async (_, texts, expected) => {
    expect(types(await open(texts))).toEqual(expected);
  });

  it("are not profiled or shown by the places of their columns", async () => {
    const texts = [file("a,b", "1,x"), file("b,a", "x,1")];
    const sources = texts.map((text, index) => textSource(text, `${index}.csv`));
    const opened = await openFiles(sources, settings, {});
    expect(await profileFiles(sources, opened, {})).toMatchObject({ kind: "unavailable" });
  });

  it("keep their memory whatever the number of files: only the first are named", async () => {
    const texts = Array.from({ length: 40 }, (_, index) => (index % 2 === 0 ? file("a", "1") : file("a", "x")));
    const { deviations } = tableOf(await open([...texts, file("a", "1")])).disagreement ?? { deviations: [] };
    expect(deviations).toMatchObject([{ fileCount: 20, files: [1, 3, 5, 7, 9].map((index) => `part-${index}.csv`) }]);
  });
});

describe("files of JSON lines", () => {
  it("are one list, as their lists joined", async () => {
    const side = await open(['{"a": 1}\n', "", '{"a": 2, "b": "x"}\n'], "jsonl");
    expect(signed(side).signature.inputs).toMatchObject({
      specs: [
        { name: "a", type: { name: "long" }, required: true },
        { name: "b", type: { name: "string" }, required: false },
      ],
    });
    expect(side.pythonRead.expression).toContain("[row for part in ['part-0.jsonl', 'part-1.jsonl', 'part-2.jsonl'] for row in");
  });
});

describe("rows in several files", () => {
  const CELLS = [
    "1",
    "-2",
    "2.5",
    "NA",
    "",
    "x",
    "-",
    "True",
    "5 %",
    "1,000",
    "(5)",
    " 7",
    "007",
    "€5",
    "2024-01-31",
    "9223372036854775808",
    "inf",
  ];
  const cell = fc.constantFrom(...CELLS.map((written) => (written.includes(",") ? `"${written}"` : written)));
  const rows = fc.array(fc.tuple(fc.constantFrom("1", "2.5", "NA", "3"), cell), { minLength: 1, maxLength: 4 });
  const settingsOf = fc.constantFrom(
    new Map<string, PythonValue>(),
    new Map<string, PythonValue>([["dtype", new Map([["b", "Int64"]])]]),
    new Map<string, PythonValue>([["true_values", ["x"]]]),
  );
  const columnsOf = async (texts: readonly string[], options: ReadonlyMap<string, PythonValue>) => {
    const sources = texts.map((text, index) => textSource(text, `part-${index}.csv`));
    const { columns } = tableOf(await openFiles(sources, { options }, {}));
    return columns.map(({ evidence }) => {
      if (evidence.kind !== "text") return null;
      // Cells of the first rows are shown, and of files in turn only some are kept.
      const { firstCells: _, kinds, facts, ...more } = evidence;
      return { ...more, kinds: new Map([...kinds].sort()), facts: new Map([...facts].sort()) };
    });
  };

  it("are counted as those of one file, where they are of one dtype", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(rows, { minLength: 2, maxLength: 3 }), settingsOf, async (parts, options) => {
        const texts = parts.map((part) => file("a,b", ...part.map((row) => row.join(","))));
        const [joined, whole] = [
          await columnsOf(texts, options),
          await columnsOf([file("a,b", ...parts.flat().map((row) => row.join(",")))], options),
        ];
        for (const [index, column] of joined.entries()) if (column !== null) expect(column).toEqual(whole[index]);
      }),
    );
  });
});

/**
 * Two files that are read with `dtype="category"`, and what MLflow 3.17.2 infers for them once pandas 3.1.1 has joined them. Null where that
 * depends on whether both have the same categories, which nobody counts.
 */
const CATEGORIES: {
  readonly files: Readonly<Record<string, string>>;
  readonly joined: readonly (readonly [first: string, second: string, schema: readonly unknown[] | null])[];
} = JSON.parse(readFileSync(join(import.meta.dirname, "..", "..", "fixtures", "category-files.json"), "utf8"));

describe("files of categories", () => {
  it.each(CATEGORIES.joined)("of %s and of %s are signed as pd.concat joins their categories", async (first, second, schema) => {
    const sources = [first, second].map((name, index) => textSource(CATEGORIES.files[name] ?? "", `part-${index}.csv`));
    const side = await openFiles(sources, { options: new Map([["dtype", "category"]]) }, {});
    const { inputs } = signed(side).sides;
    expect(inputs?.failure?.stage === "undecided" ? null : JSON.parse(schemaToJson(inputs?.schema ?? expect.fail()))).toEqual(schema);
  });

  // pandas 3.1.1 makes str of the first two, which MLflow takes, and a category of the others, which it refuses.
  it.each([
    [["x", "y"], ["z", "y"], "undecided"],
    [["x", "y"], ["y", "x"], "undecided"],
    [["x", "y"], null, "refused"],
  ])("%j and %j are checked only if it is known whether they are the same", async (first, second, verdict) => {
    const sources = [first, ...(second === null ? [] : [second])].map((cells, index) =>
      textSource(file("a,b", ...cells.map((cell) => `${cell},1`)), `part-${index}.csv`),
    );
    const { dataset } = await openFiles(sources, { options: new Map([["dtype", new Map([["a", "category"]])]]) }, {});
    const schema = schemaFromValue(jsonLoads('[{"name": "a", "type": "string", "required": true}]'));
    expect(checkData({ dataset }, schema, { via: "predict", isEnforced: true }).verdict.kind).toBe(verdict);
  });
});
