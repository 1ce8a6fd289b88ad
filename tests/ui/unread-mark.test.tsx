import { cleanup, render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { SpecReport } from "../../src/core/ladders/infer-report.ts";
import { UnreadMark } from "../../src/ui/header/UnreadMark.tsx";
import { DetailPanel } from "../../src/ui/pane/column/DetailPanel.tsx";
import type { Actions } from "../../src/ui/store/page-actions.ts";
import type { SideState } from "../../src/ui/store/state/shown-state.ts";
import { EMPTY_PAGE } from "../helpers/page-parts.ts";

afterEach(cleanup);

type Ready = Extract<SideState, { readonly phase: "ready" }>;

function ready(more: Partial<Ready> = {}): Ready {
  return {
    phase: "ready",
    files: [{ name: "X.parquet", blob: new Blob([new Uint8Array(10)]) }],
    asked: new Map(),
    settings: { options: new Map() },
    preprocessing: {},
    verifying: null,
    summary: {
      datasetKind: "table",
      rowCount: 2,
      notes: [{ kind: "pages-unread", message: ["From the footer: pages unread."] }],
      settings: { options: new Map() },
      format: "parquet",
      reason: "",
      files: [],
      applied: [],
      pythonRead: { imports: [], setup: [], expression: "" },
    },
    ...more,
  };
}

describe("the mark of unread pages", () => {
  it("offers to verify", async () => {
    const onVerify = vi.fn();
    render(<UnreadMark current={ready()} onVerify={onVerify} onCancel={() => undefined} />);
    expect(screen.getByText("From the footer: pages unread.", { exact: false })).toBeDefined();
    await userEvent.click(screen.getByRole("button", { name: "Verify" }));
    expect(onVerify).toHaveBeenCalledOnce();
  });

  it("shows how far the verifying is, and cancels it", async () => {
    const onCancel = vi.fn();
    const verifying = { progress: { bytes: 5, byteLength: 10, rows: 1 }, startedAt: 0 };
    render(<UnreadMark current={ready({ verifying })} onVerify={() => undefined} onCancel={onCancel} />);
    expect(screen.getByRole("progressbar", { name: "Verifying" })).toMatchObject({ value: 5, max: 10 });
    await userEvent.click(screen.getByRole("button", { name: "Cancel" }));
    expect(onCancel).toHaveBeenCalledOnce();
  });

  it("is absent where all was read", () => {
    const { summary, ...rest } = ready();
    const { container } = render(
      <UnreadMark current={{ ...rest, summary: { ...summary, notes: [] } }} onVerify={() => undefined} onCancel={() => undefined} />,
    );
    expect(container.textContent).toBe("");
  });
});

describe("why a column is optional", () => {
  const why = (report: Partial<SpecReport>) => {
    const spec = { kind: "column", type: { kind: "scalar", name: "double" }, name: "a", required: report.missing === null } as const;
    const specs: readonly SpecReport[] = [{ name: "a", spec, dtype: "float64", steps: [], missing: null, ...report }];
    const inputs = { schema: null, failure: null, integerHint: false, rowCount: 9, specs };
    const result = { signature: { inputs: null, outputs: null, params: null }, sides: { inputs }, problems: [] };
    render(<DetailPanel state={{ ...EMPTY_PAGE, result, selection: { side: "inputs", index: 0 } }} actions={{} as Actions} />);
    return screen.getAllByRole("listitem").at(-1)?.textContent;
  };

  it.each([
    [{ missing: { count: 3, firstRow: 4 } }, "3 missing, the first in row 5: so it is not required."],
    [{ missing: { count: 3, firstRow: null }, declaredBy: "footer" }, "3 missing from the footer: so it is not required."],
    [{ missing: { count: 1, firstRow: 4, atLeast: true } }, "At least 1 missing, the first in row 5: so it is not required."],
    [{ missing: null, declaredBy: "headers" }, "No cell is missing from the batches' headers, so it is required."],
  ] as const)("%o", (report, sentence) => {
    expect(why(report)).toBe(sentence);
  });
});
