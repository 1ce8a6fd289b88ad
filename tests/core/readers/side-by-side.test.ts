import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type ByteSource, sourceFromBytes } from "../../../src/core/bytes/byte-source.ts";
import { errorToData, SignetError } from "../../../src/core/errors.ts";
import { openFiles } from "../../../src/core/readers/open-files.ts";
import type { PartPool } from "../../../src/core/readers/part-pool.ts";
import type { Progress } from "../../../src/core/readers/progress.ts";
import type { ReadContext } from "../../../src/core/readers/reader.ts";
import type { ReadSettings } from "../../../src/core/readers/settings.ts";
import { localPool, shared, textSource } from "../../helpers/sources.ts";

/** Above every file of these tests, so that none of them is cut. */
const PART_BYTES = 1 << 20;

type Content = string | Uint8Array;

const sources = (contents: readonly Content[], extension: string): readonly ByteSource[] =>
  contents.map((content, index) => {
    const name = `part-${index}.${extension}`;
    return shared(typeof content === "string" ? textSource(content, name) : sourceFromBytes(content, name));
  });

/** What comes of the files, as plain data. */
async function outcome(files: readonly ByteSource[], settings: ReadSettings, context: ReadContext) {
  try {
    return await openFiles(files, settings, context);
  } catch (error) {
    return errorToData(error);
  }
}

/** Expects the same of files read one after another and side by side, and returns it. */
async function same(contents: readonly Content[], extension: string, options: ReadSettings["options"] = new Map()) {
  const files = sources(contents, extension);
  const alone = await outcome(files, { options }, {});
  for (const size of [1, 3]) expect(await outcome(files, { options }, { pool: localPool(size, PART_BYTES) })).toEqual(alone);
  return alone;
}

const rows = (count: number, row: (index: number) => string) => `${Array.from({ length: count }, (_, index) => row(index)).join("\n")}\n`;
const csv = (header: string, count: number) => `${header}\n${rows(count, (index) => `${index},${index / 2},x${index}`)}`;
const latin1 = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0));

describe("files side by side give what one after another gives", () => {
  it.each([
    ["short files", [csv("a,b,c", 3), csv("a,b,c", 40), csv("a,b,c", 80), csv("a,b,c", 5)]],
    ["a first file with more rows than are kept", [csv("a,b,c", 150), csv("a,b,c", 150), csv("a,b,c", 1)]],
    ["other columns and types", [csv("a,b,c", 120), "a,d\nx,1\n", csv("b,a,c", 3), "a\n\n", csv("a,b,c", 2)]],
    ["an unknown part", ["a,b\n1,2\n", "c\n1\n", "a,b\n1,2\n"]],
    ["a broken line", ["a,b\n1,2\n", "a,b\n1,2\n1,2,3\n", "d\n"]],
    ["an empty file", ["a,b\n1,2\n", "", "a,b\n1,2\n"]],
    ["another encoding", ["a,b\n1,x\n", latin1("a,b\n1,Zürich\n2,Köln\n"), "a,b\n1,2\n"]],
    ["another encoding in a late row", ["a,b\n1,x\n", latin1(`a,b\n${"1,x\n".repeat(40_000)}1,Zürich\n`), "a,b\n1,2\n"]],
    ["an encoding of all", [latin1("a,b\n1,Zürich\n2,Köln\n"), latin1("a,b\n1,Düren\n")]],
    ["packed files", ["a,b\n1,2\n", gzipSync("a,b\n1,2\n"), "a,b\n1,2\n"]],
    ["byte order marks", ["\ufeffa,b\n1,2\n", "\ufeffa,b\n1,2\n", "a,b\n1,2\n"]],
    ["control characters", ["a,b\n1,2\n", "a,b\n1,\u0001\n", "a,b\n1,2\n"]],
    ["another program's file", ["a,b\n1,2\n", "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n"]],
    ["lines of JSON", ["a,b\n1,2\n", '{"a": 1}\n{"a": 2}\n']],
  ])("of CSV: %s", async (_, contents) => {
    await same(contents, "csv");
  });

  it.each([
    ["alike", ['{"a": 1}\n{"a": 2}\n', '{"a": 3, "b": [1]}\n', "\n\n", '{"a": null}\n']],
    ["no list of dicts", ["1\n2\n", "[1]\n"]],
    ["a broken line", ['{"a": 1}\n', '{"a": 1}\n{"a": \n', '{"a"\n']],
    ["an empty file", ['{"a": 1}\n', "", '{"a": 1}\n']],
    ["CSV", ['{"a": 1}\n', "a,b\n1,2\n"]],
  ])("of JSON lines: %s", async (_, contents) => {
    await same(contents, "jsonl");
  });

  it.each([
    ["names", [["names", ["p", "q"]]]],
    ["the Python engine", [["engine", "python"]]],
    ["a delimiter", [["sep", ";"]]],
    ["damaged text", [["encoding_errors", "replace"]]],
  ] as const)("with options: %s", async (_, options) => {
    await same(["a,b\n1,2\n", latin1("a,b\n1,Zürich\n2,Köln\n"), "a;b\n1;2\n"], "csv", new Map(options as never));
  });

  it("of so many small files that they are worth threads, a packed one and one of another kind among them", async () => {
    const many = Array.from({ length: 700 }, (_, index) => textSource(`a,b\n${index},x${index % 3}\n`, `part-${index}.csv`));
    const packed = sourceFromBytes(gzipSync("a,b\n7,y\n"), "part-7.csv.gz");
    const files = [...many.slice(0, 7), packed, ...many.slice(7, 400), textSource("a,b\n1,z\n", "other.txt"), ...many.slice(400)].map(
      shared,
    );
    const alone = await outcome(files, { options: new Map() }, {});
    const ran: number[] = [];
    const pool = localPool(2);
    const watched: PartPool = {
      ...pool,
      run(some, task, context) {
        ran.push(some.length);
        return pool.run(some, task, context);
      },
    };
    expect(await outcome(files, { options: new Map() }, { pool: watched })).toEqual(alone);
    expect(ran.reduce((sum, count) => sum + count, 0)).toBe(699);
    expect(Math.max(...ran)).toBeGreaterThan(1);
    // Too few to be worth a message.
    ran.length = 0;
    await outcome(files.slice(0, 9), { options: new Map() }, { pool: watched });
    expect(ran).toEqual([]);
  });

  it("of random files", async () => {
    const cell = fc.constantFrom("1", "2.5", "", "NA", "true", "x", '"a,b"', "99999999999999999999", "é");
    const line = fc.array(cell, { minLength: 2, maxLength: 2 }).map((cells) => cells.join());
    const file = fc
      .tuple(fc.constantFrom("a,b", "a,b", "a,b", "b,a", "a,c"), fc.array(line, { minLength: 1, maxLength: 120 }))
      .map(([header, lines]) => `${[header, ...lines].join("\n")}\n`);
    await fc.assert(
      fc.asyncProperty(fc.array(file, { minLength: 2, maxLength: 8 }), async (files) => {
        await same(files, "csv");
      }),
      { numRuns: 60 },
    );
  });
});

it("reads a part by the options of the first, as its Python does", async () => {
  expect(await same(["a,b\n1,2\n3,4\n", "a;b\n1;2\n3;4\n"], "csv")).toMatchObject({
    tag: "UnreadableFile",
    message: ["part-1.csv does not belong to the same data set: it has none of the columns of the files before it."],
  });
});

/** A pool that answers the latest task first, and notes what it was asked. */
function lastFirst(size: number) {
  const { run } = localPool(size);
  const waiting: (() => void)[] = [];
  const seen = { most: 0, running: 0, signals: new Set<AbortSignal>() };
  const pool: PartPool = {
    size,
    isStarted: true,
    readsFiles: true,
    partBytes: PART_BYTES,
    async run(files, task, context) {
      seen.running += 1;
      seen.most = Math.max(seen.most, seen.running);
      if (context.signal !== undefined && task.kind === "plain-parts") seen.signals.add(context.signal);
      await new Promise<void>((resolve) => {
        waiting.push(resolve);
        setImmediate(() => waiting.pop()?.());
      });
      context.signal?.throwIfAborted();
      seen.running -= 1;
      return run(files, task, context);
    },
  };
  return { pool, seen };
}

describe("threads that answer in any order", () => {
  const contents = Array.from({ length: 40 }, (_, index) => `a,b\n${index},x${index % 3}\n`);

  it("do not change the result, and only so much is read ahead", async () => {
    const { pool, seen } = lastFirst(2);
    const alone = await openFiles(sources(contents, "csv"), { options: new Map() }, {});
    expect(await openFiles(sources(contents, "csv"), { options: new Map() }, { pool })).toEqual(alone);
    expect(seen.most).toBeLessThan(8);
  });

  it("report progress up to all bytes, never backwards", async () => {
    const seen: Progress[] = [];
    const files = sources(contents, "csv");
    await openFiles(files, { options: new Map() }, { pool: lastFirst(2).pool, onProgress: (progress) => seen.push(progress) });
    const bytes = seen.map((progress) => progress.bytes);
    expect(bytes).toEqual([...bytes].sort((left, right) => left - right));
    expect(bytes.at(-1)).toBe(files.reduce((sum, { byteLength }) => sum + byteLength, 0));
    expect(seen.at(-1)?.rows).toBe(40);
  });

  it("stop at an abort", async () => {
    const controller = new AbortController();
    const { pool, seen } = lastFirst(2);
    const reading = openFiles(
      sources(contents, "csv"),
      { options: new Map() },
      { pool, signal: controller.signal, onProgress: () => controller.abort() },
    );
    await expect(reading).rejects.toMatchObject({ name: "AbortError" });
    expect([...seen.signals].every(({ aborted }) => aborted)).toBe(true);
  });

  it("stop where one of the files fails, which is the first of them in their order", async () => {
    const broken = contents.map((content, index) => (index === 9 || index === 30 ? "a,b\n1,2,3\n1,2,3,4\n" : content));
    const { pool, seen } = lastFirst(2);
    await expect(openFiles(sources(broken, "csv"), { options: new Map() }, { pool })).rejects.toMatchObject({
      message: "part-9.csv: Expected 3 fields in line 3, saw 4.",
      place: { file: "part-9.csv", line: 3 },
    });
    expect([...seen.signals].every(({ aborted }) => aborted)).toBe(true);
  });
});

it("says that a thread has died", async () => {
  const pool: PartPool = { ...localPool(2, PART_BYTES), run: () => Promise.reject(new SignetError("WorkerDied", "It ended.")) };
  const files = sources(["a\n1\n", "a\n1\n"], "csv");
  await expect(openFiles(files, { options: new Map() }, { pool })).rejects.toMatchObject({ tag: "WorkerDied" });
});
