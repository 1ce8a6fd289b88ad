/** The versions whose answers are given, and of the program that gives them. A test checks them against what is pinned. */
export const VERSIONS = { mlflow: "3.17.2", pandas: "3.1.1", signet: "0.1.0" } as const;
