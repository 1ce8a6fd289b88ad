import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { aboutNotes } from "../../src/ui/pane/review/note-words.ts";

const FIXTURES = join(import.meta.dirname, "..", "fixtures", "problems");

/** The kinds of notes that fixtures raise. */
const kinds = readdirSync(FIXTURES).flatMap((name): string[] => {
  const { kind, severity } = JSON.parse(readFileSync(join(FIXTURES, name, "case.json"), "utf-8"));
  return severity === "notes" ? [kind] : [];
});

describe("aboutNotes", () => {
  it("says what each kind of note is about", () => {
    expect(new Set(kinds).size).toBeGreaterThan(8);
    expect(kinds.filter((kind) => aboutNotes([{ kind }]) === "")).toEqual([]);
  });

  it("says each thing once, in the order of the notes", () => {
    const notes = ["sentinels", "id-columns", "sentinels"].map((kind) => ({ kind }));
    expect(aboutNotes(notes)).toBe("numbers that may mean missing, row identifiers");
  });
});
