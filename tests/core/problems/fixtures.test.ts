import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { renderText } from "../../../src/core/errors.ts";
import { applyFix, undoFix } from "../../../src/core/problems/apply-fix.ts";
import { fixLabel } from "../../../src/core/problems/fix-words.ts";
import type { Problem } from "../../../src/core/signers/signer.ts";
import { PARTS, type ProblemFixture, problemFixtures, signFixture } from "../../helpers/problem-fixtures.ts";

const fixtures = problemFixtures();

const raised = ({ kind, side }: ProblemFixture, problems: readonly Problem[]) =>
  problems.filter((problem) => problem.kind === kind && problem.side === side);

describe.each(fixtures.map((fixture) => [fixture.name, fixture] as const))("%s", (_, fixture) => {
  it("is raised once, with its columns and fixes", async () => {
    const found = raised(fixture, (await signFixture(fixture, "raises")).result.problems).filter(
      ({ severity }) => severity === fixture.severity,
    );
    expect(found.map(({ columns, fixes }) => [columns, fixes.map(fixLabel)])).toEqual([[fixture.columns, fixture.fixes]]);
    expect(renderText(found[0]?.message ?? [], { values: false })).toMatch(/^\S.*[.…]$/s);
  });

  it("is not raised by its neighbour", async () => {
    const found = raised(fixture, (await signFixture(fixture, "neighbour")).result.problems);
    expect(found.map(({ severity }) => severity)).toEqual(fixture.neighbourSeverity === undefined ? [] : [fixture.neighbourSeverity]);
  });

  it.each(fixture.fixes)("is gone once its fix is taken: %s", async (label) => {
    const { result, side } = await signFixture(fixture, "raises");
    const fix = raised(fixture, result.problems)
      .flatMap(({ fixes }) => fixes)
      .find((one) => fixLabel(one) === label);
    if (fix === undefined) throw new Error(`there is no fix ${label}`);
    // The user's own code changes nothing here.
    if (fix.kind === "python") return;
    const settings = { preprocessing: {}, ...side.settings };
    const fixed = applyFix(settings, fix);
    const after = await signFixture(fixture, "raises", fixed);
    // A column that need not be there still takes no missing cell.
    if (fix.kind === "optional" && fixture.kind === "integers-may-be-missing") expect(after.result.signature).not.toEqual(result.signature);
    else
      expect(
        raised(fixture, after.result.problems).filter(
          ({ columns }) => columns.length === 0 || columns.some((name) => fixture.columns.includes(name)),
        ),
      ).toEqual([]);
    expect(undoFix(fixed, fix, settings.options)).toEqual(settings);
  });
});

describe("the table of causes", () => {
  it("names every fixture", () => {
    const table = readFileSync(join(import.meta.dirname, "../../../docs/problems.md"), "utf-8");
    expect(fixtures.map(({ name }) => name).filter((name) => !table.includes(`\`${name}\``))).toEqual([]);
  });
});

describe("what the rules say", () => {
  const everything = async () =>
    (await Promise.all(fixtures.flatMap((fixture) => PARTS.map((part) => signFixture(fixture, part))))).flatMap(
      ({ result }) => result.problems,
    );

  it("marks every cell that it quotes as data", async () => {
    const words = (await everything()).map(({ message }) => renderText(message, { values: false })).join("\n");
    for (const cell of ["n/k", "07030", "18446744073709551615", "2024-01-31", "13/02/2024", "thé", "blue", "kg", "1,200"])
      expect(words).not.toContain(cell);
  });

  it("comes the gravest first", async () => {
    const weights = ["stops", "warns", "notes"];
    for (const fixture of fixtures) {
      const order = (await signFixture(fixture, "raises")).result.problems.map(({ severity }) => weights.indexOf(severity));
      expect(order).toEqual([...order].sort());
    }
  });
});
