// Installs what is missing, builds the page, serves it, and opens it where there is a desktop.
import { spawn } from "node:child_process";
import { join } from "node:path";
import { serve } from "./serve.mjs";
import { ensurePackages, isStale, root, run } from "./setup.mjs";

const PORT = Number(process.env.PORT ?? 4173);

ensurePackages();
if (isStale(join(root, "dist", "page", "index.html"), ["src", "index.html", "public", "vite.config.ts", "package-lock.json"])) {
  run(process.execPath, [join(root, "node_modules", "vite", "bin", "vite.js"), "build", "--logLevel", "warn"]);
}
const folder = join(root, "dist", "page");
const { address } = await serve(folder, PORT).catch(() => serve(folder));
console.log(`Signet is at ${address}  (Ctrl+C ends it)`);

const hasDesktop = process.platform === "darwin" || process.platform === "win32" || process.env.DISPLAY || process.env.WAYLAND_DISPLAY;
if (hasDesktop && !process.env.CI) {
  const [command, ...args] =
    process.platform === "darwin"
      ? ["open", address]
      : process.platform === "win32"
        ? ["cmd", "/c", "start", "", address]
        : ["xdg-open", address];
  spawn(command, args, { stdio: "ignore", detached: true })
    .on("error", () => undefined)
    .unref();
}
