import { describe, expect, it } from "vitest";
import { CATALOGUE } from "../../../src/core/messages/catalogue.ts";
import { CAPTURES, ERROR_CAUSES } from "../../../src/core/messages/entry.ts";
import { recogniseError } from "../../../src/core/messages/recognise.ts";

const wordings = CATALOGUE.flatMap(({ id, wordings }) => wordings.map((wording) => ({ id, ...wording })));

/** A wording as MLflow would print it, with a plain value in each place. */
const filled = (words: string) =>
  words
    .replace(/\{(columns|extra)\}/g, "['first', 'second one']")
    .replace(/\{params\}/g, "{('first', 'some message')}")
    .replace(/\{(found|expected)\}/g, (_, name) => `some_${name}`)
    .replace(/\{(\w+)\}/g, (_, name) => `some ${name}`);

describe("the catalogue of messages", () => {
  it("names each entry and each wording once", () => {
    expect(new Set(CATALOGUE.map(({ id }) => id)).size).toBe(CATALOGUE.length);
    expect(new Set(wordings.map(({ words }) => words)).size).toBe(wordings.length);
  });

  it("uses every cause, and only known values", () => {
    expect([...new Set(CATALOGUE.map(({ cause }) => cause))].sort()).toEqual([...ERROR_CAUSES].sort());
    const named = wordings.flatMap(({ words }) => [...words.matchAll(/\{(\w+)\}/g)].map(([, name]) => name));
    expect([...new Set(named)].filter((name) => !CAPTURES.some((known) => known === name))).toEqual([]);
  });

  it("gives the releases of every wording, or the library that raises it", () => {
    expect(wordings.filter(({ releases }) => !/^(\d\.\d+–\d\.\d+|pandas|scikit-learn|LightGBM|XGBoost)$/.test(releases))).toEqual([]);
  });

  it.each(wordings)("finds $id by: $words", ({ id, words }) => {
    expect(recogniseError(filled(words))).toMatchObject({ id, isCut: false });
  });

  it("advises on everything but frames, whose reason is another message", () => {
    for (const { id, words } of wordings) expect(recogniseError(filled(words))?.advice.length, `${id}: ${words}`).toBeGreaterThan(0);
  });
});
