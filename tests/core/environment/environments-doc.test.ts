import { join } from "node:path";
import { expect, it } from "vitest";
import { environmentName } from "../../../src/core/environment/environment.ts";
import { PROFILES } from "../../../src/core/environment/profiles.ts";
import { SWITCH_NOTES } from "../../../src/core/environment/switch-notes.ts";
import { SWITCHES, type Switch, type SwitchName } from "../../../src/core/environment/switches.ts";

const cell = (text: string) => text.replaceAll("|", "\\|");

const code = (text: string) => `\`${cell(text)}\``;

function table(library: Switch["library"]): string {
  const all = Object.entries(SWITCHES) as readonly (readonly [SwitchName, Switch])[];
  const rows = all
    .filter(([, one]) => one.library === library)
    .map(([name, { since }]) => ({ name, since, ...SWITCH_NOTES[name] }))
    .map(
      ({ name, since, change, source, example }) =>
        `| ${since} | ${code(name)} | ${cell(change)} | ${code(example.input)}: ${cell(example.before)}; since then ${cell(example.since)} | ${cell(source)} |`,
    );
  return ["| since | switch | what changed | example | source |", "|---|---|---|---|---|", ...rows].join("\n");
}

const profiles = PROFILES.map(
  ({ id, name, environment, platforms }) =>
    `| ${code(id)} | ${name} | ${environmentName(environment)} | ${platforms.length === 0 ? "none yet" : platforms.join(", ")} |`,
).join("\n");

const DOCUMENT = `# Versions of MLflow and pandas

Signet answers as MLflow 3.17.2 with pandas 3.1.1, unless a model names another pair or you ask for one:

    signet sign --inputs data.csv --environment mlflow=3.15,pandas=2.3
    signet check --signature model/MLmodel --inputs data.csv --environment mlflow-3
    signet compare-versions --from mlflow-3 --to current --inputs data.csv --signature model/MLmodel

The pair decides what is inferred, what is accepted, and what is written: an MLmodel, JSON and Python that this MLflow loads and runs. A line of releases (\`3.15\`) stands for its last one. For a release that was not measured, the nearest measured ones are named; what lies between two releases that differ is undecided.

No MLflow before 3.16 allows pandas 3. Where only MLflow is named, pandas is 2.3.3 before 3.16.

Signet writes and reads signatures of MLflow before 2.10, but does not infer them: three of four answers differ, and few recent models use these versions.

## A model names its versions

A model that is given (\`check --signature\`, \`sign --mlmodel\` or \`--expect\`, or dropped on the page) selects the pair: its MLmodel names MLflow, and the \`requirements.txt\`, \`conda.yaml\` or \`python_env.yaml\` next to it names pandas. The command says so, and \`--environment\` overrides it.

A pinned version counts (\`pandas==2.2.3\`), a range (\`pandas<3\`) does not. The same is read from \`pip freeze\`, \`pip list\`, \`conda list\`, \`mlflow doctor\` and \`pd.show_versions()\`, from the lock files of pip, Poetry, uv, PDM, Pipenv and conda-lock, and from a traceback with such a line.

A model of MLflow before 2.10 does not change the pair, since its versions are not inferred; Signet says so.

## Profiles

| \`--environment\` | stands for | answers as | shipped by |
|---|---|---|---|
${profiles}

On the page, the list at the foot has these profiles; any other versions in range can be typed there. Databricks Runtime 14.3 LTS ML and Microsoft Fabric 1.2 are older than what is inferred.

| platform | MLflow | pandas | source, looked up on 2026-11-29 |
|---|---|---|---|
| Databricks Runtime 14.3 LTS ML | 2.9.2 | not looked up | release notes of Databricks Runtime ML |
| Databricks Runtime 15.4 LTS ML | 2.13.1 | 1.5.3 | release notes of Databricks Runtime ML, pandas by those of 15.1 |
| Databricks Runtime 16.4 LTS ML | 2.21.3 | below 3 | release notes of Databricks Runtime ML, pandas by the requirements of Databricks Connect |
| Databricks Runtime 17.3 LTS ML | 3.0.1 | below 3 | the same |
| Databricks Runtime 18 LTS ML | 3.8.1 | below 3 | the same |
| Databricks Runtime 19 ML | 3.12.0 | below 3 | release notes of Databricks Runtime ML; MLflow 3.12 does not allow pandas 3 |
| Microsoft Fabric 1.2 | 2.6.0 | 2.0.3 | package list of the runtime |
| Microsoft Fabric 1.3 | 2.12.2 | 2.1.4 | package list of the runtime |
| Microsoft Fabric 2.0 | 2.22.0 | 2.3.3 | package list of the runtime |
| Azure Synapse, Spark 3.5 | 2.18.0 | 2.2.3 | package list of the runtime |
| Azure ML AutoML | 2.10 to 2.18 | 1.5.3 | \`requirements.txt\` of public models |

The platform's own \`pip freeze\`, pasted on the page, is the surest: it selects exactly these versions. pandas 2.0 and 2.1 differ from 2.2 in \`emptyTextColumn\`.

## Compare versions

\`signet compare-versions\`, and *Compare versions* on the page, list what two pairs answer differently for the same data: the types, and the verdicts under one signature, with the column and both answers. If other versions than the current ones are chosen, the page marks with ≠ every column, verdict and download that another profile answers differently.

Nothing is read again when the versions change: evidence counts what any version needs. Only a verdict that the counts do not settle reads the file again.

Where nothing was measured, the answer is undecided, and names the two versions that differ.

## What MLflow changed

${table("mlflow")}

## What pandas changed

${table("pandas")}

## What is not told apart

- Which pyarrow is installed. The only switch that depends on it is \`arrowViews\`, which goes by the pyarrow that MLflow allows. pyarrow before 15 does not read Parquet's \`FLOAT16\`; pyarrow 15 reads a string view from Parquet, though not from Arrow files, and Signet refuses both before MLflow 2.16.
- A cell with a NUL. pandas before 3.1 ends the cell there, so \`1\\x002\` is the number 1; Signet reads text, as pandas 3.1 does.
- How long it takes: MLflow 2.10 to 2.18 take 0.65 ms for each cell of text.

## Compared with the real versions

Answers of the golden cases that are the same, and the cases that are not.

| MLflow | pandas | edges | files | random | data against a schema | files against a schema | params against a schema | differ |
|---|---|---|---|---|---|---|---|---|
| 3.17.2 | 2.3.3 | 1,663 of 1,664 | 397 of 397 | 1,500 of 1,500 | 1,001 of 1,001 | 535 of 535 | 500 of 500 | a NUL |
| 3.15.2 | 2.3.3 | 1,663 | 397 | 1,500 | 1,001 | 535 | 500 | a NUL |
| 2.22.5 | 2.3.3 | 1,663 | 397 | 1,500 | 1,001 | 535 | 500 | a NUL |
| 2.14.3 | 2.2.3 | 1,662 | 396 | 1,500 | 1,001 | 533 | 500 | a NUL; a column that takes MLflow over a minute; a string view in Parquet under pyarrow 15, three times |
| 2.14.3 | 1.5.3 | 1,662 | 396 | 1,500 | 1,001 | 533 | 500 | a NUL; a column that takes MLflow over a minute; Parquet's \`FLOAT16\` under pyarrow 11, three times |

Of 897 public files that pandas reads, MLflow 3.15.2 with pandas 2.3.3 leaves 3 undecided, since the order of missing values in nested Arrow columns is not counted.

The tables of profiles and switches are generated from \`src/core/environment\` by \`npx vitest run tests/core/environment -u\`.
`;

it("is what docs/environments.md says", async () => {
  await expect(DOCUMENT).toMatchFileSnapshot(join(import.meta.dirname, "../../../docs/environments.md"));
});
