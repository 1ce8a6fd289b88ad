import { readFileSync } from "node:fs";
import { join } from "node:path";
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

/**
 * Refused values of a parameter: its type, the value, the Python that mends it, and the change of the signature; null where there is none. MLflow
 * 3.17.2 takes the value after each of them.
 */
const REMEDIES: readonly (readonly [type: string, value: string, python: string | null, change: string | null])[] = JSON.parse(
  readFileSync(join(import.meta.dirname, "..", "..", "fixtures", "param-remedies.json"), "utf8"),
);

const DEFAULTS: Readonly<Record<string, string>> = {
  integer: "1",
  long: "1",
  float: "0.5",
  double: "0.5",
  boolean: "true",
  string: '"a"',
  datetime: '"2024-01-31T00:00:00"',
};

describe("the ways out of one refused value", () => {
  it.each(REMEDIES)("of %s, %s, are %s and %s", (declared, value, python, change) => {
    const [type = "", list] = declared.split(" ");
    const [fallback, shape] = list === undefined ? [DEFAULTS[type], "null"] : [`[${DEFAULTS[type]}]`, "[-1]"];
    const schema = paramSchemaFromValue(jsonLoads(`[{"name": "p", "type": "${type}", "default": ${fallback}, "shape": ${shape}}]`));
    const params = jsonLoads(`{"p": ${value}}`);
    const { perRefusal, whole, notes } = adviseParams(params, schema, enforceParams(params, schema));
    const caller = whole.find(({ by }) => by === "caller");
    const model = whole.find(({ by }) => by === "model");
    expect([caller?.python ?? null, model === undefined ? null : renderText(model.label)]).toEqual([python, change]);
    expect({ perRefusal, notes }).toEqual({ perRefusal: [whole], notes: [] });
    const kept = value === "null" ? "The model uses its default in place of null." : "The value keeps its meaning.";
    if (caller !== undefined) expect(caller).toMatchObject({ consequence: [kept], loses: false });
    if (model !== undefined) expect(model).toMatchObject({ consequence: ["The model must handle this type."], loses: false });
  });

  it("are none where nothing is declared, refused, or given by name", () => {
    const nothing = { perRefusal: [], whole: [], notes: [] };
    const refused = enforceParams(jsonLoads('{"top_k": "7"}'), PARAMS);
    expect(adviseParams(jsonLoads('{"top_k": "7"}'), null, refused)).toEqual(nothing);
    expect(adviseParams(jsonLoads("[]"), PARAMS, refused)).toEqual(nothing);
    expect(advise('{"top_k": 7}')).toEqual(nothing);
  });

  it("are joined where several are refused", () => {
    const [caller, model] = advise('{"top_k": 7.0, "stops": null}').whole;
    expect(caller && [renderText(caller.label), caller.python, caller.consequence]).toEqual([
      "Pass top_k as long; Leave out stops",
      "params['top_k'] = int(params['top_k'])\ndel params['stops']",
      ["The model uses its default in place of null."],
    ]);
    expect(model).toBeUndefined();
    const two = paramSchemaFromValue(
      jsonLoads(
        '[{"name": "a", "type": "long", "default": 1, "shape": null}, {"name": "b", "type": "integer", "default": [2], "shape": [-1]}]',
      ),
    );
    const params = jsonLoads('{"a": 1.5, "b": [2.5]}');
    const [change, ...more] = adviseParams(params, two, enforceParams(params, two)).whole;
    expect(more).toEqual([]);
    expect(change && renderText(change.label)).toBe("Declare a as double; Declare b as double");
    expect(change?.params?.params.map(({ default: value }) => value)).toEqual([1, [2]]);
  });
});
