import { cleanup, render, screen } from "@testing-library/react";
import { afterEach, expect, it } from "vitest";
import { MessageAdvice } from "../../src/ui/check/MessageAdvice.tsx";

afterEach(cleanup);

it("sets the names in advice in code", () => {
  const advice = [{ by: "caller", label: "Cast `tax` to double before predict", dependsOn: "Unless `tax` is large" }] as const;
  const { container } = render(<MessageAdvice advice={advice} />);
  expect(container.textContent).toContain("Cast tax to double before predict. Unless tax is large");
  expect(screen.getAllByText("tax", { selector: "code" })).toHaveLength(2);
});
