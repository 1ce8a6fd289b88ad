import { describe, expect, it } from "vitest";
import { recogniseError } from "../../../src/core/messages/recognise.ts";

const MESSAGE =
  "Failed to enforce schema of data '   age\n0  abc' with schema '['age': long (required), 'income': double (optional)]'. Error: Incompatible input types for column age. Can not safely convert str to int64.";
const FACTS = { id: "incompatible-type", columns: ["age"], found: "str", expected: "int64" };

const escaped = (text: string) => text.replaceAll("&", "&amp;").replaceAll("'", "&#39;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");

describe("a message as people paste it", () => {
  it.each([
    ["alone", MESSAGE],
    [
      "as a traceback",
      `Traceback (most recent call last):\n  File "a.py", line 1, in <module>\nmlflow.exceptions.MlflowException: ${MESSAGE}\n`,
    ],
    ["as a log line", `2026/01/31 10:00:00 ERROR mlflow.pyfunc.scoring_server: ${MESSAGE}`],
    ["as a server's JSON", JSON.stringify({ error_code: "BAD_REQUEST", message: MESSAGE })],
    ["as JSON inside a client's error", `requests.HTTPError: 400: ${JSON.stringify({ error_code: "BAD_REQUEST", message: MESSAGE })}`],
    [
      "as SageMaker quotes it",
      `An error occurred (ModelError) when calling the InvokeEndpoint operation: Received client error (400) from primary with message ${JSON.stringify(JSON.stringify({ message: MESSAGE }))}`,
    ],
    ["with entities", escaped(MESSAGE)],
    ["with escaped line breaks", MESSAGE.replaceAll("\n", "\\n")],
    ["with colours", `\u001b[31mMlflowException\u001b[39m: ${MESSAGE}`],
    ["wrapped by a terminal", MESSAGE.replace("Can not safely", "Can not\nsafely")],
    ["quoted in a mail", MESSAGE.replace("Can not safely", "Can not\n> safely")],
    ["in a box", MESSAGE.replace("Can not safely", "Can not  │\n│ safely")],
    ["with curly quotes", MESSAGE.replaceAll("'", "’")],
    ["without its beginning", MESSAGE.slice(MESSAGE.indexOf("input types"))],
    ["with Windows' line ends", MESSAGE.replaceAll("\n", "\r\n")],
  ])("is recognised %s", (_, pasted) => {
    const { columns, ...facts } = FACTS;
    expect(recogniseError(pasted)).toMatchObject(pasted.startsWith("input types") ? { ...FACTS, isCut: true } : { ...facts, columns });
  });

  it("reads a server's JSON between the lines of a log", () => {
    const message = `Invalid parameters found: {('top_k', "Failed to validate type and shape for 'top_k': long (default: 3), error: Can not safely convert \`<class 'str'>\` to \`DataType.long\` for value \`x\`")}`;
    const log = `some log line\n${JSON.stringify({ error_code: "INVALID_PARAMETER_VALUE", message })}\nINFO: 127.0.0.1 - "POST /invocations" 400`;
    expect(recogniseError(log)).toMatchObject({ id: "params-invalid", columns: ["top_k"], via: "scoring", others: [] });
  });

  it("keeps what is left of a message that is cut off", () => {
    expect(recogniseError(MESSAGE.slice(0, MESSAGE.indexOf(" to int64")))).toMatchObject({
      id: "incompatible-type",
      columns: ["age"],
      expected: null,
      isCut: true,
    });
  });

  it("contains the whole schema where the message prints it", () => {
    expect(recogniseError(MESSAGE)?.schema?.specs.map(({ name }) => name)).toEqual(["age", "income"]);
    expect(recogniseError(MESSAGE.replace(" (required)", ""))?.schema?.specs).toHaveLength(2);
  });

  it("lists every message of a log, errors first", () => {
    const log = `WARNING mlflow: Model logged without a signature and input example.
WARNING mlflow.models.model: Found extra inputs in the model input that are not defined in the model signature: \`['x']\`. These inputs will be ignored.
${MESSAGE}`;
    expect([recogniseError(log)?.id, ...(recogniseError(log)?.others.map(({ id }) => id) ?? [])]).toEqual([
      "incompatible-type",
      "logged-without-signature",
      "extra-inputs",
    ]);
  });

  it("reads the library's own error behind the server's", () => {
    const answer = {
      error_code: "BAD_REQUEST",
      message:
        "Encountered an unexpected error while evaluating the model. Verify that the serialized input Dataframe is compatible with the model for inference.",
      stack_trace:
        'Traceback (most recent call last):\n  File "x.py", line 1\nValueError: X has 3 features, but LinearRegression is expecting 4 features as input.\n',
    };
    expect(recogniseError(JSON.stringify(answer))).toMatchObject({ id: "model-features", found: "3", expected: "4", via: "scoring" });
    const other = { ...answer, stack_trace: "Traceback (most recent call last):\n  File \"x.py\", line 1\nKeyError: 'age'\n" };
    expect(recogniseError(JSON.stringify(other))).toMatchObject({ id: "model-raised", inner: "KeyError: 'age'" });
  });

  it.each([
    "KeyError: 'age'",
    "ValueError: could not broadcast input array from shape (3,) into shape (4,)",
    '{"dataframe_split": {"columns": ["a"], "data": [[1]]}}',
    "age,income\n31,2.5\n",
    "The model must be a list of things that we agreed on.",
    "`name` is a field of this form, and `age` is another; the first is required.",
  ])("does not take other text for one: %s", (text) => {
    expect(recogniseError(text)).toBeNull();
  });
});

it.each([
  ["invalid literal for int() with base 10: 'x'", "invalid literal for int() with base 10: 'x'"],
  [
    `TypeError("'<' not supported between instances of 'str' and 'int'")`,
    `TypeError("'<' not supported between instances of 'str' and 'int'")`,
  ],
  ["can't convert 'x' to int", "can't convert 'x' to int"],
])("keeps the quotes inside the error that it quotes: %s", (error, inner) => {
  const message = `Invalid input. Data is not compatible with model signature. Failed to convert column age to type 'int64'. Error: '${error}'`;
  expect(recogniseError(message)?.inner).toBe(inner);
  expect(recogniseError(JSON.stringify({ error_code: "BAD_REQUEST", message }))?.inner).toBe(inner);
});
