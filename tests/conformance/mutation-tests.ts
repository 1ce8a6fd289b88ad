import { relative } from "node:path";
import { collectTests, getFn, getHooks, type Suite, type Task, type Test, type VitestRunner } from "@vitest/runner";
import type { AskedCase } from "./mutation-cases.ts";
import "../helpers/seed-properties.ts";

const FILES = import.meta.glob("../core/**/*.test.ts");

/** Finds tests as Vitest does, and runs none. */
const runnerOf = (root: string): VitestRunner => ({
  config: {
    root,
    name: undefined,
    setupFiles: [],
    passWithNoTests: false,
    testNamePattern: undefined,
    allowOnly: false,
    sequence: { seed: 1, hooks: "stack", setupFiles: "list" },
    chaiConfig: undefined,
    maxConcurrency: 1,
    testTimeout: 300_000,
    hookTimeout: 300_000,
    retry: 0,
    includeTaskLocation: false,
    diffOptions: undefined,
    tags: [],
    tagsFilter: undefined,
    strictTags: false,
  } as never,
  importFile: (path, source) => (source === "collect" ? FILES[`../${relative(`${root}/tests`, path)}`]?.() : undefined),
});

const hasHooks = (suite: Suite): boolean => Object.values(getHooks(suite)).some((hooks) => hooks.length > 0);

/** The tests that stand alone: those that share what a hook prepares or takes down are left out. */
const testsIn = (task: Task): readonly Test[] => (task.type === "test" ? [task] : hasHooks(task) ? [] : task.tasks.flatMap(testsIn));

async function passes(test: Test): Promise<boolean> {
  await getFn(test)();
  return true;
}

/** Every unit test of the core, each as a question that is answered rightly where the test passes. `root`: of the repository. */
export async function askedCases(root: string): Promise<readonly AskedCase[]> {
  const paths = Object.keys(FILES).map((path) => `${root}/tests/${path.slice(3)}`);
  const files = await collectTests(paths, runnerOf(root));
  for (const { filepath, result } of files) if (result?.errors) throw new Error(`${filepath}: ${result.errors[0]?.message}`);
  return files.flatMap(testsIn).map((test) => () => passes(test));
}
