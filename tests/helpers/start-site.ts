import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import type { TestProject } from "vitest/node";

/** Where the built page is served, and where the browser that shows it listens. */
export interface SharedSite {
  readonly address: string;
  readonly endpoint: string;
}

declare module "vitest" {
  export interface ProvidedContext {
    readonly site: SharedSite;
  }
}

/** Starts, once for all browser tests, the page's server and the browser. */
export default async function startSite(project: TestProject): Promise<() => Promise<void>> {
  const server = spawn(process.execPath, [join(import.meta.dirname, "site-server.mjs")], { stdio: ["pipe", "pipe", "inherit"] });
  const [line] = await Promise.race([
    once(server.stdout, "data"),
    once(server, "exit").then(([code]) => Promise.reject(new Error(`The browser could not be started (${code}).`))),
  ]);
  project.provide("site", JSON.parse(String(line)) as SharedSite);
  return async () => {
    server.stdin.end();
    if (server.exitCode === null) await once(server, "exit");
  };
}
