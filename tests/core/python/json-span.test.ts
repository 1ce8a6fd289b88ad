import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type JsonPath, jsonSpans } from "../../../src/core/python/json-span.ts";
import { gaps, inTurn, type JsonNode, jsonNode, written } from "../../helpers/json-model.ts";

const found = (source: string, ...paths: JsonPath[]) => jsonSpans(source, paths).map((span) => span && source.slice(span.start, span.end));

/** Every path of a value; of repeated keys none, since only the last of them counts. */
function pathsOf(node: JsonNode, base: JsonPath = []): readonly JsonPath[] {
  switch (node.kind) {
    case "scalar":
      return [base];
    case "list":
      return [base, ...node.items.flatMap((item, index) => pathsOf(item, [...base, index]))];
    case "dict": {
      const keys = node.members.map(([key]) => JSON.parse(key) as string);
      return [
        base,
        ...node.members.flatMap(([key, value], index) =>
          keys.filter((one) => one === keys[index]).length > 1 ? [] : pathsOf(value, [...base, JSON.parse(key) as string]),
        ),
      ];
    }
  }
}

const isPlain = (source: string) => !/NaN|Infinity/.test(source);

function at(value: unknown, path: JsonPath): unknown {
  return path.reduce<unknown>((inner, step) => (inner as Record<string | number, unknown>)[step], value);
}

describe("the place of a value in JSON", () => {
  it("is found whatever is between tokens", () =>
    fc.assert(
      fc.property(jsonNode, gaps, (node, spaces) => {
        const source = written(node, inTurn(spaces));
        fc.pre(isPlain(source));
        const paths = pathsOf(node).filter((path) => !path.includes("__proto__"));
        const whole: unknown = JSON.parse(source);
        for (const [index, span] of jsonSpans(source, paths).entries()) {
          const path = paths[index] ?? [];
          expect(span).not.toBeNull();
          expect(JSON.parse(source.slice(span?.start, span?.end))).toEqual(at(whole, path));
        }
      }),
    ));

  it("is that of the last of repeated keys", () => {
    expect(found('{"a": 1, "a": 22}', ["a"])).toEqual(["22"]);
  });

  it("is null where a path leads nowhere", () => {
    expect(found('{"a": [1]}', ["b"], ["a", 1], ["a", 0, "x"])).toEqual([null, null, null]);
  });

  it("is not misled by brackets in strings", () => {
    expect(found('{"a": ["]}\\"", {"b": "["}], "c": 3}', ["c"])).toEqual(["3"]);
  });
});
