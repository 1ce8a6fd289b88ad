import { describe, expect, it } from "vitest";
import {
  CURRENT,
  compareVersions,
  type Environment,
  has,
  nearestMeasured,
  unknownAnswers,
} from "../../../src/core/environment/environment.ts";
import { environmentNamed, parseEnvironment } from "../../../src/core/environment/parse.ts";
import { PROFILES } from "../../../src/core/environment/profiles.ts";
import { SWITCHES } from "../../../src/core/environment/switches.ts";

const as = (written: string): Environment => {
  const found = parseEnvironment(written);
  if (typeof found === "string") throw new Error(found);
  return found;
};

describe("an environment", () => {
  it("has every switch where it is the current one, but those of pandas where that is older", () => {
    const names = Object.keys(SWITCHES) as (keyof typeof SWITCHES)[];
    expect(names.filter((name) => !has(CURRENT, name))).toEqual([]);
    const lacking = names.filter((name) => !has(as("mlflow=3.17.2,pandas=2.3.3"), name));
    expect(lacking).toEqual(["bigIntegers", "endlessFloats", "microseconds", "textDtype", "labelsOnly", "declaredRange"]);
  });

  it("may name a line of releases, of which the last counts", () => {
    expect(has(as("mlflow=2.21"), "missingTimes")).toBe(true);
    expect(has(as("mlflow=2.21.0"), "missingTimes")).toBe(false);
    expect(has(as("mlflow=2.20,pandas=1.5"), "arraysAsSeries")).toBe(false);
    expect(unknownAnswers(as("mlflow=2.20,pandas=1.5"))).toBeNull();
  });

  it("is not known between two releases that differ, which are named", () => {
    expect(unknownAnswers(as("mlflow=2.20.5"))).toBe(
      "Whether mlflow 2.20.5 answers as 2.20.4 or as 2.21.0 was not measured (arraysAsSeries).",
    );
  });

  it("is not inferred before MLflow 2.10", () => {
    expect(unknownAnswers(as("mlflow=2.9.2"))).toMatch(/^Signatures of MLflow before 2\.10/);
  });

  it("names the measured releases next to it", () => {
    expect(nearestMeasured("mlflow", "3.12.0")).toEqual(["3.8.1", "3.15.2"]);
    expect(nearestMeasured("mlflow", "3.15")).toEqual([]);
    expect(nearestMeasured("pandas", "3.2.0")).toEqual(["3.1.1"]);
  });

  it.each([
    ["mlflow=3.15.2,pandas=2.3.3", { mlflow: "3.15.2", pandas: "2.3.3" }],
    ["mlflow=2.14", { mlflow: "2.14", pandas: "2.3.3" }],
    ["pandas=2.3", { mlflow: CURRENT.mlflow, pandas: "2.3" }],
    ["current", CURRENT],
    ["pandas-1.5", { mlflow: "2.14.3", pandas: "1.5.3" }],
  ])("is read from %s", (written, environment) => {
    expect(parseEnvironment(written)).toEqual(environment);
  });

  it.each(["numpy=2", "mlflow=latest", "mlflow=1.2", "pandas=1.4.0", ""])("is not read from '%s'", (written) => {
    expect(typeof parseEnvironment(written)).toBe("string");
  });

  it.each([
    [{ mlflow: "3.12.0" }, { mlflow: "3.12.0", pandas: "2.3.3" }],
    [{ pandas: "2.2.3" }, { mlflow: CURRENT.mlflow, pandas: "2.2.3" }],
    [
      { mlflow: "2.14.3", pandas: "1.5.3" },
      { mlflow: "2.14.3", pandas: "1.5.3" },
    ],
  ])("is named by a model: %j", (named, environment) => {
    expect(environmentNamed(named)).toEqual(environment);
  });

  it.each([
    [{ mlflow: "2.9.2" }, "Signatures of MLflow before 2.10"],
    [{ mlflow: "1.10.0" }, "older than 1.30.0"],
    [{ pandas: "1.2.4" }, "older than 1.5.0"],
  ])("is not taken from %j, with the reason", (named, reason) => {
    expect(environmentNamed(named)).toContain(reason);
  });

  it("orders releases by their numbers, a line of releases after each of its own", () => {
    const ordered = ["2.9.2", "2.10.0", "2.10", "3.0.0", "3"];
    expect([...ordered].reverse().sort(compareVersions)).toEqual(ordered);
    expect(compareVersions("3", "3")).toBe(0);
  });

  it("of a profile is known", () => {
    expect(PROFILES.map(({ environment }) => unknownAnswers(environment))).toEqual(PROFILES.map(() => null));
  });
});
