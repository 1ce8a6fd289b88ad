import { cleanup, render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, expect, it } from "vitest";
import { App } from "../../src/ui/App.tsx";
import type { WorkerLike } from "../../src/worker/worker-like.ts";

// A page that begins would open the session of an earlier test, of another file too.
beforeEach(() => sessionStorage.clear());
afterEach(cleanup);

/** A worker that never answers: nothing is read here. */
const spawn = (): WorkerLike => ({ postMessage: () => undefined, terminate: () => undefined, addEventListener: () => undefined });

it("lists the keys on an empty page, by the button and by `?`", async () => {
  render(<App spawn={spawn} drops={[]} />);
  const help = screen.getByRole("button", { name: "Help" });
  const keys = () => screen.queryByRole("region", { name: "Keys" });
  expect(keys()).toBeNull();
  await userEvent.click(help);
  expect(keys()?.textContent).toContain("Ctrl+Z");
  await userEvent.click(help);
  expect(keys()).toBeNull();
  await userEvent.keyboard("?");
  expect([keys() === null, help.getAttribute("aria-expanded")]).toEqual([false, "true"]);
  await userEvent.keyboard("{Escape}");
  expect(keys()).toBeNull();
});

it("closes a menu by Escape while its button has the focus", async () => {
  render(<App spawn={spawn} drops={[]} />);
  const params = screen.getByRole("button", { name: "Params" });
  const isOpen = () => params.getAttribute("aria-expanded");
  await userEvent.click(params);
  expect([isOpen(), document.activeElement]).toEqual(["true", params]);
  await userEvent.keyboard("{Escape}");
  expect([isOpen(), document.activeElement]).toEqual(["false", params]);
});
