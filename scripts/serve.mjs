// A static server for the built page: right MIME types, the packed twins that the build wrote, and caching as a static host does it.
import { createReadStream, statSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, normalize, sep } from "node:path";
import { headersFor } from "./site-headers.mjs";

const TYPES = new Map([
  [".html", "text/html; charset=utf-8"],
  [".js", "text/javascript; charset=utf-8"],
  [".css", "text/css; charset=utf-8"],
  [".svg", "image/svg+xml"],
  [".png", "image/png"],
  [".json", "application/json"],
  [".webmanifest", "application/manifest+json"],
  [".wasm", "application/wasm"],
]);

/** The twins of a file by the name of their encoding, the smaller first. */
const TWINS = [
  ["br", ".br"],
  ["gzip", ".gz"],
];

/** The state of a file, or null where there is none. */
function fileAt(path) {
  const found = statSync(path, { throwIfNoEntry: false });
  return found?.isFile() ? found : null;
}

/** Whether a browser takes an encoding; `q=0` refuses it. */
function takes(header, encoding) {
  const named = header
    .split(",")
    .map((part) => part.trim().split(/\s*;\s*/))
    .find(([name]) => name.toLowerCase() === encoding);
  return named !== undefined && !named.slice(1).some((parameter) => /^q=0(\.0*)?$/.test(parameter));
}

/** What is sent for a file: itself, or its smallest twin that the browser takes. */
function variantOf(file, acceptEncoding) {
  for (const [encoding, suffix] of TWINS) {
    const state = takes(acceptEncoding, encoding) ? fileAt(file + suffix) : null;
    if (state !== null) return { path: file + suffix, state, encoding };
  }
  const state = fileAt(file);
  return state === null ? null : { path: file, state, encoding: null };
}

/** The names of assets carry a hash of what is in them, so they never change; all else is asked for again. */
const cachingOf = (path) => (path.startsWith("/assets/") ? "public, max-age=31536000, immutable" : "no-cache");

function answer(folder, request, response) {
  const path = decodeURIComponent(new URL(request.url ?? "/", "http://localhost").pathname);
  const file = normalize(join(folder, path.endsWith("/") ? `${path}index.html` : path));
  const variant = file.startsWith(normalize(folder) + sep) ? variantOf(file, String(request.headers["accept-encoding"] ?? "")) : null;
  if (variant === null) {
    response.writeHead(404, { "content-type": "text/plain" }).end("not found");
    return;
  }
  const { state, encoding } = variant;
  const tag = `"${state.size.toString(36)}-${Math.trunc(state.mtimeMs).toString(36)}${encoding === null ? "" : `-${encoding}`}"`;
  const headers = { ...headersFor(path), "cache-control": cachingOf(path), vary: "accept-encoding", etag: tag };
  if (request.headers["if-none-match"] === tag) {
    response.writeHead(304, headers).end();
    return;
  }
  response.writeHead(200, {
    ...headers,
    "content-type": TYPES.get(extname(file)) ?? "application/octet-stream",
    "content-length": state.size,
    ...(encoding === null ? {} : { "content-encoding": encoding }),
  });
  createReadStream(variant.path).pipe(response);
}

/**
 * Serves `folder` on the loopback address; resolves to the server and its address. Port 0 takes a free one. `onRequest` sees each request, and
 * its response before it has headers.
 * @param {(request: import("node:http").IncomingMessage, response: import("node:http").ServerResponse) => void} onRequest
 */
export function serve(folder, port = 0, onRequest = () => undefined) {
  const server = createServer((request, response) => {
    onRequest(request, response);
    answer(folder, request, response);
  });
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => resolve({ server, address: `http://127.0.0.1:${server.address().port}/` }));
  });
}
