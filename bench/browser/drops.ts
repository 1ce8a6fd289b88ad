import { statSync } from "node:fs";
import type { DropTiming } from "./page-probe.ts";
import type { BrowserSession, OpenOptions } from "./session.ts";

/** One drop into a fresh page of Signet. */
export async function dropIntoSignet(session: BrowserSession, paths: readonly string[], options: OpenOptions = {}): Promise<DropTiming> {
  const page = await session.openSignet(options);
  try {
    return await page.drop(paths);
  } finally {
    await page.close();
  }
}

/** A file dropped where a fresh page checks data against `signature`, as JSON: the milliseconds until both ways in have their verdict. */
export async function checkInSignet(session: BrowserSession, signature: string, path: string): Promise<number> {
  const page = await session.openSignet();
  try {
    return await page.check(signature, path);
  } finally {
    await page.close();
  }
}

/** One drop into a fresh page of the baseline: the milliseconds until it has read. */
export async function dropIntoRaw(session: BrowserSession, path: string, reading: "bytes" | "json-lines" = "bytes"): Promise<number> {
  const page = await session.openRaw(reading);
  try {
    const { readyMs, status } = await page.drop([path]);
    if (reading === "bytes" && status !== `Ready: inputs, ${byteLengthOf(path)}`) throw new Error(`The baseline read less: ${status}`);
    return readyMs;
  } finally {
    await page.close();
  }
}

/** The two readings of one file, to be run by turns. */
export const rawAndSignet = (session: BrowserSession, path: string) => ({
  raw: () => dropIntoRaw(session, path),
  signet: async () => (await dropIntoSignet(session, [path])).readyMs,
});

export const byteLengthOf = (path: string): number => statSync(path).size;
