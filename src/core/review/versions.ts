/** The versions whose answers are given, and of the program that gives them. A test checks them against what is pinned. */
export const VERSIONS = { mlflow: "3.17.2", pandas: "3.1.1", signet: "0.1.0" } as const;

/** Set by scripts/commit.ts in the builds of the page and the command line. */
declare const SIGNET_COMMIT: string | null | undefined;

const commit = typeof SIGNET_COMMIT === "string" ? SIGNET_COMMIT : null;

/** The program's version, with the commit that it was built from if that is known: `0.1.0 (d7ad89a12)`. */
export const SIGNET_VERSION: string = commit === null ? VERSIONS.signet : `${VERSIONS.signet} (${commit})`;
