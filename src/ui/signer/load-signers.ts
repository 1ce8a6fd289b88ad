import { SignerClient } from "../../worker/signer-client.ts";
import { loadSignerConfig } from "../store/effects/load-signer-config.ts";

let client: Promise<SignerClient> | null = null;

/** The page's one worker for users' own signers, fetched when it is first asked for. Rejects where the page's files cannot be had. */
export function signerClient(): Promise<SignerClient> {
  client ??= import("./spawn-signer.ts").then(async ({ loadSignerWorker }) => new SignerClient(await loadSignerWorker()));
  return client;
}

/** Fetches all that a signer's panel and users' own signers need; the interpreter itself starts when it is first asked. */
export async function fetchSigners(): Promise<void> {
  await Promise.all([loadSignerConfig(), import("./SignerPanel.tsx"), signerClient()]);
}
