import { act, cleanup, render, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { VersionChange } from "../../src/core/diff/version-changes.ts";
import type { Environment } from "../../src/core/environment/environment.ts";
import { PageContext } from "../../src/ui/shared/use-page.ts";
import { Page } from "../../src/ui/store/page.ts";
import { isSigning, shownState, workOf } from "../../src/ui/store/selectors/selectors.ts";
import { profilesDiffering, versionMarks } from "../../src/ui/store/selectors/versions-view.ts";
import { DEFAULT_ENVIRONMENT } from "../../src/ui/store/state/chosen-environment.ts";
import { ComparePanel } from "../../src/ui/versions/ComparePanel.tsx";
import { VersionBar, VersionNote } from "../../src/ui/versions/VersionNote.tsx";
import { VersionsMenu } from "../../src/ui/versions/VersionsMenu.tsx";
import { type FakeClient, fakeClient } from "../helpers/fake-client.ts";
import { part, resultOf, summaryOf } from "../helpers/page-parts.ts";

let fake: FakeClient;
let page: Page;
let end: () => void;
/** The versions that were compared. */
let compared: Environment[];

const TYPE: VersionChange = {
  kind: "signature",
  difference: { side: "inputs", kind: "type", key: '"a"', name: "a", before: "long", after: "string" },
};
const VERDICT: VersionChange = {
  kind: "verdict",
  side: "inputs",
  name: "X.csv",
  via: "predict",
  column: "a",
  declared: "datetime",
  inferred: "string",
  before: "refused",
  after: "accepted",
};

beforeEach(() => {
  localStorage.clear();
  sessionStorage.clear();
  fake = fakeClient();
  compared = [];
  fake.client.compareVersions = async ({ to }) => {
    compared.push(to);
    return to.pandas === "1.5.3" ? [] : [TYPE, VERDICT];
  };
  page = new Page(fake.client);
  end = page.begin();
  render(
    <PageContext value={page}>
      <VersionNote />
      <VersionBar />
      <VersionsMenu />
      <ComparePanel />
    </PageContext>,
  );
});
afterEach(() => {
  cleanup();
  end();
});

const state = () => page.store.getState();
const chosen = () => workOf(state()).environment;
const openMenu = () => userEvent.click(screen.getByRole("button", { name: /^MLflow 3\.17\.2 · pandas 3\.1\.1/ }));

async function read(): Promise<void> {
  await act(async () => {
    page.dispatch({ kind: "files-given", side: "inputs", files: [part("X.csv")] });
    await expect.poll(() => fake.reads.length).toBe(1);
    fake.reads[0]?.answer(summaryOf());
    await expect.poll(() => [shownState(state()).sides.inputs.phase, isSigning(state())]).toEqual(["ready", false]);
  });
}

describe("the list of versions", () => {
  it("has the profiles with the platforms that ship them, and chooses one, which undo takes back", async () => {
    await openMenu();
    const list = screen.getByRole("region", { name: "Versions" });
    expect(within(list).getByText(/Databricks Runtime 16\.4 LTS ML/)).toBeDefined();
    expect(within(list).getByRole("button", { pressed: true }).textContent).toContain("MLflow 3.17 and later with pandas 3");
    await userEvent.click(within(list).getByRole("button", { name: /MLflow 2\.10 to 2\.18 with pandas 1\.5/ }));
    expect(chosen().environment).toEqual({ mlflow: "2.14.3", pandas: "1.5.3" });
    act(() => page.dispatch({ kind: "undone" }));
    expect(chosen()).toBe(DEFAULT_ENVIRONMENT);
  });

  it("takes any versions in range, and says why others are none", async () => {
    await openMenu();
    const box = screen.getByRole("textbox", { name: "Other versions" });
    await userEvent.type(box, "mlflow=latest{Enter}");
    expect(screen.getByRole("alert").textContent).toContain("mlflow needs a version such as 2.14 or 2.14.3, not latest.");
    await userEvent.clear(box);
    await userEvent.type(box, "mlflow=3.12,pandas=2.2{Enter}");
    expect(chosen().environment).toEqual({ mlflow: "3.12", pandas: "2.2" });
    await userEvent.click(screen.getByRole("button", { name: /^MLflow 3\.12 · pandas 2\.2/ }));
    expect(screen.getByText("mlflow 3.12 was not measured itself; 3.8.1 and 3.15.2 were.")).toBeDefined();
  });
});

describe("other versions than the current ones", () => {
  it("are named with the file that says so, and can be left", async () => {
    act(() => page.dispatch({ kind: "versions-named", named: { mlflow: "3.12.0" }, by: ["MLmodel"] }));
    expect(screen.getByText(/Signet answers as/).textContent).toBe("Signet answers as MLflow 3.12.0 with pandas 2.3.3, as MLmodel says.");
    await userEvent.click(screen.getByRole("button", { name: "Use the current versions" }));
    expect([chosen(), screen.queryByText(/Signet answers as/)]).toEqual([DEFAULT_ENVIRONMENT, null]);
  });

  it("are compared with the other profiles, and the differences are marked", async () => {
    await read();
    expect(compared).toEqual([]);
    act(() => page.dispatch({ kind: "environment-chosen", environment: { mlflow: "3.15.2", pandas: "2.3.3" } }));
    await expect
      .poll(() => compared.map(({ mlflow, pandas }) => `${mlflow} ${pandas}`))
      .toEqual(["3.17.2 3.1.1", "2.14.3 2.2.3", "2.14.3 1.5.3"]);
    await expect
      .poll(() => screen.getByRole("button", { name: /^MLflow 3\.15\.2, pandas/ }).textContent)
      .toContain("4 answers differ in others");
    const { comparison } = state();
    const [mark, ...more] = versionMarks(comparison, resultOf("a", "b"))({ side: "inputs", index: 0, path: [] });
    expect([mark?.kind, more]).toEqual(["versions", []]);
    expect(mark?.label).toContain("inputs, a: long with MLflow 3.15.2 and pandas 2.3.3, string with MLflow 3.17.2 and pandas 3.1.1.");
    expect(versionMarks(comparison, resultOf("a", "b"))({ side: "inputs", index: 1, path: [] })).toEqual([]);
    expect([profilesDiffering(comparison, "predict").map(({ id }) => id), profilesDiffering(comparison, "scoring")]).toEqual([
      ["current", "mlflow-2"],
      [],
    ]);
  });
});

describe("the comparison of versions", () => {
  it("is made where the chosen versions make no signature", async () => {
    fake.client.sign = async () => ({ ...resultOf("a"), signature: { inputs: null, outputs: null, params: null } });
    await read();
    act(() => page.dispatch({ kind: "environment-chosen", environment: { mlflow: "2.14.3", pandas: "2.2.3" } }));
    await expect.poll(() => compared.map(({ mlflow }) => mlflow)).toEqual(["3.17.2", "3.15.2", "2.14.3"]);
    await expect.poll(() => versionMarks(state().comparison, resultOf("a"))({ side: "inputs", index: 0, path: [] }).length).toBe(1);
  });

  it("is made for the current versions too, once it is open", async () => {
    await read();
    await openMenu();
    await userEvent.click(screen.getByRole("button", { name: "Compare versions" }));
    const panel = screen.getByRole("region", { name: "Compare versions" });
    await expect.poll(() => within(panel).queryAllByRole("row").length).toBeGreaterThan(2);
    expect(within(panel).getByRole("row", { name: "inputs: a long string" })).toBeDefined();
    expect(within(panel).getByText(/this column is string, and predict refuses it as datetime/).textContent).toContain(
      "inputs, a: with MLflow 3.17.2 and pandas 3.1.1, this column is string, and predict refuses it as datetime; with MLflow 3.15.2 and pandas 2.3.3, predict accepts it as datetime.",
    );
    await userEvent.selectOptions(within(panel).getByRole("combobox"), "pandas-1.5");
    expect(within(panel).getByText(/Nothing changes for this data/)).toBeDefined();
    await userEvent.click(within(panel).getByRole("button", { name: "Use these versions" }));
    expect(chosen().environment).toEqual({ mlflow: "2.14.3", pandas: "1.5.3" });
    await userEvent.click(within(panel).getByRole("button", { name: "Close" }));
    expect(screen.queryByRole("region", { name: "Compare versions" })).toBeNull();
  });
});
