import { readFileSync } from "node:fs";
import { join } from "node:path";
import { zipSync } from "fflate";
import type { Page } from "playwright-core";
import { beforeAll, describe, expect, it } from "vitest";
import { recogniseError } from "../../src/core/messages/recognise.ts";
import { sharedSite } from "../helpers/browser.ts";
import { axeViolations, checkFiles, downloaded, textFile as file, openCheck, openMenu, showForm } from "../helpers/page-acts.ts";

const site = sharedSite();

const MLMODEL = `artifact_path: model
flavors:
  sklearn: {}
mlflow_version: 2.9.1
run_id: abc
signature:
  inputs: '[{"type": "long", "name": "a", "required": true}, {"type": "double", "name": "b", "required": true}, {"type": "datetime", "name": "t", "required": false}]'
  outputs: '[{"type": "double", "name": "p", "required": true}]'
  params: '[{"name": "n", "type": "long", "default": 5, "shape": null}]'
`;

/** Drops files on the header, which is not a place in particular. */
async function dropTogether(page: Page, files: readonly (readonly [name: string, content: string])[]): Promise<void> {
  await page.evaluate((dropped) => {
    const dataTransfer = new DataTransfer();
    for (const [name, content] of dropped) dataTransfer.items.add(new File([content], name));
    document.querySelector("header")?.dispatchEvent(new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true }));
  }, files);
}

const dropAnywhere = (page: Page, name: string, content: string) => dropTogether(page, [[name, content]]);

/** The verdicts on the request that is typed, which are below its box. */
const requestVerdicts = (page: Page): Promise<string[]> =>
  page.getByRole("region", { name: "Findings of the request" }).getByRole("heading").allTextContents();

/** The table of verdicts, one line per side: name, side, predict, scoring. */
async function verdicts(page: Page): Promise<string[][]> {
  const rows = page.getByRole("table", { name: "Verdicts" }).locator("tbody tr");
  return Promise.all(
    (await rows.all()).map(async (row) => {
      const cells = await row.locator("td").all();
      return Promise.all(
        cells.slice(0, 4).map(async (cell) => {
          const choice = cell.locator("select");
          return (await choice.count()) > 0 ? choice.inputValue() : ((await cell.textContent()) ?? "");
        }),
      );
    }),
  );
}

const verdictLine = (page: Page) => page.locator(".verdict");
const box = (page: Page) => page.getByLabel("Request body or error message");

async function withModel(page: Page, mlmodel = MLMODEL): Promise<void> {
  await page.getByLabel("MLmodel", { exact: true }).setInputFiles(file("MLmodel", mlmodel));
  await page.getByRole("table", { name: "Inputs schema" }).waitFor();
}

describe("own data", () => {
  it("is checked against its signature at once, both ways, and opens to the reason", async () => {
    const { page } = await site.open();
    await page.getByLabel("Model inputs", { exact: true }).setInputFiles(file("X.csv", "a;b\n1;x\n2;y\n"));
    await expect.poll(() => verdictLine(page).textContent()).toMatch(/predict ✓.*scoring server: .*refused/);
    await expect.poll(() => verdictLine(page).textContent()).toContain("Unity Catalog needs outputs");
    await page.getByRole("button", { name: /^predict ✓/ }).click();
    const findings = page.getByRole("region", { name: "Findings of X.csv" });
    await expect.poll(() => findings.textContent()).toContain("Scoring server (POST /invocations, CSV body)");
    await expect.poll(() => findings.textContent()).toContain("Model is missing inputs");
    await page.getByLabel("Model outputs", { exact: true }).setInputFiles(file("pred.csv", "p\n1\n2\n"));
    await expect.poll(() => verdictLine(page).textContent()).toContain("Unity Catalog ready ✓");
  });

  it("says that a plain file is taken both ways", async () => {
    const { page } = await site.open();
    await page.getByRole("button", { name: "Clean table" }).click();
    await expect.poll(() => verdictLine(page).textContent()).toContain("predict ✓scoring server ✓");
  });

  it("is no tick where the signature is any", async () => {
    const { page } = await site.open();
    await page
      .getByLabel("Model inputs", { exact: true })
      .setInputFiles(file("X.json", '{"columns": ["n", "bad"], "data": [[1, 2], [3, "x"]]}'));
    await expect.poll(() => verdictLine(page).textContent()).toContain("predict: validates nothing");
    expect(await verdictLine(page).textContent()).not.toContain("✓");
  });
});

describe("a model that was dropped", () => {
  it("shows its signature, and data dropped anywhere is checked against it", async () => {
    const { page } = await site.open();
    await dropAnywhere(page, "MLmodel", MLMODEL);
    await page.getByRole("button", { name: "a", exact: true }).waitFor();
    const model = page.getByRole("region", { name: "model", exact: true });
    await expect.poll(() => model.textContent()).toMatch(/sklearn.*MLflow 2\.9\.1.*run abc/);
    await dropAnywhere(page, "good.csv", "a,b\n1,0.5\n");
    await expect.poll(() => verdicts(page)).toEqual([["good.csv", "inputs", "✓ accepted", "✓ accepted"]]);
    await checkFiles(page, [file("bad.csv", "a,b\nx,0.5\n2,1\n"), file("y_pred.csv", "p\n0.5\n")]);
    await expect
      .poll(() => verdicts(page))
      .toEqual([
        ["good.csv", "inputs", "✓ accepted", "✓ accepted"],
        ["bad.csv", "inputs", "✗ refused, 1 reason", "✗ refused, 1 reason"],
        ["y_pred.csv", "outputs", "✓ accepted", "—"],
      ]);
    await page.getByRole("button", { name: "bad.csv", exact: true }).click();
    const marked = page.getByRole("table", { name: "Inputs schema" }).getByRole("row").filter({ hasText: "a" }).getByRole("img");
    await expect
      .poll(() => marked.first().getAttribute("aria-label"))
      .toBe("Refused by predict in bad.csv. Refused by the scoring server in bad.csv");
    const findings = page.getByRole("region", { name: "Findings of bad.csv" });
    await expect.poll(() => findings.textContent()).toContain("Can not safely convert");
    await expect.poll(() => findings.textContent()).toContain("Fix the data");
    await expect.poll(() => findings.textContent()).toContain("Change the signature");
    await findings.getByRole("button", { name: "a", exact: true }).first().click();
    await expect.poll(() => page.getByRole("complementary").textContent()).toContain("The MLmodel declares it.");
  });

  it("may come with data, which is then checked against it", async () => {
    const { page } = await site.open();
    await dropTogether(page, [
      ["bad.csv", "a,b\nx,0.5\n"],
      ["MLmodel", MLMODEL],
    ]);
    await expect.poll(() => verdicts(page)).toEqual([["bad.csv", "inputs", "✗ refused, 1 reason", "✗ refused, 1 reason"]]);
    expect(await page.getByText("Would MLflow accept this data?").count()).toBe(0);
    expect(await page.getByText("Would MLflow accept this data?").count()).toBe(0);
  });

  it("may come with inputs and outputs, which sign it again", async () => {
    const { page } = await site.open();
    await dropTogether(page, [
      ["customers.csv", "a,b\n1,x\n"],
      ["churn_scores.csv", "p\n0.5\n"],
      ["MLmodel", MLMODEL],
    ]);
    await expect.poll(() => page.getByRole("status").textContent()).toBe("Ready: inputs, 1 row. Ready: outputs, 1 row");
  });

  it("may come after the files, which are then checked against it on request", async () => {
    const { page } = await site.open();
    await page.getByLabel("Model inputs", { exact: true }).setInputFiles(file("new.csv", "a,c\n1,0.5\n"));
    await page.getByRole("table", { name: "Inputs schema" }).waitFor();
    await page.getByRole("region", { name: "model", exact: true }).locator("input").setInputFiles(file("MLmodel", MLMODEL));
    await openMenu(page, /^Model /);
    await page.getByRole("button", { name: "Check the files against it" }).click();
    await expect.poll(() => verdicts(page)).toEqual([["new.csv", "inputs", "✗ refused, 1 reason", "✗ refused, 1 reason"]]);
  });

  it("fills the line that sets another signature with its run", async () => {
    const { page } = await site.open();
    await withModel(page);
    await showForm(page, "Python: set on a logged model");
    await expect
      .poll(() => page.getByRole("region", { name: "Python: set on a logged model" }).textContent())
      .toContain('"runs:/abc/model"');
  });

  it("without a signature is a beginning, and offers its example", async () => {
    const { page } = await site.open();
    const zip = zipSync({
      "m/MLmodel": new TextEncoder().encode("flavors:\n  sklearn: {}\n"),
      "m/input_example.json": new TextEncoder().encode('{"columns": ["a"], "data": [[1], [2]]}'),
    });
    await page.getByLabel("MLmodel", { exact: true }).setInputFiles({ name: "model.zip", mimeType: "", buffer: Buffer.from(zip) });
    await page.locator("#table").getByText("This model has no signature. Drop its inputs and predictions.").waitFor();
    await page.getByRole("button", { name: "Use it as inputs" }).click();
    await expect.poll(() => page.getByRole("status").textContent()).toBe("Ready: inputs, 2 rows");
  });

  it.each([
    [
      "a signature's JSON",
      "signature.json",
      '{"inputs": "[{\\"type\\": \\"long\\", \\"name\\": \\"a\\", \\"required\\": true}]", "outputs": null, "params": null}',
    ],
    ["what Python prints", "signature.txt", "inputs: \n  ['a': long (required)]\noutputs: \n  None\nparams: \n  None\n"],
  ])("may be a bare signature: %s", async (_, name, content) => {
    const { page } = await site.open();
    await dropAnywhere(page, name, content);
    await page.getByRole("button", { name: "a", exact: true }).waitFor();
    await dropAnywhere(page, "new.csv", "b\n1\n");
    await expect.poll(() => verdicts(page)).toEqual([["new.csv", "inputs", "✗ refused, 1 reason", "✗ refused, 1 reason"]]);
  });

  it("is refused with the reason where it is none", async () => {
    const { page } = await site.open();
    await dropAnywhere(page, "MLmodel", "name: x\n");
    await expect
      .poll(() => page.getByRole("alert").filter({ hasText: "Model" }).textContent())
      .toContain("neither flavors nor a signature");
  });
});

describe("data that could be meant in several ways", () => {
  it("is likely the outputs if it has no column of the inputs", async () => {
    const { page } = await site.open();
    await page.getByLabel("Model inputs", { exact: true }).setInputFiles(file("X.csv", "a\n1\n"));
    await page.getByRole("table", { name: "Inputs schema" }).waitFor();
    await dropAnywhere(page, "new.csv", "p\n0.5\n");
    const first = page.getByRole("alert").getByRole("button").first();
    await expect.poll(() => first.textContent()).toBe("Read as outputs");
    expect(await first.getAttribute("class")).toContain("primary");
    await first.click();
    await expect.poll(() => page.getByRole("status").textContent()).toBe("Ready: inputs, 1 row. Ready: outputs, 1 row");
  });

  it("is not asked about where a file could not be read", async () => {
    const { page } = await site.open();
    await dropAnywhere(page, "broken.parquet", "PAR1 and nothing PAR1");
    await expect.poll(() => page.getByRole("status").textContent()).toContain("Not read: inputs");
    await dropAnywhere(page, "houses.csv", "a\n1\n");
    await expect.poll(() => page.getByRole("status").textContent()).toBe("Ready: inputs, 1 row");
  });

  it("asks, and does what is answered", async () => {
    const { page } = await site.open();
    await page.getByLabel("Model inputs", { exact: true }).setInputFiles(file("X.csv", "a\n1\n"));
    await page.getByRole("table", { name: "Inputs schema" }).waitFor();
    await dropAnywhere(page, "new.csv", "a\n2\n3\n");
    await page.getByRole("button", { name: "Add to inputs" }).click();
    await expect.poll(() => page.getByRole("status").textContent()).toBe("Ready: inputs, 3 rows");
    await dropAnywhere(page, "other.csv", "a\nx\n");
    await page.getByRole("alert").getByRole("button", { name: "Check" }).click();
    await expect.poll(async () => (await verdicts(page))[0]).toEqual(["other.csv", "inputs", "✗ refused, 1 reason", "✗ refused, 1 reason"]);
  });
});

describe("a request", () => {
  it("is checked while it is typed, with the place of the fault", async () => {
    const { page } = await site.open();
    await withModel(page);
    await openCheck(page);
    await box(page).fill('{"dataframe_split": {"columns": ["a", "b"], "data": [[1, 0.5]}}');
    const faults = page.getByRole("list", { name: "Places at fault" });
    await expect.poll(() => faults.textContent()).toContain("Expecting ',' delimiter");
    await faults.getByRole("button", { name: "line 1" }).click();
    await expect
      .poll(() => box(page).evaluate((area: HTMLTextAreaElement) => area.value.slice(0, area.selectionStart).slice(-5)))
      .toBe("0.5]}".slice(0, 4).padStart(5, " "));
    await box(page).fill('{"dataframe_split": {"columns": ["a", "b"], "data": [[1, 0.5]]}, "params": {"n": 3}}');
    await expect
      .poll(() => requestVerdicts(page))
      .toEqual(["Scoring server (POST /invocations, JSON body): ✓ accepted 1 row", "Inputs: ✓ accepted 1 row", "Params: ✓ accepted"]);
    await box(page).fill('{"dataframe_split": {"columns": ["a", "b"], "data": [["x", 0.5]]}}');
    await expect.poll(() => requestVerdicts(page)).toEqual(["Scoring server (POST /invocations, JSON body): ✗ refused, 1 reason 1 row"]);
  });

  it("is made up for the signature, and taken", async () => {
    const { page } = await site.open({ permissions: ["clipboard-read", "clipboard-write"] });
    await withModel(page);
    await openCheck(page);
    await page.getByRole("button", { name: "Make one up" }).click();
    await expect.poll(async () => (await requestVerdicts(page)).map((said) => said.includes("✓ accepted"))).toEqual([true, true, true]);
    await page.getByRole("button", { name: "Copy curl" }).click();
    await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toMatch(/^curl -X POST .*dataframe_split/);
  });

  it("is made of the first rows once that is allowed", async () => {
    const { page } = await site.open();
    await page.getByLabel("Model inputs", { exact: true }).setInputFiles(file("X.csv", "a,b\n1,x\n2,\n3,z\n4,w\n"));
    await page.getByRole("table", { name: "Inputs schema" }).waitFor();
    await openCheck(page);
    await page.getByRole("button", { name: "From the first rows…" }).click();
    expect(await box(page).inputValue()).toBe("");
    await page.getByRole("button", { name: "Use them" }).click();
    await expect
      .poll(() => box(page).inputValue())
      .toBe('{"dataframe_split": {"columns": ["a", "b"], "data": [[1, "x"], [2, null], [3, "z"]]}}');
    await expect.poll(async () => (await requestVerdicts(page))[0]).toContain("Scoring server (POST /invocations, JSON body): ✓ accepted");
  });
});

/** What real MLflow said of bad data, as tests/conformance/error_messages.py provoked it, with the cause, the columns and the way in. */
const PROVOKED: readonly {
  readonly message: string;
  readonly cause: string;
  readonly columns: readonly string[];
  readonly via: "predict" | "scoring";
}[] = JSON.parse(readFileSync(join(import.meta.dirname, "..", "fixtures", "error-messages.json"), "utf-8"));

/** The signatures of the models that said it: of a table, and of a tensor. */
const TABLE_MODEL = `flavors:
  python_function: {}
signature:
  inputs: '[{"type": "long", "name": "age", "required": true}, {"type": "double", "name": "income", "required": true}, {"type": "datetime", "name": "since", "required": false}]'
  outputs: null
  params: '[{"name": "top_k", "type": "long", "default": 3, "shape": null}]'
`;
const TENSOR_MODEL = `flavors:
  python_function: {}
signature:
  inputs: '[{"type": "tensor", "tensor-spec": {"dtype": "float32", "shape": [-1, 2]}}]'
  outputs: null
  params: null
`;
const WAYS_IN = { predict: "predict raises it", scoring: "The scoring server answers it" } as const;

const raised = (message: string) =>
  `mlflow.exceptions.MlflowException: Failed to enforce schema of data '   a  b\n0  x  1'. Error: ${message}`;

describe("an error message that MLflow raised", () => {
  describe.each([
    ["table", TABLE_MODEL, false],
    ["tensor", TENSOR_MODEL, true],
  ])("of a model that takes a %s finds its column and cause", (_, mlmodel, isTensor) => {
    let page: Page;
    beforeAll(async () => {
      ({ page } = await site.open());
      await withModel(page, mlmodel);
      await openCheck(page);
    });

    it.each(
      PROVOKED.filter(({ cause }) => cause.startsWith("tensor") === isTensor).map((provoked) => ({
        ...provoked,
        name: `${provoked.via}, ${provoked.cause}, ${provoked.columns.join(" and ")}`,
      })),
    )("$name", async ({ message, cause, columns, via }) => {
      const view = page.getByRole("region", { name: "Recognised error" });
      await box(page).fill("");
      await view.waitFor({ state: "hidden" });
      await box(page).fill(message);
      await expect.poll(() => view.textContent()).toContain(recogniseError(message)?.why ?? "nothing");
      await expect.poll(() => view.textContent()).toContain(WAYS_IN[via]);
      for (const column of columns) await expect.poll(() => view.textContent()).toContain(`${column} declared`);
      const [first] = columns;
      if (first === undefined) return;
      const table = page.getByRole("table", { name: cause === "params" ? "Params schema" : "Inputs schema" });
      await expect.poll(() => table.locator('tr[aria-selected="true"]').allTextContents()).toEqual([expect.stringMatching(`^${first}`)]);
    });
  });
});

describe("an error message", () => {
  it("asks for the model, then says whether the data reproduces it", async () => {
    const { page } = await site.open();
    await page.getByRole("button", { name: "Explain an MLflow error" }).click();
    await box(page).fill(raised("Incompatible input types for column a. Can not safely convert str to int64."));
    const view = page.getByRole("region", { name: "Recognised error" });
    await expect.poll(() => view.textContent()).toContain("drop the model's MLmodel");
    await withModel(page);
    await expect.poll(() => view.textContent()).toContain("drop the data that was sent");
    await checkFiles(page, file("good.csv", "a,b\n1,2.5\n"));
    await expect.poll(() => view.textContent()).toContain("Not reproduced by good.csv");
    await expect.poll(() => view.textContent()).toContain("the model was logged with 2.9.1");
    await checkFiles(page, file("bad.csv", "a,b\nx,2.5\n"));
    await expect.poll(() => view.textContent()).toContain("Reproduced by bad.csv");
  });
});

describe("the report", () => {
  it("is downloaded in four forms, without values from cells unless they are asked for", async () => {
    const { page } = await site.open();
    await withModel(page);
    await checkFiles(page, file("bad.csv", "a,b\nsecret,0.5\n2,1\n"));
    await expect.poll(async () => (await verdicts(page))[0]?.[2]).toBe("✗ refused, 1 reason");
    const report = (form: string) => downloaded(page, `Download ${form} report`);
    const json = JSON.parse(await report("JSON"));
    expect(json.checked).toMatchObject([
      {
        file: "bad.csv",
        side: "inputs",
        verdicts: [
          { via: "predict", kind: "refused" },
          { via: "scoring", kind: "refused" },
        ],
      },
    ]);
    for (const form of ["JSON", "Markdown", "HTML", "JUnit"]) expect(await report(form)).not.toContain("secret");
    expect(await report("Markdown")).toMatch(/^# Checked against MLmodel/);
    expect(await report("HTML")).toMatch(/^<!doctype html>/);
    expect(await report("JUnit")).toContain('failures="2"');
    await page.getByLabel("with values from cells").check();
    expect(await report("Markdown")).toContain("secret");
  });
});

describe("for everyone", () => {
  it.each([
    ["wide, light", { viewport: { width: 1280, height: 900 }, colorScheme: "light" as const }],
    ["narrow, dark", { viewport: { width: 360, height: 740 }, colorScheme: "dark" as const }],
  ])("axe finds nothing, with verdicts, findings and a pasted error: %s", async (_, options) => {
    const { page } = await site.open(options);
    await withModel(page);
    await checkFiles(page, [file("bad.csv", "a,b\nx,0.5\n2,1\n"), file("good.csv", "a,b\n1,0.5\n")]);
    await expect.poll(async () => (await verdicts(page)).length).toBe(2);
    await page.getByRole("button", { name: "bad.csv", exact: true }).click();
    const violations = () => axeViolations(page);
    expect(await violations()).toEqual([]);
    await box(page).fill(raised("Incompatible input types for column a. Can not safely convert str to int64."));
    await page.getByRole("region", { name: "Recognised error" }).waitFor();
    expect(await violations()).toEqual([]);
    await box(page).fill('{"inputs": [1}');
    await page.getByRole("list", { name: "Places at fault" }).waitFor();
    expect(await violations()).toEqual([]);
    await expect.poll(() => page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
  });

  it("asks the network for nothing, whatever is checked", async () => {
    const { page, context, requests } = await site.open();
    await context.setOffline(true);
    await withModel(page);
    await checkFiles(page, file("bad.csv", "a,b\nx,0.5\n"));
    await expect.poll(async () => (await verdicts(page)).length).toBe(1);
    await box(page).fill('{"inputs": [1]}');
    await expect.poll(async () => (await requestVerdicts(page)).length).toBe(1);
    await box(page).fill("");
    await page.getByRole("button", { name: "Make one up" }).click();
    expect(requests.filter((url) => !url.startsWith("blob:"))).toEqual([]);
  });

  it("stops a check on cancel", async () => {
    const { page } = await site.open();
    await withModel(page);
    await openCheck(page);
    await page.evaluate(() => {
      const body = new Blob(["1,0.5\n".repeat(1_000_000)]);
      const transfer = new DataTransfer();
      transfer.items.add(new File(["a,b\n", ...Array.from({ length: 1000 }, () => body)], "huge.csv"));
      const input = document.querySelector<HTMLInputElement>('input[aria-label="Data to check"]');
      if (input !== null) {
        input.files = transfer.files;
        input.dispatchEvent(new Event("change", { bubbles: true }));
      }
    });
    await page.getByRole("button", { name: "Cancel" }).click();
    await page.getByText("Cancelled.").waitFor();
    await checkFiles(page, file("good.csv", "a,b\n1,0.5\n"));
    await expect
      .poll(async () => (await verdicts(page)).at(-1), { timeout: 5_000 })
      .toEqual(["good.csv", "inputs", "✓ accepted", "✓ accepted"]);
  });
});
