import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { recognisedValue } from "../../../src/cli/explain-command.ts";
import { recogniseError } from "../../../src/core/messages/recognise.ts";
import { jsonDumps } from "../../../src/core/python/json-dumps.ts";
import { jsonLoads } from "../../../src/core/python/json-loads.ts";

const FIXTURE = join(import.meta.dirname, "..", "..", "fixtures", "messages.jsonl");
const lines = readFileSync(FIXTURE, "utf-8").split("\n").filter(Boolean);

// Messages that real models raised, one of each kind and advice (`npm run conformance -- messages`). The Python of the advice was run there, and
// MLflow took the data that it gives.
it.each(lines.map((line, index) => [index + 1, line] as const))("explains provoked message %s as when its advice was run", (_, line) => {
  const recorded = jsonLoads(line);
  if (!(recorded instanceof Map)) throw new Error("not a message");
  const expected = recorded.get("recognised");
  const found = recogniseError(String(recorded.get("message")));
  const value = found === null ? null : recognisedValue(found);
  if (!(value instanceof Map) || !(expected instanceof Map)) throw new Error("not recognised");
  expect(jsonDumps(new Map([...expected.keys()].map((key) => [key, value.get(key) ?? null])))).toBe(jsonDumps(expected));
});
