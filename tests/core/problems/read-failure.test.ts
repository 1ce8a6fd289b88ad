import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { errorToData } from "../../../src/core/errors.ts";
import { applyFix } from "../../../src/core/problems/apply-fix.ts";
import { failureFixes } from "../../../src/core/problems/read-failure.ts";
import { settingsJson } from "../../../src/core/problems/settings-json.ts";
import { jsonDumps } from "../../../src/core/python/json-dumps.ts";
import { jsonLoads } from "../../../src/core/python/json-loads.ts";
import { DEFAULT_SETTINGS } from "../../../src/core/readers/settings.ts";
import { readSide } from "../../../src/core/sign.ts";
import { readOrAdvise } from "../../../src/core/trial/other-readings.ts";
import { fileSource, textSource } from "../../helpers/sources.ts";

const root = join(import.meta.dirname, "../../fixtures/refused-reads");

describe.each(readdirSync(root))("a file that cannot be read: %s", (name) => {
  const source = (part: string) => fileSource(join(root, name, part, "inputs.csv"));
  const wanted = jsonLoads(readFileSync(join(root, name, "case.json"), "utf-8"));

  it("has fixes with which it can", async () => {
    const error = await readOrAdvise([source("raises")], DEFAULT_SETTINGS).then(() => null, errorToData);
    if (error === null || !(wanted instanceof Map)) throw new Error("it was read");
    expect(error.pythonError).toBe(wanted.get("raises"));
    const fixes = failureFixes(error);
    const found = new Map(fixes.map((fix) => [fix.label, jsonLoads(settingsJson(applyFix(DEFAULT_SETTINGS, fix)))]));
    expect(jsonDumps(found)).toBe(jsonDumps(wanted.get("fixes") ?? null));
    for (const fix of fixes)
      expect((await readSide([source("raises")], applyFix(DEFAULT_SETTINGS, fix))).dataset).toMatchObject({ rowCount: 2 });
  });

  it("has a neighbour that is read as it is", async () => {
    expect((await readSide([source("neighbour")], DEFAULT_SETTINGS)).dataset).toMatchObject({ rowCount: 3 });
  });
});

it("says once what Excel's separator line is and how to skip it", async () => {
  const excel = textSource("\ufeffsep=;\nid;amount;paid\n1;2,5;yes\n2;3,5;no\n");
  const error = await readOrAdvise([excel], DEFAULT_SETTINGS).then(() => null, errorToData);
  if (error === null) throw new Error("it was read");
  expect(error.remedy).toBe("Line 1 is Excel's separator line, not the header.");
  expect(failureFixes(error).map(({ label, consequence }) => `${label}: ${consequence}`)).toEqual([
    "Skip the first line → 3 columns: The file is read again with `skiprows=1, sep=';'`.",
  ]);
});
