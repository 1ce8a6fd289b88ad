import { describe, expect, it } from "vitest";
import { checkRequest } from "../../../src/core/check/check-request.ts";
import { renderText } from "../../../src/core/errors.ts";
import { paramSchemaFromValue, schemaFromValue } from "../../../src/core/mlflow/signature-json.ts";
import type { ModelSignature } from "../../../src/core/mlflow/types.ts";
import { jsonLoads } from "../../../src/core/python/json-loads.ts";
import { requestVerdict } from "../../../src/core/validation/reports/check-report.ts";
import { textReport } from "../../../src/core/validation/reports/text-report.ts";
import { textSource } from "../../helpers/sources.ts";

const signatureOf = (inputs: string, params: string | null = null): ModelSignature => ({
  inputs: schemaFromValue(jsonLoads(inputs)),
  outputs: null,
  params: params === null ? null : paramSchemaFromValue(jsonLoads(params)),
});

const SIGNATURE = signatureOf(
  '[{"type": "long", "name": "a", "required": true}, {"type": "string", "name": "b", "required": false}]',
  '[{"name": "k", "type": "long", "default": 1, "shape": null}]',
);

async function judged(body: string, signature = SIGNATURE) {
  const { checked, marks } = await checkRequest(textSource(body, "request.json"), signature);
  const corrected = checked.find(({ side }) => side === "inputs")?.corrected?.data ?? null;
  return {
    kinds: checked.flatMap(({ side, verdicts }) => verdicts.map(({ kind }) => `${side} ${kind}`)),
    marked: marks.map(({ start, end, line, column, byte }) => `${line}:${column} ${byte} ${body.slice(start, end)}`),
    corrected,
  };
}

describe("a request that the model takes", () => {
  it("has no mark and nothing to correct", async () => {
    expect(await judged('{"dataframe_split": {"columns": ["a", "b"], "data": [[1, "x"]]}, "params": {"k": 2}}')).toEqual({
      kinds: ["inputs accepted", "params accepted"],
      marked: [],
      corrected: null,
    });
  });
});

describe("a request that is no JSON", () => {
  it("is marked where it stops being one, by line, column and byte", async () => {
    expect(await judged('{"dataframe_records":\n  [{"é": 1,}]}')).toEqual({
      kinds: ["inputs refused"],
      marked: ["2:12 34 }"],
      corrected: null,
    });
  });
});

describe("a request that is refused", () => {
  it.each([
    ["values at fault in records", '{"dataframe_records": [{"a": 1}, {"a": "x"}, {"a": null}]}', ['1:40 39 "x"', "1:52 51 null"], null],
    [
      "values at fault in a split table",
      '{"dataframe_split": {"columns": ["b", "a"], "data": [["x", 1], ["y", 1.5e400]]}}',
      ["1:70 69 1.5e400"],
      null,
    ],
    [
      "a parameter",
      '{"inputs": {"a": [1], "b": ["x"]}, "params": {"k": "7"}}',
      ['1:52 51 "7"'],
      '{"inputs": {"a": [1], "b": ["x"]}, "params": {"k": 7}}',
    ],
  ])("has %s marked", async (_, body, marked, corrected) => {
    expect(await judged(body)).toMatchObject({ marked, corrected });
  });

  it.each([
    ["records without an envelope", '[{"a": 1, "b": "x"}]', '{"dataframe_records": [{"a": 1, "b": "x"}]}'],
    ["one record", '{"a": 1, "b": "x"}', '{"dataframe_records": [{"a": 1, "b": "x"}]}'],
    [
      "columns without an envelope, params beside them",
      '{"a": [1], "b": ["x"], "params": {"k": 3}}',
      '{"inputs": {"a": [1], "b": ["x"]}, "params": {"k": 3}}',
    ],
    ["a table without an envelope", '{"columns": ["a"], "data": [[1]]}', '{"dataframe_split": {"columns": ["a"], "data": [[1]]}}'],
    ["records under dataframe_split", '{"dataframe_split": [{"a": 1}]}', '{"dataframe_records": [{"a": 1}]}'],
    ["a number as text among instances", '{"instances": [{"a": "1"}, {"a": "x"}]}', null],
  ])("is corrected where that keeps its values: %s", async (_, body, corrected) => {
    expect(await judged(body)).toMatchObject({ corrected });
  });

  it("is corrected by writing each value as its type asks", async () => {
    const signature = signatureOf(
      '[{"type": "array", "items": {"type": "long"}, "name": "list", "required": true}, {"type": "string", "name": "s", "required": true}]',
    );
    expect(await judged('{"inputs": {"list": [1, 2], "s": 7}}', signature)).toMatchObject({ kinds: ["inputs accepted"] });
    const objects = signatureOf('[{"type": "boolean", "name": "flag", "required": true}]');
    expect(await judged('{"dataframe_records": [{"flag": "maybe"}]}', objects)).toMatchObject({ corrected: null });
  });
});

describe("a request that is refused at several stages", () => {
  async function reasons(body: string, signature = SIGNATURE) {
    const { checked } = await checkRequest(textSource(body, "request.json"), signature);
    return {
      columns: checked.flatMap(({ verdicts }) =>
        verdicts.flatMap(({ refusals }) => refusals.map(({ stage, column }) => `${stage} ${column ?? ""}`)),
      ),
      isOnlyRead: checked.some(({ verdicts }) => verdicts.some(({ onlyRead }) => onlyRead)),
    };
  }
  const WIDE = signatureOf(
    '[{"type": "long", "name": "a"}, {"type": "long", "name": "c"}, {"type": "any", "name": "d", "required": false}]',
    '[{"name": "k", "type": "long", "default": 1, "shape": null}]',
  );

  it("lists what cannot be cast, what is missing then, and the params", async () => {
    const body = '{"dataframe_split": {"columns": ["a", "C"], "data": [["x", 1]]}, "params": {"k": "7"}}';
    expect(await reasons(body, WIDE)).toEqual({ columns: ["read a", "enforce c", "enforce k"], isOnlyRead: false });
  });

  it("names in the second stage only what is missing, not what cannot be cast", async () => {
    const body = '{"dataframe_records": [{"a": "x", "b": 1}]}';
    expect(await reasons(body, WIDE)).toEqual({ columns: ["read a", "enforce c"], isOnlyRead: false });
    const { checked } = await checkRequest(textSource(body, "request.json"), WIDE);
    expect(renderText(checked[0]?.verdicts[0]?.refusals[1]?.message ?? [])).toBe(
      "Model is missing inputs ['c']. Note that there were extra inputs: ['b'].",
    );
  });

  it.each([
    ["is not JSON", '{"dataframe_split": '],
    ["has two envelopes", '{"inputs": {"a": [1]}, "instances": [1], "params": {"k": "7"}}'],
    ["has arrays that cannot be converted", '{"inputs": {"a": ["x"]}}'],
  ])("is only judged as far as it can be read where it %s", async (_, body) => {
    expect(await reasons(body)).toMatchObject({ columns: [expect.stringMatching(/^read/)], isOnlyRead: true });
  });

  it("counts its params in the verdict on the whole", async () => {
    const body = '{"dataframe_split": {"columns": ["a"], "data": [[1]]}, "params": {"k": "7"}}';
    const { checked } = await checkRequest(textSource(body, "request.json"), SIGNATURE);
    const [inputs, params] = checked.map((data) => requestVerdict(data, checked)?.kind ?? null);
    expect([inputs, params]).toEqual(["refused", null]);
    const report = textReport({ signature: "MLmodel", declared: SIGNATURE, model: null, checked }, { showValues: false });
    expect(report.split("\n")[0]).toBe("request.json, scoring server (POST /invocations, JSON body): refused: 1 reason (1 row)");
  });
});
