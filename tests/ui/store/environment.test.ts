import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { CURRENT, type Environment } from "../../../src/core/environment/environment.ts";
import { findModel } from "../../../src/core/load-model.ts";
import { reviewNow } from "../../../src/ui/store/effects/sessions.ts";
import { Page } from "../../../src/ui/store/page.ts";
import { commandText, exportText } from "../../../src/ui/store/selectors/exports.ts";
import { isSigning, shownState, signatureOf, workOf } from "../../../src/ui/store/selectors/selectors.ts";
import { DEFAULT_ENVIRONMENT } from "../../../src/ui/store/state/chosen-environment.ts";
import { answerModel } from "../../../src/worker/answer-model.ts";
import { type FakeClient, fakeClient } from "../../helpers/fake-client.ts";
import { part, summaryOf } from "../../helpers/page-parts.ts";

let fake: FakeClient;
let page: Page;
let end: () => void;

beforeEach(() => {
  localStorage.clear();
  sessionStorage.clear();
  fake = fakeClient();
  fake.client.loadModel = async (files, isSure = true) => answerModel(files, isSure);
  page = new Page(fake.client);
  end = page.begin();
});
afterEach(() => end());

const state = () => page.store.getState();
const chosen = () => workOf(state()).environment;
const messages = () => state().log.map(({ message }) => message.map((one) => (typeof one === "string" ? one : one.data)).join(""));

const SIGNATURE = `signature:\n  inputs: '[{"type": "long", "name": "a", "required": true}]'\n  outputs: null\n`;
const MLMODEL = `flavors: {}\nmlflow_version: 3.12.0\n${SIGNATURE}`;
const OLD: Environment = { mlflow: "2.14.3", pandas: "2.2.3" };

/** Reads a file with one column of integers as inputs. */
async function read(): Promise<void> {
  page.dispatch({ kind: "files-given", side: "inputs", files: [part("X.csv")] });
  await expect.poll(() => fake.reads.length).toBe(1);
  fake.reads[0]?.answer(summaryOf());
  await expect.poll(() => [shownState(state()).sides.inputs.phase, isSigning(state())]).toEqual(["ready", false]);
}

describe("what is dropped names the versions", () => {
  it.each([
    ["an MLmodel", [part("MLmodel", MLMODEL)], { mlflow: "3.12.0", pandas: "2.3.3" }, ["MLmodel"]],
    [
      "a model's folder",
      [part("m/MLmodel", MLMODEL), part("m/requirements.txt", "pandas==2.2.3\n"), part("m/model.pkl", "x")],
      { mlflow: "3.12.0", pandas: "2.2.3" },
      ["MLmodel", "requirements.txt"],
    ],
    [
      "an MLmodel with a loose file",
      [part("MLmodel", MLMODEL), part("conda.yaml", "dependencies:\n- pandas=2.1.4\n")],
      { mlflow: "3.12.0", pandas: "2.1.4" },
      ["MLmodel", "conda.yaml"],
    ],
    [
      "requirements",
      [part("requirements.txt", "mlflow==2.14.3\npandas==1.5.3\n")],
      { mlflow: "2.14.3", pandas: "1.5.3" },
      ["requirements.txt"],
    ],
    ["a lock file", [part("uv.lock", '[[package]]\nname = "pandas"\nversion = "2.2.3"\n')], { ...CURRENT, pandas: "2.2.3" }, ["uv.lock"]],
    ["a pasted pip freeze", [part("pasted.csv", "mlflow==2.14.3\nnumpy==1.26.4\npandas==2.2.3\n")], OLD, ["the pasted text"]],
    ["a pasted list", [part("pasted.csv", "MLflow 2.14.3\npandas 2.2.3")], OLD, ["the pasted text"]],
    [
      "an error with its versions",
      [part("pasted.csv", "mlflow.exceptions.MlflowException: Model is missing inputs ['a'].\n\nMLflow version: 2.14.3\npandas: 2.2.3\n")],
      OLD,
      ["the message"],
    ],
  ])("%s", async (_, files, environment, by) => {
    page.drop(files, null);
    await expect.poll(chosen).toEqual({ environment, by });
    expect(messages().join("\n")).toContain(`Signet answers as MLflow ${environment.mlflow} with pandas ${environment.pandas}.`);
    page.dispatch({ kind: "undone" });
    expect(chosen()).toBe(DEFAULT_ENVIRONMENT);
    page.dispatch({ kind: "redone" });
    expect(chosen()).toEqual({ environment, by });
  });

  it("also with data, which goes where it would without", async () => {
    page.drop([part("X.csv"), part("requirements.txt", "mlflow==2.14.3\npandas==2.2.3\n")], null);
    await expect.poll(() => chosen().environment).toEqual(OLD);
    await expect.poll(() => fake.reads.map(({ files }) => files.map(({ name }) => name))).toEqual([["X.csv"]]);
  });

  it("keeps the model when its versions are undone, and takes them back with the model", async () => {
    page.drop([part("MLmodel", MLMODEL)], null);
    await expect.poll(() => chosen().by).toEqual(["MLmodel"]);
    page.dispatch({ kind: "undone" });
    expect([workOf(state()).model?.name, chosen()]).toEqual(["MLmodel", DEFAULT_ENVIRONMENT]);
    page.dispatch({ kind: "redone" });
    page.dispatch({ kind: "model-removed" });
    expect(chosen()).toBe(DEFAULT_ENVIRONMENT);
    page.dispatch({ kind: "undone" });
    expect(chosen().by).toEqual(["MLmodel"]);
  });

  it("changes nothing before MLflow 2.10, and says why", async () => {
    page.drop([part("MLmodel", MLMODEL.replace("3.12.0", "2.9.2"))], null);
    await expect.poll(() => messages().join("\n")).toContain("MLmodel names MLflow 2.9.2. Signatures of MLflow before 2.10");
    expect(chosen()).toBe(DEFAULT_ENVIRONMENT);
  });

  it("changes nothing where nothing is pinned, and says so", async () => {
    page.drop([part("requirements.txt", "numpy==2.0\npandas<3\n")], null);
    await expect.poll(() => messages().join("\n")).toContain("requirements.txt: neither MLflow nor pandas is pinned here");
    expect(chosen()).toBe(DEFAULT_ENVIRONMENT);
  });

  it("leaves data data", async () => {
    expect(await findModel([])).toBeNull();
    page.drop([part("packages.csv", "name,version\npandas,2.2.3\n")], null);
    await expect.poll(() => fake.reads.length).toBe(1);
    expect(chosen()).toBe(DEFAULT_ENVIRONMENT);
  });
});

describe("other versions", () => {
  it("sign again what was read, and read nothing again", async () => {
    await read();
    page.dispatch({ kind: "environment-chosen", environment: OLD });
    await expect.poll(() => isSigning(state())).toBe(false);
    expect([fake.reads.length, fake.signed, fake.signedAs]).toEqual([1, ["inputs", "inputs"], [CURRENT, OLD]]);
    page.dispatch({ kind: "undone" });
    await expect.poll(() => fake.signedAs.at(-1)).toEqual(CURRENT);
    expect(fake.reads.length).toBe(1);
  });

  it("are in the exports, the command, and the review", async () => {
    await read();
    page.dispatch({ kind: "environment-chosen", environment: OLD });
    const shown = shownState(state());
    const signature = signatureOf(state());
    if (signature === null) throw new Error("there is no signature");
    expect(exportText("Python: explicit", shown, signature)).toMatch(/^# For MLflow 2\.14\.3 with pandas 2\.2\.3\.\n/);
    expect(exportText("Python: infer", shown, signature)).toMatch(/^# For MLflow 2\.14\.3 with pandas 2\.2\.3\.\n/);
    expect(commandText("MLmodel", shown)).toContain("--environment mlflow=2.14.3,pandas=2.2.3 --format mlmodel");
    expect(reviewNow(state(), false)?.provenance.versions).toMatchObject(OLD);
  });

  it("are named to the command where an MLmodel would name others", async () => {
    page.drop([part("MLmodel", MLMODEL)], null);
    await expect.poll(() => chosen().by).toEqual(["MLmodel"]);
    await read();
    page.dispatch({ kind: "environment-chosen", environment: CURRENT });
    expect(commandText("MLmodel", shownState(state()))).toContain("--environment current --format mlmodel --mlmodel MLmodel");
    expect(commandText("JSON", shownState(state()))).not.toContain("--environment");
  });

  it("come back with a review that is opened", async () => {
    await read();
    page.dispatch({ kind: "environment-chosen", environment: OLD });
    const review = reviewNow(state(), false);
    if (review === null) throw new Error("there is no review");
    end();
    page = new Page(fakeClient().client);
    end = page.begin();
    page.dispatch({ kind: "review-opened", review, origin: "shared", sessionId: "other", link: null });
    expect(chosen().environment).toEqual(OLD);
    expect(signatureOf(state())?.environment).toEqual(OLD);
    page.closeReview();
    expect(chosen()).toBe(DEFAULT_ENVIRONMENT);
    const foreign = { ...review.provenance.versions, mlflow: "latest" };
    const odd = { ...review, provenance: { ...review.provenance, versions: foreign } };
    page.dispatch({ kind: "review-opened", review: odd, origin: "shared", sessionId: "odd", link: null });
    expect(chosen()).toBe(DEFAULT_ENVIRONMENT);
  });
});
