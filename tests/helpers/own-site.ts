import { cpSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Browser, type BrowserContext, chromium } from "playwright-core";
import { afterEach } from "vitest";
import { serve } from "../../scripts/serve.mjs";
import { findBrowser, root } from "../../scripts/setup.mjs";

/** The built page. */
export const builtPage = join(root, "dist", "page");

/** A host of its own: its address, the paths that it was asked for, and its end. */
export interface OwnSite {
  readonly address: string;
  readonly asked: string[];
  /** Goes offline. */
  close(): Promise<void>;
}

type OnRequest = (request: IncomingMessage, response: ServerResponse) => void;

const closeServer = (server: Server) =>
  new Promise<void>((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });

/** What one test file starts on its own; each is closed after the test that started it. */
export function ownSites() {
  const toClose: (() => Promise<unknown>)[] = [];
  afterEach(async () => {
    for (const close of toClose.splice(0).reverse()) await close();
  });
  return {
    /** Serves a folder, by default the built page; `onRequest` may change requests and set headers. */
    async host(folder = builtPage, onRequest: OnRequest = () => undefined): Promise<OwnSite> {
      const asked: string[] = [];
      const { server, address } = (await serve(folder, 0, (request: IncomingMessage, response: ServerResponse) => {
        asked.push(request.url ?? "");
        onRequest(request, response);
      })) as { readonly server: Server; readonly address: string };
      const close = () => closeServer(server);
      toClose.push(close);
      return { address, asked, close };
    },
    /** A browser with flags of its own. */
    async browser(flags: readonly string[]): Promise<Browser> {
      const browser = await chromium.launch({ executablePath: findBrowser() ?? "", args: ["--no-sandbox", ...flags] });
      toClose.push(() => browser.close());
      return browser;
    },
    /** A browser with preferences of its own. */
    async browserWith(preferences: unknown): Promise<BrowserContext> {
      const folder = mkdtempSync(join(tmpdir(), "signet-profile-"));
      mkdirSync(join(folder, "Default"));
      writeFileSync(join(folder, "Default", "Preferences"), JSON.stringify(preferences));
      const context = await chromium.launchPersistentContext(folder, { executablePath: findBrowser() ?? "", args: ["--no-sandbox"] });
      toClose.push(() => context.close());
      return context;
    },
  };
}

/** A copy of the built page that a test may change, without packed twins, which would hide the changes. */
export function copiedPage(): string {
  const folder = mkdtempSync(join(tmpdir(), "signet-page-"));
  cpSync(builtPage, folder, { recursive: true, filter: (path) => !/\.(br|gz)$/.test(path) });
  return folder;
}

/** Changes a copy as a new deployment would: another title, and another version in the service worker. */
export function deploy(folder: string, title: string): void {
  const index = join(folder, "index.html");
  writeFileSync(index, readFileSync(index, "utf-8").replace(/<title>[^<]*/, `<title>${title}`));
  const worker = join(folder, "sw.js");
  writeFileSync(worker, readFileSync(worker, "utf-8").replace(/"version":"[^"]*"/, `"version":"${title}"`));
}
