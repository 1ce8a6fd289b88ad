import { StrictMode } from "react";
import { flushSync } from "react-dom";
import { createRoot } from "react-dom/client";
import type { WorkerLike } from "../worker/worker-like.ts";
import { App } from "./App.tsx";
import { type EarlyDrops, replay } from "./early-drops.ts";

/** Replaces the static page by the real one, and passes on its files and presses. */
export function mount(root: HTMLElement, spawn: () => WorkerLike, early: EarlyDrops): void {
  // Synchronously, so that nothing is lost between the two.
  flushSync(() =>
    createRoot(root).render(
      <StrictMode>
        <App spawn={spawn} drops={early.drops} />
      </StrictMode>,
    ),
  );
  replay(root, early);
}
