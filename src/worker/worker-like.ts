/** What a client needs of a worker; a test gives its own. */
export type WorkerLike = Pick<Worker, "postMessage" | "terminate" | "addEventListener">;
