// Installs what is missing, builds the page, serves it, and opens it where there is a desktop.
import { spawn } from "node:child_process";
import { serve } from "./serve.mjs";
import { ensurePage } from "./setup.mjs";

const PORT = Number(process.env.PORT ?? 4173);

const folder = ensurePage();
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
