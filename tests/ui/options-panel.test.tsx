import { cleanup, render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useState } from "react";
import { afterEach, expect, it } from "vitest";
import { OptionsPanel } from "../../src/ui/header/OptionsPanel.tsx";
import type { Actions } from "../../src/ui/store/page-actions.ts";

afterEach(cleanup);

const error = { tag: "UnreadableFile", message: ["It does not fit."], place: {} } as const;

/** The chip of a side, and the panel that it opens. */
function Page({ file }: { readonly file: string }) {
  const [isOpen, setOpen] = useState(false);
  const actions = { openOptions: () => setOpen(false) } as unknown as Actions;
  const state = { phase: "failed", files: [{ name: file, blob: new Blob([]) }], error, settings: { options: new Map() } } as const;
  return (
    <div className="zone" data-role="inputs">
      <button type="button" className="file-chip">
        Inputs
      </button>
      {!isOpen && (
        <button type="button" onClick={() => setOpen(true)}>
          Options
        </button>
      )}
      {isOpen && <OptionsPanel side="inputs" state={state} actions={actions} />}
    </div>
  );
}

const open = () => userEvent.click(screen.getByRole("button", { name: "Options" }));

it("has the focus in its first field, and Escape gives it back to the chip", async () => {
  render(<Page file="x.csv" />);
  await open();
  expect(document.activeElement).toBe(screen.getByLabelText("sep"));
  await userEvent.keyboard("{Escape}");
  expect(screen.queryByRole("form")).toBeNull();
  expect(document.activeElement?.textContent).toBe("Inputs");
});

it.each([
  ["x.csv", "pd.read_csv('x.csv', low_memory=False, nrows=5)"],
  ["x.tsv.gz", "pd.read_csv('x.tsv.gz', low_memory=False, sep='\\t', nrows=5)"],
])("shows the call that reads %s", async (file, call) => {
  render(<Page file={file} />);
  await open();
  await userEvent.type(screen.getByLabelText("nrows"), "5");
  expect(screen.getByText(call)).toBeTruthy();
});
