import { cleanup, render, screen, within } from "@testing-library/react";
import { afterEach, describe, expect, it } from "vitest";
import type { Deviation } from "../../src/core/evidence/parts-evidence.ts";
import { openFiles } from "../../src/core/readers/open-files.ts";
import { signSides } from "../../src/core/sign.ts";
import { InferSigner } from "../../src/core/signers/infer-signer.ts";
import { FilesTable } from "../../src/ui/pane/review/FilesTable.tsx";
import { ProblemRow } from "../../src/ui/pane/review/ProblemRow.tsx";
import { textSource } from "../helpers/sources.ts";

afterEach(cleanup);

const nothing = () => undefined;

async function disagreement(texts: readonly string[]) {
  const sources = texts.map((text, index) => textSource(text, `data/part-${index}.csv`));
  const side = await openFiles(sources, { options: new Map() }, {});
  const found = signSides({ inputs: side }, new InferSigner()).problems.find(({ kind }) => kind === "files-disagree");
  if (found === undefined) throw new Error("files that differ are expected");
  return found;
}

const rowsOf = () =>
  within(screen.getByRole("table"))
    .getAllByRole<HTMLTableRowElement>("row")
    .map(({ cells }) => [...cells].map(({ textContent }) => textContent));

describe("files that differ", () => {
  it("are a table in the problem: column, file, what it has from which row, and what most have", async () => {
    const problem = await disagreement(["price\n1\n", "price\n2\n3\nx\n", "price,extra\n1,2\n"]);
    const row = (areTried: boolean) => (
      <ProblemRow problem={problem} safeFix={null} isBusy={!areTried} areTried={areTried} onFix={nothing} onSelect={nothing} />
    );
    const { rerender } = render(row(false));
    expect(rowsOf()).toEqual([
      ["Column", "File", "Has", "Files", "Most have"],
      ["price", "part-1.csv", "text from row 3", "1 of 3", "integers (2)"],
      ["extra", "part-2.csv", "integers from row 1", "1 of 3", "no such column (2)"],
    ]);
    expect(screen.getByText("Fits all files").nextSibling?.textContent).toBe("price: string, extra: long (optional)");
    expect(screen.getByText("Fits 2 of 3 files").nextSibling?.textContent).toBe("price: long (not part-1.csv)");
    // No fix is shown before it was tried: another may take its place.
    expect(screen.queryByRole("button", { name: "Read as text" })).toBeNull();
    expect(screen.getByText("Trying the fixes…")).toBeTruthy();
    rerender(row(true));
    expect(screen.getByRole("button", { name: "Read as text" })).toBeTruthy();
  });

  it("fold away from the ninth row on, and say how many are not listed", () => {
    const deviations = Array.from(
      { length: 10 },
      (_, index): Deviation => ({ column: `c${index}`, has: null, files: ["a.csv"], fileCount: 2, most: "text", mostCount: 9 }),
    );
    render(<FilesTable files={{ fileCount: 11, joinedBy: "first", deviations, total: 300, fitsAll: null, fitsMost: null }} />);
    expect(screen.getAllByText("no such column")).toHaveLength(10);
    expect(screen.getAllByText("a.csv and 1 more")).toHaveLength(10);
    expect(screen.getByText("292 more differences")).toBeTruthy();
    expect(screen.getByText("The first 10 are listed.")).toBeTruthy();
  });
});
