import { act, cleanup, render, screen } from "@testing-library/react";
import { afterEach, beforeEach, expect, it } from "vitest";
import type { Problem } from "../../src/core/signers/signer.ts";
import { Column } from "../../src/ui/pane/column/Column.tsx";
import { ColumnProblems } from "../../src/ui/pane/review/ProblemsPanel.tsx";
import { PageContext } from "../../src/ui/shared/use-page.ts";
import { Page } from "../../src/ui/store/page.ts";
import { isSigning, shownState } from "../../src/ui/store/selectors/selectors.ts";
import { fakeClient } from "../helpers/fake-client.ts";
import { part, resultOf, summaryOf } from "../helpers/page-parts.ts";

let end = () => {};
// A page that begins would open the session of an earlier test, of another file too.
beforeEach(() => sessionStorage.clear());
afterEach(() => {
  cleanup();
  end();
});

const ZEROS: Problem = {
  kind: "leading-zeros",
  severity: "warns",
  side: "inputs",
  columns: ["a", "b"],
  message: ["`a` and `b` lose their leading zeros: row 1 has ", { data: "02139" }, "."],
  alone: [
    { column: "a", message: ["`a` loses its leading zeros: row 1 has ", { data: "02139" }, "."] },
    { column: "b", message: ["`b` loses its leading zeros: row 7 has ", { data: "007" }, "."] },
  ],
  fixes: [],
};

/** The column's tab on a page whose inputs have two columns. */
async function shown() {
  const result = resultOf("a", "b");
  const specs = result.sides.inputs?.specs.map((report) => ({
    ...report,
    steps: [{ from: "", to: "int64", because: ["Every cell is an integer."] }],
  }));
  const inputs = { ...(result.sides.inputs ?? expect.fail()), specs: specs ?? [] };
  const fake = fakeClient({ ...result, sides: { inputs }, problems: [ZEROS] });
  const page = new Page(fake.client);
  end = page.begin();
  render(
    <PageContext value={page}>
      <Column problems={<ColumnProblems />} comments={null} unread={null} />
    </PageContext>,
  );
  await act(async () => {
    page.dispatch({ kind: "files-given", side: "inputs", files: [part("X.csv")] });
    await expect.poll(() => fake.reads.length).toBe(1);
    fake.reads[0]?.answer(summaryOf());
    await expect
      .poll(() => [shownState(page.store.getState()).sides.inputs.phase, isSigning(page.store.getState())])
      .toEqual(["ready", false]);
    page.dispatch({ kind: "selected", selection: { side: "inputs", index: 1 } });
  });
  return page;
}

it("quotes the selected column's own row, not that of the first one with the same problem", async () => {
  await shown();
  const problems = screen.getByRole("list", { name: "Problems of the column" }).textContent;
  expect(problems).toContain("row 7 has 007");
  expect(problems).not.toContain("row 1");
});

it("says that a type was declared, and what the data gives, until that is undone", async () => {
  const page = await shown();
  const declared = /^Declared double by hand\. The data gives long:/;
  expect(screen.queryByText(declared, { selector: ".declared" })).toBeNull();
  const double = { kind: "scalar", name: "double" } as const;
  act(() => page.dispatch({ kind: "edited", edit: { kind: "type", side: "inputs", at: [{ key: '"b"' }], type: double } }));
  expect(document.querySelector(".declared")?.textContent).toMatch(declared);
  act(() => page.dispatch({ kind: "undone" }));
  expect(document.querySelector(".declared")).toBeNull();
});
