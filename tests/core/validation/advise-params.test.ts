import { describe, expect, it } from "vitest";
import { renderText } from "../../../src/core/errors.ts";
import { paramSchemaFromValue } from "../../../src/core/mlflow/signature-json.ts";
import { jsonLoads } from "../../../src/core/python/json-loads.ts";
import { adviseParams } from "../../../src/core/validation/advice/advise-params.ts";
import { enforceParams } from "../../../src/core/validation/enforce-params.ts";

const PARAMS = paramSchemaFromValue(
  jsonLoads(`[
    {"name": "top_k", "type": "long", "default": 3, "shape": null},
    {"name": "stops", "type": "string", "default": ["."], "shape": [-1]},
    {"name": "ratio", "type": "double", "default": 0.5, "shape": null},
    {"name": "since", "type": "datetime", "default": "2024-01-31T00:00:00", "shape": null}
  ]`),
);

function advise(given: string) {
  const params = jsonLoads(given);
  return adviseParams(params, PARAMS, enforceParams(params, PARAMS));
}

describe("a refused parameter", () => {
  it.each<readonly [string, string, string]>([
    ['{"top_k": "7"}', "Pass top_k as long", "params['top_k'] = int(params['top_k'])"],
    ['{"top_k": [7]}', "Pass top_k as long", "params['top_k'] = params['top_k'][0]"],
    ['{"ratio": "1e-3"}', "Pass ratio as double", "params['ratio'] = float(params['ratio'])"],
    ['{"stops": "."}', "Pass stops as a list of string", "params['stops'] = [params['stops']]"],
    ['{"stops": null}', "Leave out stops", "del params['stops']"],
    ['{"stops": [1]}', "Pass stops as a list of string", "params['stops'] = [str(item) for item in params['stops']]"],
  ])("is fixed in the data: %s", (given, label, python) => {
    const [first] = advise(given).whole;
    expect(first && { by: first.by, label: renderText(first.label), python: first.python }).toEqual({ by: "caller", label, python });
  });

  it("can be declared as any number, its default among these", () => {
    const [change] = advise('{"top_k": 2.5}').whole;
    expect(change?.params?.params[0]).toMatchObject({ name: "top_k", type: { name: "double" }, default: 3 });
    // What was refused is taken then.
    expect(enforceParams(jsonLoads('{"top_k": 2.5}'), change?.params ?? null).kind).toBe("accepted");
  });

  it.each(['{"since": 3}', '{"top_k": "seven"}', '{"top_k": [1, 2]}', '{"ratio": null, "top_k": {}}'])(
    "has no way out that Python would take: %s",
    (given) => {
      expect(advise(given).whole).toEqual([]);
    },
  );

  it("is fixed with the others at once, and by itself", () => {
    const { perRefusal, whole } = advise('{"top_k": "7", "ratio": "x"}');
    expect(whole).toEqual([]);
    expect(perRefusal.map((remedies) => remedies.length)).toEqual([1, 0]);
  });
});
