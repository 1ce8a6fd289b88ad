import { describe, expect, it } from "vitest";
import { schemaFromValue } from "../../src/core/mlflow/signature-json.ts";
import type { ModelSignature } from "../../src/core/mlflow/types.ts";
import { jsonLoads } from "../../src/core/python/json-loads.ts";
import { type ReadSides, readSide } from "../../src/core/sign.ts";
import { answerCheck } from "../../src/worker/answer-check.ts";
import { SignetClient } from "../../src/worker/client.ts";
import type { WorkerRequest } from "../../src/worker/protocol.ts";
import type { WorkerLike } from "../../src/worker/worker-like.ts";
import { textSource } from "../helpers/sources.ts";

const side = (json: string) => schemaFromValue(jsonLoads(json));
const SIGNATURE: ModelSignature = {
  inputs: side('[{"type": "long", "name": "a", "required": true}]'),
  outputs: side('[{"type": "double", "name": "y", "required": true}]'),
  params: null,
};

const source = textSource("a\n1\n\n3\n");
const settings = { options: new Map([["skip_blank_lines", false]]) };

/** A client whose worker answers in this thread, holding one side of inputs. */
async function client(): Promise<SignetClient> {
  const opened = await readSide([source], settings);
  const sidesOf = ({ sides }: { readonly sides: object }): ReadSides => ("inputs" in sides ? { inputs: opened } : {});
  let listener: (event: unknown) => void = () => undefined;
  const worker: WorkerLike = {
    async postMessage(given: WorkerRequest) {
      const request = structuredClone(given);
      if (request.kind !== "check" && request.kind !== "check-request" && request.kind !== "self-check") return;
      const response = await answerCheck(request, { sidesOf, sourcesOf: () => [source], keep: () => undefined }, {});
      listener({ data: structuredClone(response) });
    },
    terminate: () => undefined,
    addEventListener: (kind: string, given: unknown) => {
      // The client listens for messages with functions only.
      if (kind === "message") listener = given as (event: unknown) => void;
    },
  };
  return new SignetClient(() => worker);
}

const file = (content: string, name: string) => ({ name, blob: new Blob([content]) });

describe("a check in the worker", () => {
  it("holds files both ways in, which cross back as data", async () => {
    const { name, verdicts } = await (await client()).check([file("a\n1\n", "new.csv")], { options: new Map() }, SIGNATURE);
    expect(name).toBe("new.csv");
    expect(verdicts.map(({ via, kind }) => [via, kind])).toEqual([
      ["predict", "accepted"],
      ["scoring", "accepted"],
    ]);
  });

  it("holds a file of no request's form one way", async () => {
    const { verdicts } = await (await client()).check([file('[{"a": 1}]', "new.json")], { options: new Map() }, SIGNATURE);
    expect(verdicts.map(({ via }) => via)).toEqual(["predict"]);
  });

  it("holds the body of a request both ways in where it comes as a file", async () => {
    const { verdicts } = await (await client()).check([file('{"inputs": {"a": [1]}}', "new.json")], { options: new Map() }, SIGNATURE);
    expect(verdicts.map(({ via, kind }) => [via, kind])).toEqual([
      ["predict", "accepted"],
      ["scoring", "accepted"],
    ]);
  });

  it("holds outputs by the same rules, and says that MLflow does not", async () => {
    const checked = await (await client()).check([file("y\nx\n", "y.csv")], { options: new Map() }, SIGNATURE, { side: "outputs" });
    expect(checked.verdicts).toMatchObject([{ kind: "refused", isEnforced: false }]);
  });

  it("marks what is at fault in a request", async () => {
    const { marks } = await (await client()).checkRequest('{"inputs": {"a": ["x"]}}', SIGNATURE);
    expect(marks).toMatchObject([{ start: 18, line: 1, column: 19 }]);
  });

  it("reports that a signature refuses what the worker keeps, as an edited one may", async () => {
    const { kind, checked } = await (await client()).selfCheck({ inputs: {} }, undefined, SIGNATURE);
    expect(kind).toBe("refuses its own data");
    expect(checked).toMatchObject([
      { side: "inputs", verdicts: [{ via: "predict", refusals: [{ rows: { first: [2] } }] }, { via: "scoring" }] },
    ]);
  });
});
