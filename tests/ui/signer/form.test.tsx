import { cleanup, render, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useState } from "react";
import { afterEach, describe, expect, it } from "vitest";
import { signerJsonSchema } from "../../../src/core/signers/choice.ts";
import { z } from "../../../src/core/signers/zod.ts";
import { SIGNER_FORM } from "../../../src/ui/signer/config-tools.ts";
import type { JsonValue } from "../../../src/ui/signer/form/json-value.ts";
import { SchemaForm } from "../../../src/ui/signer/form/SchemaForm.tsx";
import { beginningOf, type FormSchema, formSchemaFrom, memberOf, withProperty } from "../../../src/ui/signer/form/schema.ts";

afterEach(cleanup);

interface FormValue {
  value: JsonValue | undefined;
}

/** A form that keeps what it is given. */
function Kept({
  schema,
  form,
  suggestions,
}: {
  readonly schema: FormSchema;
  readonly form: FormValue;
  readonly suggestions: readonly string[];
}) {
  const [value, setValue] = useState(form.value);
  form.value = value;
  return <SchemaForm label="Form" name="it" schema={schema} value={value} suggestions={suggestions} onChange={setValue} />;
}

/** Shows a form; returns what it has. */
function show(schema: FormSchema, initial?: JsonValue, suggestions: readonly string[] = []): FormValue {
  const form: FormValue = { value: initial };
  render(<Kept schema={schema} form={form} suggestions={suggestions} />);
  return form;
}

const of = (schema: z.ZodType) => formSchemaFrom(z.toJSONSchema(schema, { io: "input", unrepresentable: "any" }));
const choose = (label: string, option: string) => userEvent.selectOptions(screen.getByLabelText(label), option);
const press = (name: string) => userEvent.click(screen.getByRole("button", { name }));

describe("the form of a JSON Schema", () => {
  it("asks for words, with their help", async () => {
    const form = show(of(z.object({ mode: z.enum(["fast", "exact"]).default("exact").describe("How to go.") })), {});
    expect(screen.getByLabelText("mode")).toHaveProperty("value", "");
    expect(screen.getByRole("option", { name: "default: exact" })).toBeTruthy();
    expect(document.getElementById(screen.getByLabelText("mode").getAttribute("aria-describedby") ?? "")?.textContent).toBe("How to go.");
    await choose("mode", "fast");
    expect(form.value).toEqual({ mode: "fast" });
    await choose("mode", "default: exact");
    expect(form.value).toEqual({});
  });

  it("asks for booleans: two states with a default, three without", async () => {
    const form = show(of(z.object({ flat: z.boolean().default(true), strict: z.boolean().optional() })), {});
    expect(screen.getByLabelText("flat")).toHaveProperty("checked", true);
    await userEvent.click(screen.getByLabelText("flat"));
    await choose("strict", "false");
    expect(form.value).toEqual({ flat: false, strict: false });
    await choose("strict", "not given");
    expect(form.value).toEqual({ flat: false });
  });

  it("asks for texts and numbers, and leaves out what is empty", async () => {
    const form = show(of(z.object({ name: z.string().optional(), size: z.int().min(0).optional(), rate: z.number() })), { rate: 1 });
    await userEvent.type(screen.getByLabelText("name"), "ab");
    await userEvent.type(screen.getByLabelText("size"), "12");
    await userEvent.clear(screen.getByLabelText("rate"));
    await userEvent.type(screen.getByLabelText("rate"), "0.5");
    expect(form.value).toEqual({ name: "ab", size: 12, rate: 0.5 });
    await userEvent.clear(screen.getByLabelText("name"));
    await userEvent.clear(screen.getByLabelText("size"));
    expect(form.value).toEqual({ rate: 0.5 });
  });

  it("asks for lists of texts, with what may stand in them", async () => {
    const form = show(of(z.object({ columns: z.array(z.string()).default([]) })), {}, ["age", "income"]);
    await press("Add to columns");
    // The focus goes to the new item, and back to the button when one is removed.
    expect(document.activeElement).toBe(screen.getByLabelText("columns 1"));
    await userEvent.keyboard("age");
    await press("Add to columns");
    await userEvent.type(screen.getByLabelText("columns 2"), "x_*");
    expect(form.value).toEqual({ columns: ["age", "x_*"] });
    const list = document.getElementById(screen.getByLabelText("columns 1").getAttribute("list") ?? "");
    expect([...(list?.querySelectorAll("option") ?? [])].map(({ value }) => value)).toEqual(["age", "income"]);
    await press("Remove columns 1");
    expect(document.activeElement).toBe(screen.getByRole("button", { name: "Add to columns" }));
    expect(form.value).toEqual({ columns: ["x_*"] });
    await press("Use default: []");
    expect(form.value).toEqual({});
  });

  it("asks for lists of words by boxes, and for lists of numbers", async () => {
    const form = show(of(z.object({ types: z.array(z.enum(["long", "double"])).optional(), axes: z.array(z.int()).default([0]) })), {});
    await userEvent.click(screen.getByLabelText("double"));
    await userEvent.click(screen.getByLabelText("long"));
    await userEvent.click(screen.getByLabelText("double"));
    expect(form.value).toEqual({ types: ["long"] });
    await userEvent.clear(screen.getByLabelText("axes 1"));
    await userEvent.type(screen.getByLabelText("axes 1"), "2");
    expect(form.value).toEqual({ types: ["long"], axes: [2] });
  });

  it("asks for lists of objects, and objects that may be absent", async () => {
    const rule = z.strictObject({ when: z.strictObject({ name: z.string().optional() }), as: z.enum(["a", "b"]).optional() });
    const form = show(of(z.object({ rules: z.array(rule).default([]), extra: z.strictObject({ n: z.int() }).optional() })), {});
    await press("Add to rules");
    expect(form.value).toEqual({ rules: [{ when: {} }] });
    const item = screen.getByRole("group", { name: "rules 1" });
    await userEvent.type(within(item).getByLabelText("name"), "x");
    await userEvent.selectOptions(within(item).getByLabelText("as"), "b");
    expect(form.value).toEqual({ rules: [{ when: { name: "x" }, as: "b" }] });
    await press("Give extra");
    expect(form.value).toMatchObject({ extra: {} });
    await press("Leave out extra");
    expect(form.value).not.toHaveProperty("extra");
  });

  it("asks for names with values, of which none takes another's place", async () => {
    const form = show(of(z.object({ sizes: z.record(z.string(), z.int()).default({}) })), {});
    await press("Add to sizes");
    await userEvent.type(screen.getByLabelText("Name 1 in sizes"), "__proto__");
    await userEvent.clear(screen.getByLabelText("__proto__"));
    await userEvent.type(screen.getByLabelText("__proto__"), "3");
    expect(JSON.stringify(form.value)).toBe('{"sizes":{"__proto__":3}}');
    expect(({} as Record<string, unknown>)[""]).toBeUndefined();
    await press("Add to sizes");
    await userEvent.type(screen.getByLabelText("Name 2 in sizes"), "a");
    await press("Remove __proto__ from sizes");
    expect(form.value).toEqual({ sizes: { a: 0 } });
  });

  it("asks for one of several kinds, words among them", async () => {
    const form = show(of(z.object({ integers: z.union([z.enum(["double", "keep"]), z.array(z.string())]).default("double") })), {});
    await choose("integers", "keep");
    expect(form.value).toEqual({ integers: "keep" });
    await choose("integers", "a list");
    await press("Add to integers: a list");
    await userEvent.type(screen.getByLabelText("integers: a list 1"), "n");
    expect(form.value).toEqual({ integers: ["n"] });
  });

  it("takes any JSON where nothing else can be asked, once it can be read", async () => {
    const form = show(of(z.object({ extra: z.json().optional(), pair: z.tuple([z.int(), z.string()]).optional() })), {});
    await userEvent.type(screen.getByLabelText("extra"), '{{"a": [[1]}');
    expect(form.value).toEqual({ extra: { a: [1] } });
    await userEvent.clear(screen.getByLabelText("pair"));
    await userEvent.type(screen.getByLabelText("pair"), "no");
    expect(screen.getByText(/Write JSON/)).toBeTruthy();
    expect(form.value).toEqual({ extra: { a: [1] } });
  });

  it.each<[string, unknown]>([
    ["nothing", undefined],
    ["no schema", 5],
    ["wrong parts", { type: "object", properties: { a: null, b: 7, c: { enum: "x" }, d: { type: ["string", "null"] } }, required: 3 }],
    ["a circle", { $defs: { a: { $ref: "#/$defs/b" }, b: { $ref: "#/$defs/a" } }, $ref: "#/$defs/a" }],
    ["itself", { type: "object", properties: { next: { $ref: "#" } } }],
    ["a way out of the document", { $ref: "https://example.com/schema.json" }],
    ["members of prototypes", { $ref: "#/constructor/prototype" }],
    ["an empty union", { anyOf: [] }],
    ["too many words", { enum: Array.from({ length: 100_000 }, (_, index) => `word ${index}`) }],
    [
      "too many members",
      { type: "object", properties: Object.fromEntries(Array.from({ length: 20_000 }, (_, index) => [`m${index}`, { type: "string" }])) },
    ],
  ])("shows a field for %s, whatever a module declares", (_, schema) => {
    show(formSchemaFrom(schema), {});
    expect(screen.getByRole("form", { name: "Form" }).querySelectorAll("*").length).toBeLessThan(2_000);
  });
});

describe("the signer's form", () => {
  it("has every strategy of the published schema, and a signer a side", () => {
    show(SIGNER_FORM, { KIND: "InferSigner" });
    const options = within(screen.getByLabelText("Signer")).getAllByRole("option");
    expect(options.map(({ textContent }) => textContent)).toEqual([
      "InferSigner",
      "TensorSigner",
      "TolerantSigner",
      "SparkSigner",
      "StaticSigner",
      "CustomSigner",
      "Different signers for inputs and outputs",
    ]);
    expect(formSchemaFrom(signerJsonSchema())).toMatchObject({ kind: "object" });
  });

  it("begins each with what it needs", async () => {
    const form = show(SIGNER_FORM, { KIND: "InferSigner" });
    await choose("Signer", "TensorSigner");
    expect(form.value).toEqual({ KIND: "TensorSigner" });
    await userEvent.click(screen.getByLabelText("flat"));
    await choose("dtype", "float32");
    expect(form.value).toEqual({ KIND: "TensorSigner", flat: true, dtype: "float32" });
    await choose("Signer", "Different signers for inputs and outputs");
    expect(form.value).toEqual({ inputs: { KIND: "InferSigner" }, outputs: { KIND: "InferSigner" } });
    const outputs = screen.getByRole("group", { name: "outputs" });
    await userEvent.selectOptions(within(outputs).getByLabelText("Signer"), "TensorSigner");
    await userEvent.click(within(outputs).getByLabelText("flat"));
    expect(form.value).toEqual({ inputs: { KIND: "InferSigner" }, outputs: { KIND: "TensorSigner", flat: true } });
  });

  it("asks for the config that a module declares", async () => {
    const own = of(z.strictObject({ text: z.array(z.string()).default([]).describe("Columns to declare as string.") }));
    const form = show(withProperty(SIGNER_FORM, "CustomSigner", "config", own), { KIND: "CustomSigner", file: "signer.mjs" });
    expect(screen.getByText("Columns to declare as string.")).toBeTruthy();
    await press("Add to text");
    await userEvent.type(screen.getByLabelText("text 1"), "id");
    expect(form.value).toEqual({ KIND: "CustomSigner", file: "signer.mjs", config: { text: ["id"] } });
  });

  it("finds the strategy of a value", () => {
    if (SIGNER_FORM.kind !== "union") throw new Error("the signer is no union");
    expect(memberOf(SIGNER_FORM, { KIND: "StaticSigner", file: "MLmodel" })?.title).toBe("StaticSigner");
    expect(memberOf(SIGNER_FORM, { outputs: { KIND: "TensorSigner" } })?.title).toBe("Different signers for inputs and outputs");
    expect(memberOf(SIGNER_FORM, { KIND: "Unknown" })).toBeUndefined();
    expect(beginningOf(SIGNER_FORM)).toEqual({ KIND: "InferSigner" });
  });
});
