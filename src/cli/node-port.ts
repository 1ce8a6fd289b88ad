import type { MessagePort } from "node:worker_threads";
import type { PortLike } from "../worker/part-server.ts";

/** Ports of Node deliver messages as those of browsers do; only their types differ. */
export const asPort = (port: MessagePort) => port as unknown as PortLike;
