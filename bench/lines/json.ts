import { type Bench, byTurns, type Line, type LineResult } from "../bench.ts";
import { byteLengthOf, dropIntoRaw, dropIntoSignet } from "../browser/drops.ts";
import { atLeast, speedRow, valueRow } from "../rows.ts";

const rates = (byteLength: number, times: readonly number[]): number[] => times.map((time) => byteLength / time / 1000);

async function lines(bench: Bench): Promise<LineResult> {
  const path = await bench.path("mixed-100mb.jsonl");
  const byteLength = byteLengthOf(path);
  const { parse, signet } = await bench.inBrowser((session) =>
    byTurns(bench.isQuick ? 2 : 5, {
      parse: () => dropIntoRaw(session, path, "json-lines"),
      signet: async () => (await dropIntoSignet(session, [path])).readyMs,
    }),
  );
  const line = "jsonl";
  const title = "JSONL 100 MB";
  return {
    rows: [
      valueRow({ line, title, goal: atLeast(150), unit: "megabytes a second", values: rates(byteLength, signet) }),
      speedRow({
        line,
        title: `${title} against JSON.parse, a line at a time`,
        goal: atLeast(2),
        unit: "times",
        subject: signet,
        baseline: parse,
        baselineName: "JSON.parse",
        byteLength,
      }),
    ],
  };
}

async function array(bench: Bench): Promise<LineResult> {
  const path = await bench.path("mixed-100mb.json");
  const { signet } = await bench.inBrowser((session) =>
    byTurns(5, { signet: async () => (await dropIntoSignet(session, [path])).readyMs }),
  );
  const heading = { line: "json-array", title: "JSON, one array of 100 MB", goal: atLeast(150), unit: "megabytes a second" } as const;
  return { rows: [valueRow({ ...heading, values: rates(byteLengthOf(path), signet) })] };
}

export const JSON_LINES: readonly Line[] = [
  { name: "jsonl", title: "JSON lines", isQuick: true, run: lines },
  { name: "json-array", title: "JSON array", isQuick: false, run: array },
];
