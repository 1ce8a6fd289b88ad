import type { MessageEntry } from "../entry.ts";
import { LOG_WITH_SIGNATURE } from "./shared-advice.ts";

/** What MLflow warns of while it infers the signature of a model that is logged. Source: `mlflow/models/signature.py`, autologging. */
export const MODEL_INFERENCE: readonly MessageEntry[] = [
  {
    id: "empty-data",
    cause: "schema not inferred",
    level: "error",
    stage: "logging",
    wordings: [
      { words: "Numpy array must include at least one non-empty item. Invalid input `{value}`.", releases: "2.19–3.17" },
      { words: "A column of nested array type must include at least one non-empty array.", releases: "2.10–2.18" },
      { words: "Dictionary value must not be an empty numpy array.", releases: "2.19–3.17" },
      { words: "Dictionary value must not be an empty list.", releases: "2.10–2.18" },
    ],
    why: "A nested list or array is empty in every row, so its items have no type.",
    advice: [
      {
        by: "model",
        label: "Infer the signature from rows in which the list has items",
        python: `from mlflow.models import infer_signature

signature = infer_signature(X_with_items, model.predict(X_with_items))`,
      },
    ],
  },
  {
    id: "pydantic-example",
    cause: "schema not inferred",
    level: "error",
    stage: "logging",
    wordings: [
      { words: "MLflow does not support inferring model signature from input example with Pydantic objects.", releases: "2.20–3.17" },
    ],
    why: "infer_signature does not accept Pydantic objects.",
    advice: [
      {
        by: "model",
        label: "Write the Pydantic model as the type hint of predict; MLflow then infers the signature from it",
        python: `class Model(mlflow.pyfunc.PythonModel):
    def predict(self, model_input: list[Item]):
        ...`,
      },
      {
        by: "model",
        label: "Or infer the signature from plain dicts",
        python: "signature = infer_signature([item.model_dump() for item in items])",
      },
    ],
  },
  {
    id: "outputs-not-inferred",
    cause: "schema not inferred",
    level: "warning",
    stage: "logging",
    wordings: [
      {
        words:
          "Failed to infer model output schema from prediction result, setting output schema to AnyType. For full traceback, set logging level to debug.",
        releases: "2.19–3.17",
      },
      { words: "Failed to infer model output schema from prediction result {value}. Detailed exception: {error}", releases: "2.12–2.18" },
      { words: "Failed to infer output type hint, setting output schema to AnyType. {rest}", releases: "2.20–3.17" },
      {
        words: "Failed to validate output `{value}` against type hint `{expected}`, setting output schema to AnyType. Error: {error}",
        releases: "2.20–3.17",
      },
    ],
    why: "The model's predictions have no MLflow type, so the outputs are declared as any.",
    advice: [
      {
        by: "model",
        label: "Return a DataFrame, an array or a list of one type from predict, then log the model again",
        dependsOn: "The prediction's own type decides.",
      },
    ],
  },
  {
    id: "signature-not-inferred",
    cause: "schema not inferred",
    level: "warning",
    stage: "logging",
    wordings: [
      { words: "Failed to infer the model signature from the input example. Reason: {error}", releases: "2.5–3.17" },
      { words: "Failed to infer model signature from input example, error: {error}", releases: "2.20–3.17" },
      { words: "Failed to infer model signature from input example. {error}", releases: "2.8–2.19" },
      { words: "Failed to infer model signature: {error}", releases: "2.20–3.17" },
      { words: "could not sample data to infer model signature: {error}", releases: "1.20–3.17" },
      { words: "Failed to gather input example: {error}", releases: "1.20–3.17" },
      {
        words: "the trained model does not have a `predict` or `transform` function, which is required in order to infer the signature",
        releases: "2.10–3.17",
      },
      {
        words: "the trained model does not specify a `predict` function, which is required in order to infer the signature",
        releases: "1.14–2.9",
      },
      {
        words:
          "Attempted to generate a signature for the saved pipeline but encountered an error. Fall back to the default signature for the pipeline type. Error: {error}",
        releases: "2.12–3.17",
      },
      {
        words:
          "Attempted to generate a signature for the saved pipeline but prediction timed out after {value} seconds. Falling back to the default signature for the pipeline.",
        releases: "2.12–3.17",
      },
      {
        words:
          "An unsupported Pipeline type was supplied for signature inference. Either provide an `input_example` or generate a signature manually via `infer_signature`",
        releases: "2.12–2.15",
      },
      {
        words: "Failed to run the predict function on input example. To see the full traceback, set logging level to DEBUG.",
        releases: "2.20–3.17",
      },
      {
        words:
          "An unsupported task type was supplied for signature inference. Either provide an `input_example` or generate a signature manually via `infer_signature`",
        releases: "2.16–3.17",
      },
    ],
    why: "MLflow could not run the model on the example, or could not infer a type from it. The model is logged without that signature.",
    advice: [LOG_WITH_SIGNATURE],
  },
];
