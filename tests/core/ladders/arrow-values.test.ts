import { expect, it } from "vitest";
import type { Environment } from "../../../src/core/environment/environment.ts";
import type { ArrowCounts } from "../../../src/core/evidence/arrow-evidence.ts";
import type { ArrowType } from "../../../src/core/evidence/arrow-type.ts";
import { arrowValues } from "../../../src/core/ladders/arrow-values.ts";
import { typeOfColumn } from "../../../src/core/ladders/value-type.ts";

const BEFORE_3_17: Environment = { mlflow: "3.15.2", pandas: "2.3.3" };

/** Two lists of one item each: a value, then nothing. */
const COUNTS: ArrowCounts = {
  length: 2,
  lists: { empty: 0, hollow: 0, min: 1, max: 1, firstBlank: 1, lateBlank: 1 },
  children: [{ length: 2, nulls: { count: 1, first: { row: 1 } }, children: [] }],
};

const listOf = (type: ArrowType): ArrowType => ({ kind: "list", layout: "small", items: { name: "item", nullable: true, type } });

// Real answers of MLflow 3.15.2: NumPy's NaT is a datetime, None says no type.
it.each<[string, ArrowType, string]>([
  ["dates", { kind: "timestamp", unit: "ms", timezone: null }, "type"],
  ["texts", { kind: "utf8", layout: "small" }, "offence"],
])("a list of nothing after one with %s, before MLflow 3.17", (_, type, kind) => {
  expect(typeOfColumn(arrowValues(listOf(type), COUNTS), {}, BEFORE_3_17).kind).toBe(kind);
});
