import { describe, expect, it } from "vitest";
import { renderText } from "../../../src/core/errors.ts";
import { paramSchemaFromValue } from "../../../src/core/mlflow/signature-json.ts";
import { jsonLoads } from "../../../src/core/python/json-loads.ts";
import { enforceParams } from "../../../src/core/validation/enforce-params.ts";
import { remediesForParam } from "../../../src/core/validation/param-remedies.ts";
import type { Way } from "../../../src/core/validation/verdict.ts";

const PARAMS = paramSchemaFromValue(
  jsonLoads(`[
    {"name": "top_k", "type": "long", "default": 3, "shape": null},
    {"name": "stops", "type": "string", "default": ["."], "shape": [-1]},
    {"name": "since", "type": "datetime", "default": "2024-01-31T00:00:00", "shape": null}
  ]`),
);

function remedies(given: string, via: Way) {
  const [refusal] = enforceParams(jsonLoads(given), PARAMS, via).refusals;
  if (refusal === undefined) throw new Error("nothing was refused");
  const { caller, model } = remediesForParam(refusal, PARAMS, via);
  return { label: caller && renderText(caller.label), code: caller?.code ?? null, params: model?.params ?? null };
}

describe("a refused parameter", () => {
  it.each<readonly [string, Way, string, string | null]>([
    ['{"top_k": "7"}', "predict", "Hand top_k over as long", "params['top_k'] = int(params['top_k'])"],
    ['{"top_k": "7"}', "scoring", "Write top_k as a number without a point", null],
    ['{"stops": "."}', "predict", "Hand stops over as a list of string", "params['stops'] = [params['stops']]"],
    ['{"stops": [1]}', "predict", "Hand stops over as a list of string", "params['stops'] = [str(item) for item in params['stops']]"],
    ['{"since": 3}', "predict", "Hand since over as datetime", null],
  ])("can be mended by the caller: %s, %s", (given, via, label, code) => {
    expect(remedies(given, via)).toMatchObject({ label, code });
  });

  it("can be declared as any number, its default among these", () => {
    const { params } = remedies('{"top_k": 2.5}', "predict");
    expect(params?.params[0]).toMatchObject({ name: "top_k", type: { name: "double" }, default: 3 });
    // What was refused is taken then.
    expect(enforceParams(jsonLoads('{"top_k": 2.5}'), params).kind).toBe("accepted");
  });

  it("is declared as nothing else, since its default would have to change", () => {
    expect(remedies('{"top_k": "7"}', "predict").params).toBeNull();
  });
});
