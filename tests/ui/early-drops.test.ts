import { fireEvent } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { type EarlyDrops, keepEarlyDrops, replay } from "../../src/ui/early-drops.ts";
import { staticPage } from "../../src/ui/static-page.tsx";

let root: HTMLElement;
let release: (() => EarlyDrops) | undefined;
beforeEach(() => {
  root = document.createElement("div");
  root.innerHTML = staticPage();
  document.body.append(root);
});
afterEach(() => {
  release?.();
  release = undefined;
  root.remove();
});

function find<Kind extends Element>(selector: string): Kind {
  const found = root.querySelector<Kind>(selector);
  if (found === null) throw new Error(`The page has no ${selector}.`);
  return found;
}

const chooser = (name: string) => find<HTMLInputElement>(`input[aria-label="${name}"]`);
const csv = (name: string) => new File(["a\n1\n"], name);
const namesOf = ({ drops }: EarlyDrops) => drops.map(({ files, on }) => [on, ...files.map(({ name }) => name)]);

function choose(input: HTMLInputElement, files: readonly File[]): void {
  Object.defineProperty(input, "files", { value: files, configurable: true });
}

/** jsdom has neither DataTransfer nor DragEvent's. */
function transferEvent(type: string, transfer: object): Event {
  const event = new Event(type, { bubbles: true, cancelable: true });
  return Object.assign(event, type === "paste" ? { clipboardData: transfer } : { dataTransfer: transfer });
}

describe("the page before its scripts are here", () => {
  it("shows where to choose and to drop, and says that it is loading", () => {
    for (const name of ["Model inputs", "Model outputs", "Params", "MLmodel"]) expect(chooser(name).type).toBe("file");
    expect(find("[data-idle]").getAttribute("data-idle")).toBe("false");
  });

  it("holds what is chosen, with the place that it was chosen for", () => {
    release = keepEarlyDrops(root);
    for (const [name, file] of [
      ["Model inputs", "X.csv"],
      ["Model outputs", "p.csv"],
      ["MLmodel", "MLmodel"],
    ] as const) {
      choose(chooser(name), [csv(file)]);
      fireEvent.change(chooser(name));
    }
    expect(find('[role="status"]').textContent).toContain("X.csv, p.csv, MLmodel will be read");
    expect(namesOf(release())).toEqual([
      ["inputs", "X.csv"],
      ["outputs", "p.csv"],
      ["mlmodel", "MLmodel"],
    ]);
  });

  it("holds what was chosen before its first script ran", () => {
    choose(chooser("Model inputs"), [csv("X.csv")]);
    release = keepEarlyDrops(root);
    expect(namesOf(release())).toEqual([["inputs", "X.csv"]]);
  });

  it("holds what is dropped and pasted, and keeps the browser from opening it", async () => {
    release = keepEarlyDrops(root);
    const drop = transferEvent("drop", { items: [], files: [csv("y.csv")] });
    find('[data-role="outputs"] h2').dispatchEvent(drop);
    expect(drop.defaultPrevented).toBe(true);
    await expect.poll(() => find('[role="status"]').textContent).toContain("y.csv");
    document.body.dispatchEvent(transferEvent("paste", { files: [], getData: () => "a,b\n1,2\n" }));
    expect(namesOf(release())).toEqual([
      ["outputs", "y.csv"],
      [null, "pasted.csv"],
    ]);
  });

  it("holds the focus and the last press, and replays both on the living page", () => {
    release = keepEarlyDrops(root);
    find<HTMLButtonElement>("header button").click();
    find<HTMLButtonElement>(".first button").focus();
    const early = release();
    root.innerHTML = staticPage();
    const pressed = vi.fn();
    find("header button").addEventListener("click", pressed);
    replay(root, early);
    expect(pressed).toHaveBeenCalledOnce();
    expect(document.activeElement).toBe(find(".first button"));
  });

  it("takes nothing more once it is released", () => {
    const early = keepEarlyDrops(root)();
    choose(chooser("Model inputs"), [csv("X.csv")]);
    fireEvent.change(chooser("Model inputs"));
    expect(early.drops).toEqual([]);
  });
});
