import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { golden, sharedSite } from "../helpers/browser.ts";
import { downloaded, textFile as file, showForm, typeParams } from "../helpers/page-acts.ts";

const site = sharedSite();

describe("what the page downloads", () => {
  const FORMS = { "Python: infer": "infer.py", "Python: explicit": "explicit.py", "Python: set on a logged model": "set.py" } as const;
  const goldenFile = (name: string) => ({ name, mimeType: "", buffer: readFileSync(join(golden, "files", name)) });

  const packed = (name: string, content: string) => ({ name, mimeType: "", buffer: gzipSync(content) });

  // Conformance loads these with real MLflow and runs their Python.
  it.each([
    ["csv-pair", [file("X.csv", "a,b,c\n1,x,\n2,y,0.5\n")], [file("pred.csv", "p\n1\n2\n")], "{'t': 0.5, 'tags': ['a']}"],
    ["semicolons", [file("X.csv", "a;b\n1,5;2\n2,5;3\n")], [], ""],
    ["parquet", [goldenFile("frame_named_index.snappy.parquet")], [goldenFile("float32_null.parquet")], ""],
    ["nested", [goldenFile("struct_nested.parquet")], [], ""],
    ["feather", [goldenFile("list_int.feather")], [], ""],
    ["arrow-stream", [goldenFile("timestamp_us.arrows")], [], ""],
    ["json-records", [file("X.json", '{"dataframe_records": [{"a": 1, "b": "x"}, {"a": 2.5}]}')], [file("y_pred.json", "[1.5, 2.5]")], ""],
    ["npz", [goldenFile("npz_deflated.npz")], [goldenFile("npy_vector.npy")], ""],
    ["packed", [packed("data.bin", "a,b\n1,x\n2,y\n")], [packed("pred.json.gz", "[1.5, 2.5]")], ""],
    ["plain-under-a-packed-name", [file("X.csv.gz", "a,b\n1,x\n2,y\n")], [], ""],
    ["numbered-columns", [file("X.json", '{"columns": [0, 1], "data": [[1, 2], [3, "x"]]}')], [], ""],
    ["hostile", [file("it's.csv", `"a'b","""",'''\n1,2,3\n`)], [], '{"it\'s": "\\\\"}'],
  ])("%s", async (name, inputs, outputs, params) => {
    const { page } = await site.open();
    const folder = join(dirname(golden), "..", "..", "test-results", "downloads", name);
    mkdirSync(folder, { recursive: true });
    for (const { name: fileName, buffer } of [...inputs, ...outputs]) writeFileSync(join(folder, fileName), buffer);
    await page.getByLabel("Model inputs", { exact: true }).setInputFiles(inputs);
    if (outputs.length > 0) await page.getByLabel("Model outputs", { exact: true }).setInputFiles(outputs);
    if (params !== "") await typeParams(page, params);
    await page.getByRole("table", { name: "Inputs schema" }).waitFor();
    if (outputs.length > 0) await page.getByRole("table", { name: "Outputs schema" }).waitFor();
    if (params !== "") await page.getByRole("table", { name: "Params schema" }).waitFor();
    // MLflow has no type for one of its columns.
    if (name === "numbered-columns") {
      await page.getByRole("region", { name: "Problems" }).getByRole("button", { name: "Drop the column" }).click();
      await page.getByRole("button", { name: /^1 change/ }).waitFor();
      await expect.poll(() => page.getByRole("status").textContent()).toMatch(/^Ready/);
    }
    writeFileSync(join(folder, "MLmodel"), await downloaded(page, "Download MLmodel"));
    writeFileSync(join(folder, "signature.json"), await downloaded(page, "Download signature.json"));
    for (const [form, target] of Object.entries(FORMS)) {
      await showForm(page, form);
      writeFileSync(join(folder, target), await downloaded(page, "Download signature.py"));
    }
    expect(readFileSync(join(folder, "set.py"), "utf-8")).toContain("set_signature(model_uri, signature)");
  });
});
