import { cleanup, render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, expect, it, vi } from "vitest";
import { FileNotRead } from "../../src/ui/table/FileNotRead.tsx";

afterEach(cleanup);

const files = ["x1.csv", "x2.csv"].map((name) => ({ name, blob: new Blob([]) }));
const error = { tag: "UnreadableFile", message: ["x2.csv does not belong to the same data set."], place: { file: "x2.csv" } } as const;
const current = { phase: "failed", files, error, settings: { options: new Map() } } as const;

it("offers to read the file that does not fit as the empty side", async () => {
  const onDivide = vi.fn();
  render(<FileNotRead side="inputs" current={current} onOptions={() => undefined} other={{ side: "outputs", onDivide }} />);
  await userEvent.click(screen.getByRole("button", { name: "Read x2.csv as outputs" }));
  expect(onDivide).toHaveBeenCalledWith(files[0], files[1]);
});

it("offers no other side if that has files, or if there are more files than two", () => {
  const onDivide = vi.fn();
  render(<FileNotRead side="inputs" current={current} onOptions={() => undefined} />);
  const three = { ...current, files: [...files, { name: "x3.csv", blob: new Blob([]) }] };
  render(<FileNotRead side="inputs" current={three} onOptions={() => undefined} other={{ side: "outputs", onDivide }} />);
  expect(screen.queryByRole("button", { name: /^Read / })).toBeNull();
});

it("has the code that reads another program's file apart, to be copied, and no reader options", () => {
  const code = "pd.read_excel('x.xlsx').to_parquet('x.parquet')";
  const message = {
    tag: "UnknownFormat",
    message: ["x.xlsx is an Excel file."],
    place: {},
    remedy: `Write it as Parquet: ${code}`,
    code,
  } as const;
  render(<FileNotRead side="inputs" current={{ ...current, error: message }} onOptions={() => undefined} />);
  expect(screen.getByText(code).tagName).toBe("CODE");
  expect(screen.getByText(/Write it as Parquet:$/)).toBeTruthy();
  expect(screen.getByRole("button", { name: "Copy" })).toBeTruthy();
  expect(screen.queryByRole("button", { name: "Options" })).toBeNull();
});
