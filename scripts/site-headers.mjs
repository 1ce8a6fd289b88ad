// The headers that a host should send with the built page. docs/hosting.md and deploy/nginx.conf have the same ones, which a test compares.
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const index = readFileSync(join(dirname(dirname(fileURLToPath(import.meta.url))), "index.html"), "utf8");

/** The page's policy, as its HTML has it. */
export const PAGE_POLICY = /http-equiv="Content-Security-Policy"\s+content="([^"]*)"/.exec(index)?.[1] ?? "";

/** The service worker is bound by its own header alone: it fetches the build's files from where it comes from. */
export const WORKER_POLICY = "default-src 'none'; connect-src 'self'";

/** What only a header can say: no other page may show this one in a frame. */
const NO_FRAMES = "frame-ancestors 'none'";

const ALWAYS = {
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
  "cross-origin-opener-policy": "same-origin",
};

/** The headers for a file by its path on the site. The guides have a policy of their own in their HTML. */
export function headersFor(path) {
  if (path === "/sw.js") return { ...ALWAYS, "content-security-policy": WORKER_POLICY };
  if (path === "/" || path === "/index.html") return { ...ALWAYS, "content-security-policy": `${PAGE_POLICY}; ${NO_FRAMES}` };
  return { ...ALWAYS, "content-security-policy": NO_FRAMES };
}
