import { describe, expect, it } from "vitest";
import { isSignetError } from "../../../src/core/errors.ts";
import { readOrAdvise } from "../../../src/core/trial/other-readings.ts";
import { textSource } from "../../helpers/sources.ts";

/** What helps with a file that pandas refuses; null where it is read. */
async function helpFor(...texts: readonly string[]) {
  try {
    await readOrAdvise(
      texts.map((text, index) => textSource(text, `part-${index}.csv`)),
      { options: new Map() },
    );
    return null;
  } catch (error) {
    if (!isSignetError(error)) throw error;
    const { remedy, readings, pythonError } = error;
    return { pythonError, remedy, readings: readings?.map(({ label, consequence }) => `${label} | ${consequence}`) ?? [] };
  }
}

const lines = (...rows: readonly string[]) => `${rows.join("\n")}\n`;

describe("a text file that pandas cannot read", () => {
  it("has its long lines left out, with how many those are", async () => {
    expect(await helpFor(lines("a,b", "1,2", "3,4,5", "6,7"))).toMatchObject({
      pythonError: "ParserError",
      readings: [
        'Leave out 1 row with too many cells → 2 columns | The file is read again with `on_bad_lines="skip"`: 1 of 3 rows is lost.',
      ],
    });
    expect(await helpFor(lines("a", "1", "2", "3,4", "5,6"))).toMatchObject({
      readings: [
        'Leave out 2 rows with too many cells → 1 column | The file is read again with `on_bad_lines="skip"`: 2 of 4 rows are lost.',
      ],
    });
  });

  it("has the lines above its header passed over", async () => {
    const help = await helpFor(lines("made by hand", "2024-01-31,x", "id,city,price", "1,Bonn,2.5", "2,Ulm,3.5", "3,Köln,4"));
    expect(help).toMatchObject({ remedy: "The table seems to begin in line 3." });
    expect(help?.readings).toEqual(["Skip the first 2 lines → 3 columns | The file is read again with `skiprows=2`."]);
  });

  it("gets no other reading where most of it would be lost, where quotes hide its rows, or of several files", async () => {
    expect(await helpFor(lines("a", "1", "2,3", "4,5", "6,7"))).toMatchObject({ pythonError: "ParserError", readings: [] });
    expect(await helpFor(lines("a,b", "1,2", '3,"4",5', "6,7"))).toMatchObject({ pythonError: "ParserError", readings: [] });
    expect(await helpFor(lines("a,b", "1,2", "3,4,5", "6,7"), lines("a,b", "1,2"))).toMatchObject({ readings: [] });
  });

  it("is read without a word where it can be", async () => {
    expect(await helpFor(lines("a,b", "1,2"))).toBeNull();
  });
});
