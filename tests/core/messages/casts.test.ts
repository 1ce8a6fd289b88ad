import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { castColumn } from "../../../src/core/messages/advice/cast.ts";
import type { DataType } from "../../../src/core/mlflow/types.ts";

interface Cast {
  readonly found: string;
  readonly type: DataType;
  readonly python: string | null;
  readonly dependsOn?: string;
}

const lines = readFileSync(join(import.meta.dirname, "..", "..", "fixtures", "casts.jsonl"), "utf-8")
  .split("\n")
  .filter(Boolean);
const casts = lines.map((line): Cast => JSON.parse(line));

// Each line was run in pandas on a column of the dtype, and MLflow took the result for the type.
it.each(casts)("casts $found to $type", ({ found, type, python, dependsOn }) => {
  const cast = castColumn("df['c']", found, type);
  expect(cast?.python ?? null).toBe(python);
  expect(cast?.dependsOn).toBe(dependsOn);
});

it.each(["decimal128(9, 2)[pyarrow]", "datetime64[us, UTC]", "timestamp[ns, tz=UTC][pyarrow]", "complex128", "period[D]"])(
  "has no line that makes times without a zone of %s",
  (found) => expect(castColumn("df['c']", found, "datetime")).toBeNull(),
);
