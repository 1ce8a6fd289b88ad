import { describe, expect, it } from "vitest";
import type { ColumnEvidence } from "../../../src/core/evidence/dataset.ts";
import { castSeries } from "../../../src/core/ladders/astype.ts";
import { modelDataFrom, preprocessedColumns } from "../../../src/core/ladders/frame.ts";
import { inferSchema } from "../../../src/core/ladders/infer-schema.ts";
import type { SeriesOutcome } from "../../../src/core/ladders/pandas.ts";
import { knownDtype } from "../../../src/core/ladders/pandas-dtype.ts";
import { csvReader } from "../../../src/core/readers/csv/csv-reader.ts";
import { textSource } from "../../helpers/sources.ts";

const outcomeText = (outcome: SeriesOutcome | undefined): string | undefined =>
  outcome?.kind === "series" ? outcome.series.dtype.name : outcome?.kind === "refused" ? outcome.error.pythonError : outcome?.kind;

// These casts depend on the dtypes only.
const EVIDENCE = { kind: "arrow", type: { kind: "timestamp", unit: "us" }, counts: {} } as ColumnEvidence;

// Every dtype and error is what pandas 3.1.1 answers.
describe("astype of dates", () => {
  it.each([
    ["datetime64[us, Europe/Berlin]", "datetime64[ns]", "TypeError"],
    ["datetime64[us, UTC]", "datetime64[us]", "TypeError"],
    ["datetime64[us]", "datetime64[ns, UTC]", "TypeError"],
    ["datetime64[us]", "datetime64[ns]", "datetime64[ns]"],
    ["datetime64[us, UTC]", "datetime64[ns, Europe/Berlin]", "datetime64[ns, Europe/Berlin]"],
    ["datetime64[us, UTC]", "timestamp[ns][pyarrow]", "timestamp[ns][pyarrow]"],
    ["datetime64[us]", "timestamp[us, tz=UTC][pyarrow]", "timestamp[us, tz=UTC][pyarrow]"],
    ["datetime64[us, UTC]", "date32[day][pyarrow]", "date32[day][pyarrow]"],
    ["timestamp[us, tz=UTC][pyarrow]", "datetime64[ns]", "ValueError"],
    ["timestamp[us][pyarrow]", "datetime64[ns, UTC]", "datetime64[ns, UTC]"],
    ["timestamp[us, tz=UTC][pyarrow]", "timestamp[us][pyarrow]", "timestamp[us][pyarrow]"],
    ["date32[day][pyarrow]", "datetime64[s]", "datetime64[s]"],
  ])("%s to %s: %s", (from, to, answer) => {
    expect(outcomeText(castSeries({ name: "a", dtype: knownDtype(from), length: 2, steps: [] }, to, EVIDENCE))).toBe(answer);
  });

  it.each<[readonly string[], string, string]>([
    [["2024-01-01", "2024-01-02"], "datetime64[ns]", "datetime64[ns]"],
    [["2024-01-01", "2024-01-02"], "datetime64[ns, UTC]", "datetime64[ns, UTC]"],
    [["2024-01-01T00:00Z", "2024-01-02T00:00Z"], "datetime64[ns, UTC]", "datetime64[ns, UTC]"],
    [["2024-01-01T00:00Z", "2024-01-02T00:00Z"], "datetime64[ns]", "ValueError"],
    [["2024-01-01T00:00Z", "2024-01-01T00:00+01:00"], "datetime64[ns]", "ValueError"],
    [["2024-01-01", "foo"], "datetime64[ns]", "DateParseError"],
    [["2024-01-01", "2024-02-30"], "datetime64[ns]", "DateParseError"],
    // pandas reads these; of which cells it would, only pandas can decide.
    [["2024-01-01", "2024-02-03 10:00"], "datetime64[ns]", "undecided"],
    [["9999-01-01"], "datetime64[ns]", "undecided"],
    [["9999-01-01"], "datetime64[us]", "datetime64[us]"],
    [["01/02/2024"], "timestamp[ns][pyarrow]", "undecided"],
  ])("text %j to %s: %s", async (cells, to, answer) => {
    const source = textSource(`d,e\n${cells.map((cell) => `${cell},1\n`).join("")}`);
    const dataset = await csvReader.read(source, { options: new Map(), preprocessing: { astype: new Map([["d", to]]) } }, {});
    if (dataset.kind !== "table") throw new Error("a CSV is a table");
    expect(outcomeText(preprocessedColumns(dataset, { astype: new Map([["d", to]]) })[0]?.outcome)).toBe(answer);
  });

  it("is reported as a failure of reading, with the column and the error's class", async () => {
    const options = new Map([["parse_dates", ["d"]]]);
    const dataset = await csvReader.read(textSource("d,e\n2024-01-01T00:00Z,1\n"), { options }, {});
    const { failure } = inferSchema(modelDataFrom(dataset, { astype: new Map([["d", "datetime64[ns]"]]) }));
    expect(failure).toMatchObject({ stage: "read", column: "d", error: { pythonError: "TypeError" } });
  });
});
