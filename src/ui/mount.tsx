import { StrictMode } from "react";
import { flushSync } from "react-dom";
import { createRoot } from "react-dom/client";
import type { WorkerLike } from "../worker/worker-like.ts";
import { App } from "./App.tsx";
import { type Held, replay } from "./held-page.ts";

/** Puts the living page in the place of the held one, and hands it what was given meanwhile. */
export function mount(root: HTMLElement, spawn: () => WorkerLike, held: Held): void {
  // At once, so that nothing can be given between the two.
  flushSync(() =>
    createRoot(root).render(
      <StrictMode>
        <App spawn={spawn} drops={held.drops} />
      </StrictMode>,
    ),
  );
  replay(root, held);
}
