import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { sourceFromBytes } from "../../../../src/core/bytes/byte-source.ts";
import { errorToData } from "../../../../src/core/errors.ts";
import { readSide } from "../../../../src/core/sign.ts";
import { compareEncodings, type EncodedFile } from "../../../conformance/compare-encodings.ts";

const fixture = join(import.meta.dirname, "../../../fixtures/encodings/files.jsonl");

const latin1 = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0));

async function read(bytes: Uint8Array, options: ReadonlyMap<string, string | null> = new Map()) {
  try {
    const { dataset, applied, settings } = await readSide([sourceFromBytes(bytes, "table.csv")], { options });
    return {
      names: dataset.kind === "table" ? dataset.columns.map(({ name }) => name) : [],
      encoding: settings.options.get("encoding"),
      others: applied.flatMap(({ others = [] }) => others.map((other) => other.get("encoding"))),
    };
  } catch (error) {
    return errorToData(error);
  }
}

describe("the encoding of a file", () => {
  it("is recognised for 95 of 100 files in thirty languages, and never wrong without a word", async () => {
    const files = readFileSync(fixture, "utf-8").trim().split("\n");
    expect(files).toHaveLength(100);
    const { counts, notes } = await compareEncodings(files.map((line): EncodedFile => JSON.parse(line)));
    expect([counts.wrong, counts.lost, notes.filter((note) => /^(wrong|lost)/.test(note))]).toEqual([0, 0, []]);
    expect(counts.right).toBeGreaterThanOrEqual(95);
  });

  it.each<[string, Uint8Array, string]>([
    ["UTF-16 with a mark", Buffer.from("\ufeffaño,b\n1,2\n", "utf16le"), "utf-16"],
    ["UTF-16 without a mark", Buffer.from("año,b\n1,2\n", "utf16le"), "utf-16-le"],
    ["UTF-16 without a mark, the other way round", Buffer.from("año,b\n1,2\n", "utf16le").swap16(), "utf-16-be"],
    ["UTF-32 without a mark", Uint8Array.from([..."año,b\n1,2\n"].flatMap((one) => [one.charCodeAt(0), 0, 0, 0])), "utf-32-le"],
  ])("is found for %s", async (_, bytes, encoding) => {
    expect(await read(new Uint8Array(bytes))).toMatchObject({ names: ["año", "b"], encoding });
  });

  it("is found for Japanese in seven bits", async () => {
    expect(await read(latin1("\x1b$BL>\x1b(B,b\n1,2\n"))).toMatchObject({ names: ["名", "b"], encoding: "iso2022_jp" });
  });

  it("is asked where the names depend on it, with the header and two rows in each", async () => {
    const error = await read(Uint8Array.from([...latin1("id,"), 0xbd, 0xbb, 0xbd, 0xea, ...latin1("\n1,2\n3,4\n5,6\n")]));
    expect(error).toMatchObject({ tag: "Undecided" });
    const { encodings = [] } = error as { encodings?: readonly { readonly encoding: string; readonly header: readonly string[] }[] };
    expect(encodings.map(({ encoding }) => encoding)).toContain("euc_jp");
    expect(encodings.find(({ encoding }) => encoding === "euc_jp")).toEqual({
      encoding: "euc_jp",
      header: ["id", "住所"],
      rows: [
        [{ data: "1" }, { data: "2" }],
        [{ data: "3" }, { data: "4" }],
      ],
    });
  });

  it("is never asked where it was chosen", async () => {
    const bytes = Uint8Array.from([...latin1("id,"), 0xbd, 0xbb, 0xbd, 0xea, ...latin1("\n1,2\n")]);
    expect(await read(bytes, new Map([["encoding", "euc_jp"]]))).toMatchObject({ names: ["id", "住所"] });
  });

  it("is applied with its alternatives where only cells depend on it", async () => {
    const bytes = Uint8Array.from([...latin1("id,city\n1,"), 0xbd, 0xbb, 0xbd, 0xea, ...latin1("\n")]);
    const found = await read(bytes);
    expect(found).toMatchObject({ names: ["id", "city"] });
    expect("others" in found && found.others.length).toBeGreaterThan(0);
  });

  it("is found where the first bytes past ASCII come late, and names stay as they are", async () => {
    const rows = `${"1,plain text\n".repeat(20_000)}2,Málaga\n3,Córdoba y León\n`;
    expect(await read(latin1(`id,city\n${rows}`))).toMatchObject({ names: ["id", "city"], encoding: "cp1252" });
  });

  it("stays UTF-8 if a file is UTF-8 except for single bytes, which no other encoding explains", async () => {
    const text = Buffer.from("año,ciudad\n1,León\n2,Málaga\n3,Cádiz\n");
    const damaged = Uint8Array.from([...text, 0xff, 0x0a]);
    expect(await read(damaged)).toMatchObject({ tag: "UnreadableFile", pythonError: "UnicodeDecodeError" });
    expect(await read(damaged, new Map([["encoding_errors", "replace"]]))).toMatchObject({ names: ["año", "ciudad"] });
  });
});
