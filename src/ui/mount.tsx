import { StrictMode } from "react";
import { flushSync } from "react-dom";
import { createRoot } from "react-dom/client";
import type { WorkerLike } from "../worker/worker-like.ts";
import { App } from "./App.tsx";
import { type EarlyDrops, replay } from "./early-drops.ts";

/** Replaces the static page by the living one, and passes on what was given meanwhile. */
export function mount(root: HTMLElement, spawn: () => WorkerLike, early: EarlyDrops): void {
  // At once, so that nothing can be given between the two.
  flushSync(() =>
    createRoot(root).render(
      <StrictMode>
        <App spawn={spawn} drops={early.drops} />
      </StrictMode>,
    ),
  );
  replay(root, early);
}
