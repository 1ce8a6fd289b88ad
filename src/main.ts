import { keepEarlyDrops, showStatus } from "./ui/early-drops.ts";
import { applyTheme, storedTheme } from "./ui/store/theme.ts";
import "./ui/style.css";

/** Everything that the page will ever need: once this is here it asks for nothing more. */
const loadEverything = () =>
  Promise.all([import("./ui/mount.tsx"), import("./ui/spawn-worker.ts").then(({ loadWorkers }) => loadWorkers())]);

applyTheme(storedTheme());
document.querySelector(".not-started")?.remove();
const root = document.getElementById("root");
if (root !== null) {
  const release = keepEarlyDrops(root);
  loadEverything().then(
    ([{ mount }, spawnWorker]) => mount(root, spawnWorker, release()),
    () => showStatus(root, "Failed: a part of the page could not be loaded. Load the page again."),
  );
}
