#!/usr/bin/env node
// Starts Firefox for Playwright, and stands between both, since Playwright speaks a newer WebDriver BiDi than Firefox does. Prints where it listens
// as Firefox does, and ends with Firefox.
import { spawn } from "node:child_process";
import { renameSync } from "node:fs";
import { dirname, join } from "node:path";
import { WebSocket, WebSocketServer } from "ws";
import { findFirefox } from "../../scripts/setup.mjs";

/** Commands that Firefox 153 does not know. Playwright opens no profile without an answer. Tests in Firefox therefore have the system's colours. */
const UNKNOWN = new Set(["emulation.setMediaFeaturesOverride"]);
const LISTENING = /WebDriver BiDi listening on (ws:\S+)/;

/** Names by which downloads were begun, by their addresses. */
const downloads = new Map();

/**
 * What Firefox says, as Playwright understands it. Playwright knows a download by an id that Firefox does not give, and reads it under the name by
 * which it was begun, where Firefox gives a second one of that name another.
 */
function understood(text) {
  if (!text.includes("browsingContext.download")) return text;
  const message = JSON.parse(text);
  const { url, suggestedFilename, filepath } = message.params;
  if (message.method === "browsingContext.downloadWillBegin") downloads.set(url, suggestedFilename);
  else if (filepath) renameSync(filepath, join(dirname(filepath), downloads.get(url)));
  return JSON.stringify({ ...message, params: { ...message.params, download: url } });
}

/** Passes on what a client sends to Firefox, and what Firefox says to it, until one of them ends. */
function connect(client, address) {
  const firefox = new WebSocket(address, { perMessageDeflate: false });
  const early = [];
  firefox.on("open", () => {
    for (const text of early.splice(0)) firefox.send(text);
  });
  client.on("message", (data) => {
    const text = data.toString();
    const { id, method } = JSON.parse(text);
    if (UNKNOWN.has(method)) client.send(JSON.stringify({ type: "success", id, result: {} }));
    else if (firefox.readyState === WebSocket.OPEN) firefox.send(text);
    else early.push(text);
  });
  firefox.on("message", (data) => client.send(understood(data.toString())));
  client.on("close", () => firefox.close());
  firefox.on("close", () => client.close());
}

const firefox = spawn(findFirefox(), process.argv.slice(2), { stdio: ["ignore", "inherit", "pipe"] });
let said = "";
firefox.stderr.on("data", (data) => {
  said += data;
  const [, address] = LISTENING.exec(said) ?? [];
  if (address === undefined) return;
  said = "";
  const server = new WebSocketServer({ host: "127.0.0.1", port: 0 });
  server.on("listening", () => console.error(`WebDriver BiDi listening on ws://127.0.0.1:${server.address().port}`));
  server.on("connection", (client, { url }) => connect(client, `${address}${url}`));
});
for (const signal of ["SIGTERM", "SIGINT"]) process.on(signal, () => firefox.kill(signal));
firefox.on("exit", (code) => process.exit(code ?? 0));
