import { expect, it } from "vitest";
import { parseEnvironment } from "../../../src/core/environment/parse.ts";
import { schemaFromValue } from "../../../src/core/mlflow/signature-json.ts";
import { jsonLoads } from "../../../src/core/python/json-loads.ts";
import { checkJsonBody } from "../../../src/core/validation/check-input.ts";

const SCHEMA = schemaFromValue(jsonLoads('[{"name": "a", "type": "string", "required": true}]'));

it.each([
  ["mlflow=3.17.2,pandas=3.1.1", "refused"],
  // Before pandas 3 text was objects, which hold any.
  ["mlflow=3.17.2,pandas=2.3.3", "accepted"],
])("under %s half of a surrogate pair is %s", (written, verdict) => {
  const environment = parseEnvironment(written);
  if (typeof environment === "string") throw new Error(environment);
  const body = jsonLoads('{"inputs": {"a": ["x\\udfff", "b"]}}');
  const found = checkJsonBody(body, null, SCHEMA, { via: "scoring", isEnforced: true, environment }).verdict;
  expect(found.kind).toBe(verdict);
  if (verdict === "refused") expect(found.refusals[0]?.message.join("")).toContain("'\\udfff' in position 1: surrogates not allowed");
});
