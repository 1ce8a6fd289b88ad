import { expect, it } from "vitest";
import { openFiles } from "../../../../src/core/readers/open-files.ts";
import { textSource } from "../../../helpers/sources.ts";

// `pd.read_csv` with sep="\t" for .tsv and .tab, as the reference reads them; a comma for all other names.
it.each([
  ["d.tsv", "a,b"],
  ["d.TAB", "a,b"],
  ["d.tab.csv", "a"],
  ["d.tsv.txt", "a"],
])("reads %s by what its last extension says", async (name, first) => {
  const { dataset, pythonRead } = await openFiles([textSource("a,b\n1,x\n2,y\n", name)], { options: new Map(), dialect: "given" }, {});
  if (dataset.kind !== "table") throw new Error("a CSV is a table");
  expect(dataset.columns[0]?.name).toBe(first);
  expect(pythonRead.expression.includes("sep='\\t'")).toBe(first === "a,b");
});
