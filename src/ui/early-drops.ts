import { type Drop, filesFromList } from "./store/routing/dropped-files.ts";
import { listenForFiles, placeAt } from "./store/routing/window-files.ts";

/** The files and presses that the static page got before its scripts were ready. */
export interface EarlyDrops {
  readonly drops: readonly Drop[];
  /** The indices of the control that was pressed last, and of the one in focus. */
  readonly pressed: number | null;
  readonly focused: number | null;
}

const CONTROLS = "button, input, textarea";

const controlsOf = (root: Element): readonly HTMLElement[] => [...root.querySelectorAll<HTMLElement>(CONTROLS)];

function placeOf(root: Element, control: Element | null): number | null {
  const place = control instanceof HTMLElement ? controlsOf(root).indexOf(control) : -1;
  return place < 0 ? null : place;
}

/** Shows in the status line what is loading. */
export function showStatus(root: Element, text: string): void {
  const status = root.querySelector('[role="status"]');
  if (!(status instanceof HTMLElement)) return;
  status.textContent = text;
  status.dataset.ready = "false";
}

/**
 * Lets the static page accept input before the scripts that use it are loaded: files that are chosen, dropped or pasted, and the last button
 * that was pressed. Returns a function that stops this and returns what was kept.
 */
export function keepEarlyDrops(root: HTMLElement): () => EarlyDrops {
  const drops: Drop[] = [];
  let pressed: number | null = null;
  const keep = (drop: Drop) => {
    drops.push(drop);
    showStatus(
      root,
      `Loading: ${drops.flatMap(({ files }) => files.map(({ name }) => name)).join(", ")} will be read as soon as the page is loaded`,
    );
  };
  const choose = (input: EventTarget | null) => {
    if (!(input instanceof HTMLInputElement) || input.type !== "file") return;
    const files = filesFromList(input.files);
    if (files.length > 0) keep({ files, on: placeAt(input) });
  };
  const press = ({ target }: Event) => {
    const button = target instanceof Element ? target.closest("button") : null;
    if (button === null) return;
    pressed = placeOf(root, button);
    showStatus(root, "Loading");
  };
  const onChange = ({ target }: Event) => choose(target);
  root.addEventListener("change", onChange);
  root.addEventListener("click", press);
  const stop = listenForFiles({
    onFiles: (files, on) => keep({ files, on }),
    onDragging: (isDragging) => root.querySelector("main")?.classList.toggle("dragging", isDragging),
  });
  // Where the browser showed the page before this script ran, or kept what was chosen when the page was loaded again.
  for (const input of root.querySelectorAll("input")) choose(input);
  return () => {
    stop();
    root.removeEventListener("change", onChange);
    root.removeEventListener("click", press);
    return { drops: drops, pressed, focused: placeOf(root, document.activeElement) };
  };
}

/** Gives the mounted page, which has the same controls, the focus and the last press of the static page. */
export function replay(root: Element, { pressed, focused }: EarlyDrops): void {
  const controls = controlsOf(root);
  if (focused !== null) controls[focused]?.focus();
  if (pressed !== null) controls[pressed]?.click();
}
