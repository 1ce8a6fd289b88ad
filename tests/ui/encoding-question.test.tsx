import { cleanup, render, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, describe, expect, it, vi } from "vitest";
import { EncodingQuestion } from "../../src/ui/pane/review/EncodingQuestion.tsx";

afterEach(cleanup);

const choices = [
  { encoding: "cp1252", header: ["año", "x"], rows: [[{ data: "León" }, { data: "1" }]] },
  { encoding: "cp1250", header: ["ańo", "x"], rows: [[{ data: "León" }, { data: "1" }]] },
];

describe("the question for an encoding", () => {
  it("shows the header and rows in each, and takes the one that is chosen by keyboard", async () => {
    const onChoose = vi.fn();
    render(<EncodingQuestion choices={choices} onChoose={onChoose} />);
    const second = screen.getByRole("table", { name: "The first rows as cp1250" });
    expect(
      within(second)
        .getAllByRole("columnheader")
        .map((cell) => cell.textContent),
    ).toEqual(["ańo", "x"]);
    expect(
      within(second)
        .getAllByRole("cell")
        .map((cell) => cell.textContent),
    ).toEqual(["León", "1"]);
    // The first choice, its rows, which may scroll, and the second.
    for (let step = 0; step < 3; step++) await userEvent.tab();
    await userEvent.keyboard("{Enter}");
    expect(onChoose.mock.calls).toEqual([["cp1250"]]);
  });
});
