import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { openFiles } from "../../../src/core/readers/open-files.ts";
import { profileFiles } from "../../../src/core/readers/reread-files.ts";
import { readSide, signSides } from "../../../src/core/sign.ts";
import { InferSigner } from "../../../src/core/signers/infer-signer.ts";
import { fileSource } from "../../helpers/sources.ts";

const path = join(dirname(fileURLToPath(import.meta.url)), "..", "..", "conformance", "golden", "files", "int64.parquet");
const parts = (folders: readonly string[]) => folders.map((folder, index) => fileSource(path, `${folder}/part-${index}.parquet`));
const open = (folders: readonly string[]) => openFiles(parts(folders), { options: new Map() }, {});

/** The columns that the folders give, as MLflow has them. */
async function columnsOf(folders: readonly string[]) {
  const side = await readSide(parts(folders), { options: new Map() });
  const { dataset } = side;
  if (dataset.kind !== "table") throw new Error("a table is expected");
  const given = new Set(dataset.columns.filter(({ isFolders }) => isFolders).map(({ name }) => name));
  const inputs = signSides({ inputs: side }, new InferSigner({ KIND: "InferSigner" })).signature?.inputs;
  const specs = inputs?.kind === "columns" ? inputs.specs : [];
  return specs.flatMap(({ name, type, required }) =>
    name !== undefined && given.has(name) ? [[name, type.kind === "scalar" ? type.name : type.kind, required]] : [],
  );
}

describe("a Parquet data set in folders that give columns", () => {
  // What MLflow 3.17.2 infers from what pandas 3.1.1 and pyarrow 25 read of the same folders.
  it.each([
    [["d/y=2020", "d/y=2021"], [["y", "long", true]]],
    [["d/y=2020"], [["y", "long", true]]],
    [["d/y=-1", "d/y=007", "d/y=0x1F"], [["y", "long", true]]],
    [["d/y=2147483647", "d/y=-2147483648"], [["y", "long", true]]],
    [["d/y=2147483648"], [["y", "string", true]]],
    [["d/y=+2"], [["y", "string", true]]],
    [["d/y=", "d/y=1"], [["y", "string", true]]],
    [["d/y=true", "d/y=false"], [["y", "string", true]]],
    [["d/sub/y=2020", "d/y=2021"], [["y", "long", true]]],
    [
      ["d/m=x/y=1", "d/m=z"],
      [
        ["m", "string", true],
        ["y", "long", false],
      ],
    ],
  ])("%j: %j", async (folders, columns) => {
    expect(await columnsOf(folders)).toEqual(columns);
  });

  it("takes the folders' names without their escapes, the deepest of a name, and none of the folder that was dropped", async () => {
    expect(await columnsOf(["d/y%20z=1", "d/y%20z=2"])).toEqual([["y z", "long", true]]);
    expect(await columnsOf(["d/y=1/y=x"])).toEqual([["y", "string", true]]);
    expect(await columnsOf(["d/sub"])).toEqual([]);
  });

  it("is read by the Python that reads the folder", async () => {
    expect((await open(["d/y=1", "d/y=2"])).pythonRead.expression).toBe("pd.read_parquet('d')");
    expect((await open(["y=1", "y=2"])).pythonRead.expression).toBe("pd.read_parquet(['y=1/part-0.parquet', 'y=2/part-1.parquet'])");
  });

  it("is refused where pyarrow refuses it", async () => {
    await expect(open(["d/y=1", "d/y=__HIVE_DEFAULT_PARTITION__"])).rejects.toThrow("has no value for y");
    await expect(open(["d/y=%E4"])).rejects.toThrow("not UTF-8");
    await expect(open(["d/k=1"])).rejects.toThrow("names of their folders have a column");
  });

  it("is profiled except for the columns that are in no file", async () => {
    const opened = await open(["d/y=1", "d/y=2"]);
    const profile = await profileFiles(parts(["d/y=1", "d/y=2"]), opened, {});
    if (profile.kind !== "columns" || opened.dataset.kind !== "table") throw new Error("a table is expected");
    expect(profile.columns).toHaveLength(opened.dataset.columns.length);
    expect(profile.columns.at(-1)).toBeNull();
    expect(profile.columns[0]).not.toBeNull();
  });
});
