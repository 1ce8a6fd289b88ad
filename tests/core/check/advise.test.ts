import { describe, expect, it } from "vitest";
import { sourceFromBytes } from "../../../src/core/bytes/byte-source.ts";
import { checkSide } from "../../../src/core/check/check-side.ts";
import { renderText } from "../../../src/core/errors.ts";
import { schemaFromValue } from "../../../src/core/mlflow/signature-json.ts";
import type { Schema } from "../../../src/core/mlflow/types.ts";
import { jsonLoads } from "../../../src/core/python/json-loads.ts";
import type { Way } from "../../../src/core/validation/verdict.ts";
import { npyBytes, npyHeader } from "../../helpers/npy-bytes.ts";

const schemaOf = (specs: unknown): Schema => schemaFromValue(jsonLoads(JSON.stringify(specs)));

const column = (name: string, type: string, required = true) => ({ name, type, required });

async function adviceFor(name: string, content: string | Uint8Array, specs: unknown, via: Way = "predict") {
  const inputs = schemaOf(specs);
  const source = sourceFromBytes(typeof content === "string" ? new TextEncoder().encode(content) : content, name);
  const format = name.split(".").at(-1) ?? "";
  const signature = { inputs, outputs: null, params: null };
  const settings = { options: new Map(), format };
  const { advice } = await checkSide({ side: "inputs", sources: [source], settings, signature, ways: [via], format });
  const [only] = advice ?? [];
  return {
    labels: only?.whole.map(({ by, label }) => `${by}: ${renderText(label)}`) ?? [],
    consequences: only?.whole.map(({ consequence }) => renderText(consequence)) ?? [],
    python: only?.whole.map(({ python }) => python) ?? [],
    requests: only?.whole.flatMap(({ request }) => request?.data ?? []) ?? [],
    notes: only?.notes.map(({ message }) => renderText(message)) ?? [],
    apart: only?.perRefusal.map((remedies) => remedies.map(({ by, label }) => `${by}: ${renderText(label)}`)) ?? [],
  };
}

describe("the ways out of refused columns", () => {
  it("casts integers that are declared double, and says long before it", async () => {
    const { labels, python } = await adviceFor("a.csv", "age\n22\n38\n", [column("age", "double")]);
    expect(labels).toEqual(["caller: Cast age to float64", "model: Declare age as long"]);
    expect(python[0]).toBe("df = df.astype({'age': \"float64\"})");
  });

  it("casts to int32 only what fits", async () => {
    expect((await adviceFor("a.csv", "n\n1\n2\n", [column("n", "integer")])).labels[0]).toBe("caller: Cast n to int32");
    expect((await adviceFor("a.csv", "n\n1\n3000000000\n", [column("n", "integer")])).labels).toEqual(["model: Declare n as long"]);
  });

  it("says how many rows are lost, and never first", async () => {
    const { labels, consequences } = await adviceFor("a.csv", "n,k\n1,x\n,x\n3,x\n", [column("n", "long"), column("k", "string")]);
    expect(labels[0]).toBe("model: Declare n as double");
    expect(labels[1]).toBe("caller: Drop the 1 row where n is missing, and cast it to int64");
    expect(consequences[1]).toBe("1 row is lost.");
  });

  it("says that numbers made of text lose their leading zeros, and not first", async () => {
    const { labels, consequences } = await adviceFor("a.csv", "id\n00123\n00045\nx\n", [column("id", "double")]);
    expect(labels).toEqual(["model: Declare id as string", "caller: Read id as numbers, float64"]);
    expect(consequences[1]).toBe("1 cell that is not a number becomes missing. The leading zeros of 2 cells are lost.");
  });

  it.each([
    ['"1,200"\n950\n', "long", "int64, commas between thousands", "1,200 becomes 1200.", 'str.replace(",", "", regex=False)'],
    ['"1,5"\n"-2,25"\n', "double", "float64, comma as decimal mark", "1,5 becomes 1.5.", 'str.replace(",", ".", regex=False)'],
  ])("reads numbers with commas: %j", async (cells, type, label, consequence, code) => {
    const { labels, consequences, python } = await adviceFor("a.csv", `p\n${cells}`, [column("p", type)]);
    expect([labels[0], consequences[0]]).toEqual([`caller: Read p as numbers, ${label}`, consequence]);
    expect(python[0]).toContain(code);
  });

  it.each(['"1,234,567"\n"1,5"\n', '"1,5"\n2.5\n', '"1,2,3"\n"4,5,6"\n'])("guesses nothing of commas that differ: %j", async (cells) => {
    const { labels } = await adviceFor("a.csv", `p\n${cells}`, [column("p", "double")]);
    expect(labels).toEqual(["model: Declare p as string"]);
  });

  it("drops no rows where that may drop them all", async () => {
    const { labels } = await adviceFor("a.csv", "n,k\n1,\n,2\n", [column("n", "long"), column("k", "long")]);
    expect(labels).toEqual(["model: Declare n and k as double"]);
  });

  it("says that text made of numbers has lost its leading zeros, and not first", async () => {
    const { labels, consequences } = await adviceFor("a.csv", "zip\n02139\n10001\n", [column("zip", "string")]);
    expect(labels).toEqual(["model: Declare zip as long", "caller: Cast zip to str"]);
    expect(consequences[1]).toBe(
      "The leading zeros of 1 cell are lost: pandas has read numbers. read_csv(path, dtype={'zip': \"str\"}) keeps them.",
    );
  });

  it("sends CSV with another separator as JSON", async () => {
    const { requests } = await adviceFor("a.csv", "a;b\n1;2.5\n", [column("a", "long"), column("b", "double")], "scoring");
    expect(requests).toEqual(['{"dataframe_split": {"columns": ["a", "b"], "data": [[1, 2.5]]}}']);
  });

  it("writes integers inside lists as the floats that are declared", async () => {
    const array = { name: "e", required: true, type: "array", items: { type: "double" } };
    const { requests } = await adviceFor("a.json", '{"dataframe_records": [{"e": [1, 2]}]}', [array], "scoring");
    expect(requests).toEqual(['{"dataframe_records": [{"e": [1.0, 2.0]}]}']);
  });

  it("renames the one column that goes by another name", async () => {
    const { python } = await adviceFor("a.csv", "Title,n\nx,1\n", [column("titre", "string"), column("n", "long")]);
    expect(python[0]).toBe("df = df.rename(columns={'Title': 'titre'})");
  });

  it("says that the model wants a column encoded", async () => {
    const specs = [column("n", "long"), column("c_a", "long"), column("c_b", "long")];
    const { notes, python } = await adviceFor("a.csv", "n,c\n1,a\n2,b\n", specs);
    expect(notes[0]).toContain("The model needs c encoded");
    expect(python[0]).toContain("pd.get_dummies");
  });

  it("does not make every column optional", async () => {
    const { labels } = await adviceFor("a.csv", "x,y\n1,2\n", [column("a", "string"), column("b", "string")]);
    expect(labels.filter((label) => label.includes("optional"))).toEqual([]);
  });

  it("names the columns of rows that have no names", async () => {
    const { python } = await adviceFor("a.json", '{"instances": [[1.5, 2.5]]}', [column("a", "double"), column("b", "double")]);
    expect(python[0]).toContain("pd.DataFrame(array, columns=['a', 'b'])");
  });
});

describe("the ways out of a refused request", () => {
  it("sends the names of columns", async () => {
    const specs = [column("a", "double"), column("b", "double")];
    const { requests } = await adviceFor("a.json", '{"instances": [[1.5, 2.5]]}', specs, "scoring");
    expect(requests).toEqual(['{"dataframe_split": {"columns": ["a", "b"], "data": [[1.5, 2.5]]}}']);
  });

  it("sends dates as JSON, since the server parses no dates in CSV", async () => {
    const { requests } = await adviceFor("a.csv", "ds,y\n2024-01-31,1\n", [column("ds", "datetime"), column("y", "long")], "scoring");
    expect(requests).toEqual(['{"dataframe_split": {"columns": ["ds", "y"], "data": [["2024-01-31", 1]]}}']);
  });

  it("sends rows under inputs to a tensor, one row for each", async () => {
    const tensor = [{ type: "tensor", "tensor-spec": { dtype: "float64", shape: [-1, 2] } }];
    const { requests } = await adviceFor("a.csv", "x,y\n1.5,2\n3,4\n", tensor, "scoring");
    expect(requests).toEqual(['{"inputs": [[1.5, 2], [3, 4]]}']);
  });

  it("says which number of features a tensor wants, and reshapes no row into another", async () => {
    const tensor = [{ type: "tensor", "tensor-spec": { dtype: "int64", shape: [-1, 3] } }];
    const { notes, python } = await adviceFor("a.json", '{"inputs": [[1, 2], [3, 4], [5, 6]]}', tensor);
    expect(notes).toEqual(["The data has 2 features, the signature has 3."]);
    expect(python.filter((code) => code !== undefined)).toEqual([]);
  });
});

describe("the ways out of a refused array", () => {
  /** The bytes of an .npy file of int64. */
  function integers(...values: readonly bigint[]): Uint8Array {
    const head = npyBytes(npyHeader("'<i8'", `(${values.length}, 1)`));
    return Uint8Array.from([...head, ...new Uint8Array(BigInt64Array.from(values).buffer)]);
  }
  const tensor = (dtype: string) => [{ type: "tensor", "tensor-spec": { dtype, shape: [-1, 1] } }];

  it.each(["float64", "float32", "int32", "uint8"])("casts integers to %s where each of them fits", async (dtype) => {
    const { labels, consequences, python } = await adviceFor("x.npy", integers(0n, 200n), tensor(dtype));
    expect([labels[0], consequences[0], python[0]]).toEqual([
      `caller: Cast it to ${dtype}`,
      "No value changes.",
      `array = array.astype("${dtype}")`,
    ]);
  });

  it.each([
    ["float64", 2n ** 53n + 1n, ["model: Declare int64 (-1, 1)", "caller: Cast it to float64"]],
    ["int32", 2n ** 31n, ["model: Declare int64 (-1, 1)"]],
    ["uint8", -1n, ["model: Declare int64 (-1, 1)"]],
  ])("does not promise it of %s for %s", async (dtype, value, expected) => {
    expect((await adviceFor("x.npy", integers(1n, value), tensor(dtype))).labels).toEqual(expected);
  });
});

describe("the ways out of each refusal", () => {
  const specs = [column("income", "double"), column("cards", "long"), column("signup", "datetime")];
  const rows = (income: string) => `Income,signup,extra\n${income},2025-01-01,1\n`;
  const optional = ["model: Make cards optional"];
  const dates = ["caller: Read signup as dates", "model: Declare signup as string"];

  it("begin with the rename at the column that is missing, and leave names alone elsewhere", async () => {
    const { apart, notes } = await adviceFor("a.csv", rows("7"), specs);
    expect(apart).toEqual([["caller: Rename Income to income; Cast income to float64", "model: Make income optional"], optional, dates]);
    expect(notes).toEqual(["Add the column cards: the signature requires it."]);
  });

  it("rename a column that cannot be cast as well", async () => {
    const { apart } = await adviceFor("a.csv", rows("x"), specs);
    expect(apart).toEqual([["caller: Rename Income to income", "model: Make income optional"], optional, dates]);
  });

  it("rename the only column that is refused", async () => {
    const { apart } = await adviceFor("a.csv", "Income,k\nx,1\n", [column("income", "double"), column("k", "long")]);
    expect(apart[0]?.slice(0, 2)).toEqual(["caller: Rename Income to income", "model: Make income optional"]);
  });

  it("rename a column of a request", async () => {
    const { apart } = await adviceFor("a.csv", "Income,k\n1,2\n", specs.slice(0, 2), "scoring");
    expect(apart[0]?.[0]).toBe("caller: Rename Income to income");
  });

  it("do not rename where names are not alike", async () => {
    const { apart } = await adviceFor("a.csv", "region,k\n1,2\n", specs.slice(0, 2));
    expect(apart).toEqual([[], []]);
  });
});
