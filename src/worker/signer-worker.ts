import { serveSigners } from "./answer-signer.ts";
import type { SignerRequest } from "./signer-protocol.ts";

const take = serveSigners((response) => self.postMessage(response));

self.addEventListener("message", ({ data }: MessageEvent<SignerRequest>) => take(data));
