import { cleanup, render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useState } from "react";
import { afterEach, describe, expect, it } from "vitest";
import { SIGNER_FORM, textSchema } from "../../../src/ui/signer/config-tools.ts";
import { changeDraft, convertDraft, readDraft } from "../../../src/ui/signer/draft.ts";
import { ConfigEditor } from "../../../src/ui/signer/editor/ConfigEditor.tsx";
import { completeAt } from "../../../src/ui/signer/editor/completion.ts";
import { indentAfter } from "../../../src/ui/signer/editor/text-place.ts";

afterEach(cleanup);

const SCHEMA = textSchema(SIGNER_FORM);
const KINDS = ["InferSigner", "TensorSigner", "TolerantSigner", "SparkSigner", "StaticSigner", "CustomSigner"];

/** The suggestions where the text has a bar, and the text once the first is taken. */
function at(marked: string, names: readonly string[] = ["age", "zip code"]) {
  const caret = marked.indexOf("|");
  const text = marked.slice(0, caret) + marked.slice(caret + 1);
  const found = completeAt(text, caret, SCHEMA, names);
  const [first] = found?.suggestions ?? [];
  return {
    labels: found?.suggestions.map(({ label }) => label) ?? [],
    help: first?.help ?? null,
    taken: found === null || first === undefined ? text : text.slice(0, found.start) + first.insert + text.slice(found.end),
  };
}

describe("what can be written at a place", () => {
  it.each<[string, string, readonly string[]]>([
    ["an empty text", "|", ["signer", "KIND", "inputs", "outputs"]],
    ["the beginning of a word", "sig|", ["signer"]],
    ["under signer", "signer:\n  |", ["KIND", "inputs", "outputs"]],
    ["after signer", "signer: |", KINDS],
    ["a KIND", "signer:\n  KIND: |", KINDS],
    [
      "a KIND's beginning",
      "signer:\n  KIND: T|",
      ["TensorSigner", "TolerantSigner", "InferSigner", "StaticSigner", "CustomSigner"].filter((kind) => /t/i.test(kind)),
    ],
    ["keys that are not there yet", "signer:\n  KIND: TensorSigner\n  flat: true\n  |", ["tensors", "dtype", "variable"]],
    ["words of a key", "signer:\n  KIND: TensorSigner\n  tensors: |", ["one", "columns"]],
    ["a boolean", "signer:\n  KIND: TensorSigner\n  flat: |", ["true", "false"]],
    ["columns of a list", "signer:\n  KIND: TolerantSigner\n  optional: [|]", ["age", "zip code"]],
    ["columns of a list, a line each", "signer:\n  KIND: TolerantSigner\n  optional:\n    - |", ["age", "zip code"]],
    ["a rule", "signer:\n  KIND: TolerantSigner\n  rules:\n    - |", ["when", "as", "required"]],
    ["a rule's condition", "signer:\n  KIND: TolerantSigner\n  rules:\n    - when: {|}\n", ["name", "type", "missing"]],
    ["a rule's types", "signer:\n  KIND: TolerantSigner\n  rules:\n    - when: {type: [lo|]}\n", ["long", "float"]],
    ["a side", "signer:\n  outputs:\n    KIND: Ten|", ["TensorSigner"]],
    ["keys of a side", "signer:\n  outputs:\n    KIND: TensorSigner\n    d|", ["dtype"]],
    ["without signer", "KIND: TolerantSigner\nint|", ["integers"]],
    ["JSON's keys", '{"signer": {"KIND": "TensorSigner", "d|"}}', ["dtype"]],
    ["JSON's words", '{"signer": {"KIND": "Tol|"}}', ["TolerantSigner"]],
    ["within a comment", "# sig|", []],
    ["what is complete", "signer:\n  KIND: TensorSigner\n  tensors: columns|", []],
    ["where nothing is known", "signer:\n  KIND: StaticSigner\n  signature:\n    inputs:\n      - |", []],
  ])("%s", (_, marked, labels) => {
    expect(at(marked).labels).toEqual(labels);
  });

  it.each([
    ["si|", "signer: "],
    ["signer:\n  KIND: Tol|", "signer:\n  KIND: TolerantSigner"],
    ["signer: Ten|", "signer: {KIND: TensorSigner}"],
    ["signer:\n  KIND: TolerantSigner\n  optional: [zip|]", 'signer:\n  KIND: TolerantSigner\n  optional: ["zip code"]'],
    ['{"signer": {"KIND": "Ten|"}}', '{"signer": {"KIND": "TensorSigner"}}'],
    ["signer:\n  KI|: TensorSigner", "signer:\n  KIND: TensorSigner"],
  ])("writes %j", (marked, taken) => {
    expect(at(marked).taken).toBe(taken);
  });

  it("helps with the schema's words", () => {
    expect(at("signer:\n  KIND: TolerantSigner\n  opt|").help).toBe(
      "Columns that a request may leave out, by name; * matches any characters.",
    );
    expect(at("signer:\n  KIND: Tol|").help).toMatch(/^InferSigner, then what MLflow advises/);
  });
});

describe("the text of a config", () => {
  it("says what is wrong, in which line, and the nearest right word", () => {
    expect(readDraft("signer:\n  KIND: TolerantSigner\n  intergers: double\n")).toMatchObject({
      kind: "wrong",
      error: { place: { line: 3 } },
      value: { KIND: "TolerantSigner", intergers: "double" },
    });
  });

  it("keeps its comments and its style when the form changes a part", () => {
    const before = "# for serving\nsigner:\n  KIND: TolerantSigner # as agreed\n  optional: [a]\n";
    const after = changeDraft(before, { KIND: "TolerantSigner", optional: ["a", "b"], text: ["id"] });
    expect(after).toContain("# for serving\n");
    expect(after).toContain("KIND: TolerantSigner # as agreed");
    expect(readDraft(after).value).toEqual({ KIND: "TolerantSigner", optional: ["a", "b"], text: ["id"] });
  });

  it.each(["", "KIND: InferSigner\n", "signer: {KIND: InferSigner, x: 1}\n", '{"signer": {"KIND": "InferSigner"}}', "signer: [", "- 1\n"])(
    "takes the form's value in place of %j",
    (before) => {
      expect(readDraft(changeDraft(before, { KIND: "TensorSigner", flat: true }))).toMatchObject({
        kind: "right",
        value: { KIND: "TensorSigner", flat: true },
      });
    },
  );

  it("goes from YAML to JSON and back", () => {
    const yaml = "signer:\n  inputs:\n    KIND: TolerantSigner\n  outputs:\n    KIND: TensorSigner\n    flat: true\n";
    const json = convertDraft(yaml, "json");
    expect(JSON.parse(json)).toEqual({ signer: { inputs: { KIND: "TolerantSigner" }, outputs: { KIND: "TensorSigner", flat: true } } });
    expect(convertDraft(json, "yaml")).toBe(yaml);
    expect(convertDraft("signer: [", "json")).toBe("signer: [");
  });

  it.each([
    ["signer:", "  "],
    ["signer:\n  KIND: x", "  "],
    ["  rules:\n    - when: {}", "      "],
    ["  optional:\n    - a", "    "],
  ])("begins a line after %j", (text, indent) => {
    expect(indentAfter(text, text.length)).toBe(indent);
  });
});

function Kept({ initial, errorLine }: { readonly initial: string; readonly errorLine?: number | undefined }) {
  const [text, setText] = useState(initial);
  return (
    <>
      <ConfigEditor label="Config" text={text} schema={SCHEMA} names={[]} errorLine={errorLine} errorId="error" onChange={setText} />
      <p id="error">what is wrong</p>
    </>
  );
}

describe("the editor", () => {
  const area = () => screen.getByLabelText<HTMLTextAreaElement>("Config");

  it("suggests as one types, walks by arrows, and takes by Enter or Tab", async () => {
    render(<Kept initial={"signer:\n  KIND: "} />);
    await userEvent.click(area());
    area().setSelectionRange(99, 99);
    await userEvent.keyboard("T");
    const options = screen.getAllByRole("option");
    expect(options[0]?.textContent).toContain("TensorSigner");
    expect(options[0]?.getAttribute("aria-selected")).toBe("true");
    expect(area().getAttribute("aria-activedescendant")).toBe(options[0]?.id);
    await userEvent.keyboard("{ArrowDown}{Enter}");
    expect(area().value).toBe("signer:\n  KIND: TolerantSigner");
    expect(screen.queryByRole("listbox")).toBeNull();
    await userEvent.keyboard("{Enter}fl{Escape}");
    expect(area().value).toBe("signer:\n  KIND: TolerantSigner\n  fl");
  });

  it("goes from a key to its words", async () => {
    render(<Kept initial={"signer:\n  KIND: TensorSigner\n  "} />);
    await userEvent.click(area());
    area().setSelectionRange(99, 99);
    await userEvent.keyboard("{Control>} {/Control}");
    await userEvent.keyboard("{Tab}{ArrowDown}{Tab}");
    expect(area().value).toBe("signer:\n  KIND: TensorSigner\n  tensors: columns");
  });

  it("lets Tab leave where there is nothing to take", async () => {
    render(<Kept initial={"signer:"} />);
    await userEvent.click(area());
    await userEvent.tab();
    expect(document.activeElement).not.toBe(area());
  });

  it("marks the line of a mistake", () => {
    render(<Kept initial={"a\nb\nc"} errorLine={2} />);
    expect(document.querySelector(".wrong")?.textContent).toBe("2");
    expect(area().getAttribute("aria-describedby")).toBe("error");
    expect(area().getAttribute("aria-invalid")).toBe("true");
  });
});
