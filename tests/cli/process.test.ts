import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, mkdirSync, mkdtempSync, openSync, rmSync, truncateSync, writeFileSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { builtCli } from "../../scripts/setup.mjs";
import { run } from "../../src/cli/run.ts";

// What only a process of its own shows: signals, refused memory, and files that change under its hands.
const folder = mkdtempSync(join(tmpdir(), "signet-process-"));
const MIB = 1 << 20;
let cli = "";

/** A file of the text, over and over. */
function large(name: string, head: string, text: string, byteLength: number): string {
  const path = join(folder, name);
  const file = openSync(path, "w");
  const piece = Buffer.from(text.repeat(Math.ceil(MIB / text.length)));
  writeSync(file, head);
  for (let at = 0; at < byteLength; at += piece.length) writeSync(file, piece);
  closeSync(file);
  return path;
}

beforeAll(() => {
  cli = builtCli();
});
afterAll(() => rmSync(folder, { recursive: true }));

function start(path: string, options: readonly string[] = []): ChildProcess & { readonly err: () => string } {
  const child = spawn(process.execPath, [...options, cli, "sign", "--inputs", path, "--format", "dict"], {
    stdio: ["ignore", "ignore", "pipe"],
  });
  let err = "";
  child.stderr.setEncoding("utf-8").on("data", (text: string) => {
    err += text;
  });
  return Object.assign(child, { err: () => err });
}

/** Resolves once the process has the file open. */
async function atWork({ pid }: ChildProcess, path: string): Promise<void> {
  const { readdirSync, readlinkSync } = await import("node:fs");
  await expect
    .poll(
      () => {
        const open = `/proc/${pid}/fd`;
        return readdirSync(open).some((one) => {
          try {
            return readlinkSync(join(open, one)) === path;
          } catch {
            return false;
          }
        });
      },
      { interval: 2 },
    )
    .toBe(true);
}

describe.runIf(process.platform === "linux")("a command at work", () => {
  it.each([
    ["CSV in parts", () => large("parts.csv", "a,b\n", "1,2\n", 400 * MIB)],
    ["gzip", () => write("packed.csv.gz", gzipSync(Buffer.alloc(600 * MIB, "1,2\n"), { level: 1 }))],
    ["one JSON document", () => large("one.json", "[1", ",1", 200 * MIB)],
  ])("ends at an interrupt: %s", async (_, make) => {
    const path = make();
    const child = start(path);
    await atWork(child, path);
    const interrupted = performance.now();
    child.kill("SIGINT");
    const [, signal] = await once(child, "exit");
    expect(signal).toBe("SIGINT");
    // The process only has to be let go of by the system: what takes longer is a machine that is busy.
    expect(performance.now() - interrupted).toBeLessThan(2000);
    rmSync(path);
  });

  it.each([
    ["one thread", 12 * MIB],
    ["several threads", 400 * MIB],
  ])("says that its file shrank: read by %s", async (_, byteLength) => {
    const path = large("shrinks.csv", "a,b\n", '"x\ny",2\n', byteLength);
    const child = start(path);
    await atWork(child, path);
    truncateSync(path, MIB);
    const [code] = await once(child, "close");
    expect([code, child.err()]).toEqual([
      1,
      expect.stringMatching(
        /^signet: \S+shrinks\.csv shrank from [\d,]+ to 1,048,576 bytes while it was being read\. Run the command again once nothing writes to it\.\n$/,
      ),
    ]);
  });
});

describe("many files, which threads read side by side", () => {
  const many = (name: string, contentOf: (index: number) => string): string => {
    const path = join(folder, name);
    mkdirSync(path);
    for (let index = 0; index < 120; index++) writeFileSync(join(path, `${1000 + index}.csv`), contentOf(index));
    return path;
  };
  const lines = (index: number) => `id,price\n${`${index},1.5\n`.repeat(120_000)}`;

  it("give the signature that one thread gives", async () => {
    const path = many("alike", (index) => (index === 70 ? "price,id,more\n1,7,2\n" : lines(index)));
    const child = spawn(process.execPath, [cli, "sign", "--inputs", path, "--format", "dict"], { stdio: ["ignore", "pipe", "ignore"] });
    let out = "";
    child.stdout.setEncoding("utf-8").on("data", (text: string) => {
      out += text;
    });
    await once(child, "close");
    const alone: string[] = [];
    await run(["sign", "--inputs", path, "--format", "dict"], { out: (text) => alone.push(text), err: () => undefined });
    expect(out).toBe(alone.join(""));
    expect(out).toContain("price");
  });

  it("end with the first file that is refused, by its name", async () => {
    const child = start(many("broken", (index) => (index === 80 || index === 100 ? "id,price\n1,2\n1,2,3\n" : lines(index))));
    const [code] = await once(child, "close");
    expect([code, child.err()]).toEqual([1, expect.stringMatching(/^signet: \S+1080\.csv: Expected 2 fields in line 3, saw 3\. /)]);
  });
});

const write = (name: string, bytes: Uint8Array): string => {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  return path;
};

it("says that memory was refused, and of which file", async () => {
  const child = start(write("small.csv", Buffer.from("a,b\n1,2\n")), ["--wasm-max-mem-pages=20"]);
  const [code] = await once(child, "close");
  expect([code, child.err()]).toEqual([
    1,
    expect.stringMatching(/^signet: There is not enough memory to read \S+small\.csv\. Close other pages/),
  ]);
});
