import type { MessageEntry } from "../entry.ts";
import { SEND_INPUTS, SEND_SPLIT } from "./shared-advice.ts";

const PROTOCOL =
  "IMPORTANT: The MLflow Model scoring protocol has changed in MLflow version 2.0. If you are seeing this error, you are likely using an outdated scoring request format.";
const ENVELOPES = "The input must be a JSON dictionary with exactly one of the input fields {expected}";

/** What the scoring server answers about a request. Source: `mlflow/pyfunc/scoring_server`, `mlflow/utils/proto_json_utils.py`. */
export const REQUESTS: readonly MessageEntry[] = [
  {
    id: "request-envelope",
    cause: "request form",
    level: "error",
    stage: "scoring",
    wordings: [
      { words: `${ENVELOPES}. Received dictionary with input fields: {extra}. ${PROTOCOL}`, releases: "2.0–3.17" },
      { words: `${ENVELOPES}. Received dictionary with input fields: {extra}.`, releases: "2.0–3.17" },
      { words: `${ENVELOPES}. Received a list. ${PROTOCOL}`, releases: "2.0–3.17" },
      { words: `${ENVELOPES}. Received a list`, releases: "2.0–3.17" },
      { words: `${ENVELOPES}. Received unexpected input type '{found}'. ${PROTOCOL}`, releases: "2.0–3.17" },
      { words: `${ENVELOPES}. Received unexpected input type '{found}`, releases: "2.0–3.17" },
      { words: ENVELOPES, releases: "2.0–3.17" },
    ],
    why: "The body must be a JSON object with exactly one of dataframe_split, dataframe_records, instances and inputs, and optionally params.",
    advice: [SEND_SPLIT, SEND_INPUTS],
  },
  {
    id: "request-not-json",
    cause: "request form",
    level: "error",
    stage: "scoring",
    wordings: [
      {
        words: "Failed to parse input from JSON. Ensure that input is a valid JSON formatted string. Error: '{error}'. Input:",
        releases: "2.0–3.11",
      },
      { words: "Failed to parse input from JSON. Ensure that input is a valid JSON formatted string. Input:", releases: "2.6–2.9" },
      { words: "Failed to parse input from JSON. Ensure that input is a valid JSON formatted string.", releases: "1.14–3.11" },
      { words: "Failed to parse input from JSON. Ensure that input is a valid JSON list or dictionary.", releases: "1.14–1.30" },
      { words: "Ensure that input is a valid JSON formatted string. Error: '{error}' Input:", releases: "2.10–3.17" },
      { words: "Ensure that the input is a valid JSON-formatted string. Error: {error}", releases: "2.10–3.17" },
    ],
    why: "The body is not JSON. A Python dict is not: None, True and single quotes are not JSON's.",
    advice: [
      {
        by: "caller",
        label: "Let a library write the body",
        python: `import requests

requests.post(url, json={"dataframe_split": {"columns": columns, "data": rows}})`,
        dependsOn: "The values must be JSON's: numbers, texts, true, false, null. NaN is not.",
      },
    ],
  },
  {
    id: "request-not-utf8",
    cause: "request form",
    level: "error",
    stage: "scoring",
    wordings: [
      { words: "Ensure that input is a valid UTF-8 encoded string. Error: '{error}'", releases: "3.17–3.17" },
      { words: "The scoring server only supports UTF-8", releases: "1.20–3.17" },
    ],
    why: "The body is not UTF-8.",
    advice: [
      {
        by: "caller",
        label: "Read the file with its own encoding and send UTF-8",
        python: `df = pd.read_csv(path, encoding=encoding)
requests.post(url, data=df.to_csv(index=False).encode("utf-8"), headers={"Content-Type": "text/csv"})`,
        dependsOn: "The message does not say which encoding the file has.",
      },
    ],
  },
  {
    id: "request-content-type",
    cause: "content type",
    level: "error",
    stage: "scoring",
    wordings: [
      {
        words: "This predictor only supports the following content types and formats: Types: {expected}; Formats: {rest}. Got '{found}'.",
        releases: "1.20–1.30",
      },
      { words: "This predictor only supports the following content types: Types: {expected}. Got '{found}'.", releases: "2.0–3.17" },
      { words: "This predictor only supports the following content types, {expected}. Got '{found}'.", releases: "1.9–1.14" },
      { words: "Unrecognized content type parameters: {extra}. ", releases: "2.0–3.17" },
      { words: "Unknown content type '{found}'", releases: "1.9–3.17" },
    ],
    why: "The Content-Type header names a format that the scoring server does not accept.",
    advice: [
      {
        by: "caller",
        label: "Send JSON as application/json, or CSV as text/csv",
        python: `requests.post(url, data=body, headers={"Content-Type": "application/json"})`,
        dependsOn: "Parquet works from MLflow 3.11 on, `format=pandas-split` only before MLflow 2.",
      },
    ],
  },
  {
    id: "request-csv",
    cause: "body not parsed",
    level: "error",
    stage: "scoring",
    wordings: [
      { words: "Failed to parse input as a Pandas DataFrame.", releases: "1.9–3.17" },
      {
        words:
          "Failed to parse input as a Pandas DataFrame. Ensure that the input is a valid CSV-formatted Pandas DataFrame produced using the `pandas.DataFrame.to_csv()` method. Error: '{error}'",
        releases: "2.10–3.17",
      },
      {
        words:
          "Failed to parse input as a Pandas DataFrame. Ensure that the input is a valid CSV-formatted Pandas DataFrame produced using the `pandas.DataFrame.to_csv()` method.",
        releases: "1.9–3.17",
      },
    ],
    why: "pandas could not read the CSV with the signature's dtypes. CSV cannot carry datetime, binary or nested values to the server.",
    advice: [
      SEND_SPLIT,
      {
        by: "caller",
        label: "Make the cells fit the declared types before the CSV is written",
        dependsOn: "The end of the message quotes the cell that failed.",
      },
    ],
  },
  {
    id: "request-parquet",
    cause: "body not parsed",
    level: "error",
    stage: "scoring",
    wordings: [
      {
        words:
          "Failed to parse input as a Pandas DataFrame. Ensure that the input is a valid Parquet Pandas DataFrame produced using the `pandas.DataFrame.to_parquet()` method. Error: '{error}'",
        releases: "3.11–3.17",
      },
    ],
    why: "pandas could not read the body as Parquet.",
    advice: [
      {
        by: "caller",
        label: "Send what to_parquet writes",
        python: "requests.post(url, data=df.to_parquet(), headers=headers)",
        dependsOn: "headers name the server's content type for Parquet.",
      },
    ],
  },
  {
    id: "request-frame-1",
    cause: "body not parsed",
    level: "error",
    stage: "scoring",
    wordings: [
      {
        words:
          "Failed to parse input as a Pandas DataFrame. Ensure that the input is a valid JSON-formatted Pandas DataFrame with the `{found}` orient produced using the `pandas.DataFrame.to_json(..., orient='{expected}')` method.",
        releases: "1.9–1.30",
      },
      {
        words:
          "Failed to parse input as a Numpy. Ensure that the input is a valid JSON-formatted Pandas DataFrame with the split orient produced using the `pandas.DataFrame.to_json(..., orient='split')` method.",
        releases: "1.9–1.30",
      },
    ],
    why: "A server of MLflow 1 could not read the body with the signature's dtypes. It accepts to_json output without an envelope.",
    advice: [
      {
        by: "caller",
        label: "Send what to_json writes with the split orient",
        python: `requests.post(url, data=df.to_json(orient="split", index=False), headers={"Content-Type": "application/json; format=pandas-split"})`,
        dependsOn: 'Only for servers of MLflow 1. From MLflow 2 on the body is {"dataframe_split": …}.',
      },
    ],
  },
];
