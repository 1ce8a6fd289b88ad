import { join } from "node:path";
import { expect, it } from "vitest";
import { environmentName } from "../../../src/core/environment/environment.ts";
import { PROFILES } from "../../../src/core/environment/profiles.ts";
import { SWITCHES, type Switch } from "../../../src/core/environment/switches.ts";

const cell = (text: string) => text.replaceAll("|", "\\|");

const code = (text: string) => `\`${cell(text)}\``;

function table(library: Switch["library"]): string {
  const all: readonly (readonly [string, Switch])[] = Object.entries(SWITCHES);
  const rows = all
    .filter(([, one]) => one.library === library)
    .map(
      ([name, { since, change, source, example }]) =>
        `| ${since} | ${code(name)} | ${cell(change)} | ${code(example.input)}: ${cell(example.before)}; since then ${cell(example.since)} | ${cell(source)} |`,
    );
  return ["| since | switch | what changed | example | source |", "|---|---|---|---|---|", ...rows].join("\n");
}

const profiles = PROFILES.map(
  ({ id, name, environment, platforms }) =>
    `| ${code(id)} | ${name} | ${environmentName(environment)} | ${platforms.length === 0 ? "none yet" : platforms.join(", ")} |`,
).join("\n");

const DOCUMENT = `# Versions of MLflow and pandas

Signet answers as MLflow 3.17.2 with pandas 3.1.1, unless another pair is asked for:

    signet sign --inputs data.csv --environment mlflow=3.15,pandas=2.3
    signet check --signature model/MLmodel --inputs data.csv --environment mlflow-3
    signet compare-versions --from mlflow-3 --to current --inputs data.csv --signature model/MLmodel

The pair decides what is inferred, what is accepted, and what is written: an MLmodel, JSON and Python that this MLflow loads and runs. A line of releases (\`3.15\`) stands for its last one. For a release that was not measured, the nearest measured ones are named; what lies between two releases that differ is undecided.

No MLflow before 3.16 allows pandas 3. Where only MLflow is named, pandas is 2.3.3 before 3.16.

Signet writes and reads signatures of MLflow before 2.10, but does not infer them: three of four answers differ, and few recent models use these versions.

## Profiles

| \`--environment\` | stands for | answers as | shipped by |
|---|---|---|---|
${profiles}

Platforms by their release notes and package lists, looked up on 2026-11-29. Databricks Runtime 14.3 LTS ML (MLflow 2.9.2) and Microsoft Fabric 1.2 (2.6.0) are older than what is inferred.

## What MLflow changed

${table("mlflow")}

## What pandas changed

${table("pandas")}

## What is not told apart

- Which pyarrow is installed: before 15 it does not read Parquet's \`FLOAT16\`.
- A cell with a NUL, which pandas before 3.1 ends there.
- How long it takes: MLflow 2.10 to 2.18 take 0.65 ms for each cell of text.

The tables are generated from \`src/core/environment\` by \`npx vitest run tests/core/environment -u\`.
`;

it("is what docs/environments.md says", async () => {
  await expect(DOCUMENT).toMatchFileSnapshot(join(import.meta.dirname, "../../../docs/environments.md"));
});
