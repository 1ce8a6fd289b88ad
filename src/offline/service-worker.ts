import { TAKE_OVER } from "./take-over.ts";

/**
 * Keeps the build's files in this browser, so that the page works without network after one visit. It fetches these files when it is
 * installed and nothing at any other time, and it answers only for them. What the page reads never reaches it.
 */

/** The build's files by their paths below the page, `./` the page itself; `version` is a hash of what is in them. */
export interface BuildFiles {
  readonly version: string;
  readonly paths: readonly string[];
}

/** Written in front of this script by scripts/offline.ts. */
declare const BUILD: BuildFiles;

// The script runs as a service worker; the types of the other workers name what it is run by only in general.
const worker = self as unknown as ServiceWorkerGlobalScope;

/** Several Signets may lie on one host, and each deletes only its own old files. */
const OWN = `signet ${worker.registration.scope} `;
const CACHE = OWN + BUILD.version;

const addressOf = (path: string) => new URL(path, worker.registration.scope).href;
const addresses = new Set(BUILD.paths.map(addressOf));

/** The address under which a request's answer is kept. The page is the same whatever follows its path, and under its file's name. */
function keptAddress({ url, mode }: Request): string {
  const { origin, pathname } = new URL(url);
  const plain = origin + pathname;
  return mode === "navigate" && plain === addressOf("index.html") ? addressOf("./") : plain;
}

/**
 * Fetches a file. Assets, whose names change with what is in them, may come from the browser's cache; all else is asked for again, since the
 * cache may have it from an older build. Rejects where the host does not have it.
 */
async function fetched(address: string): Promise<Response> {
  const response = await fetch(address, { cache: address.startsWith(addressOf("assets/")) ? "default" : "no-cache" });
  if (!response.ok) throw new Error(`${address} was answered with ${response.status}.`);
  // A browser accepts no redirected answer for a page; some hosts redirect page.html to page.
  return response.redirected ? new Response(response.body, { headers: response.headers }) : response;
}

async function keepAll(): Promise<void> {
  const cache = await caches.open(CACHE);
  await Promise.all([...addresses].map(async (address) => cache.put(address, await fetched(address))));
}

async function deleteOthers(): Promise<void> {
  const names = (await caches.keys()).filter((name) => name.startsWith(OWN) && name !== CACHE);
  await Promise.all(names.map((name) => caches.delete(name)));
}

worker.addEventListener("install", (event) => event.waitUntil(keepAll()));

// The page that registered the first worker is answered by it from its next visit on: it is loaded already.
worker.addEventListener("activate", (event) => event.waitUntil(deleteOthers()));

worker.addEventListener("message", ({ data }) => {
  if (data === TAKE_OVER) void worker.skipWaiting();
});

worker.addEventListener("fetch", (event) => {
  const address = keptAddress(event.request);
  if (event.request.method !== "GET" || !addresses.has(address)) return;
  event.respondWith(caches.match(address, { cacheName: CACHE }).then((kept) => kept ?? fetch(event.request)));
});
