import { expect, it } from "vitest";
import { renderText } from "../../src/core/errors.ts";
import { answerRecognise } from "../../src/worker/answer-recognise.ts";

it("says why a file is not data, and nothing of data or of what only reading tells", async () => {
  const file = (name: string, ...parts: BlobPart[]) => ({ name, blob: new Blob(parts) });
  const png = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10]);
  const answers = await answerRecognise([
    file("plot.png", png),
    file("table.csv", png),
    file("X.csv", "a,b\n1,2\n"),
    file("broken.json", "{"),
    file("empty.csv"),
  ]);
  expect(answers.map((error) => (error === null ? null : renderText(error.message)))).toEqual([
    "plot.png is a PNG image, which Signet does not read.",
    "table.csv is a PNG image, which Signet does not read.",
    null,
    null,
    null,
  ]);
});
