import { useState } from "react";
import type { ModelSignature } from "../../core/mlflow/types.ts";
import { jsonDumps } from "../../core/python/json-dumps.ts";
import { jsonLoads } from "../../core/python/json-loads.ts";
import type { PythonValue } from "../../core/python/value.ts";
import { curlLine, type PlainRows, requestFromRows, sampleRequest } from "../../core/validation/sample-request.ts";
import { useCopy } from "../shared/use-copy.ts";

/** The first rows of the inputs' file, where they can be had. */
export interface FirstRowsOf {
  readonly name: string;
  /** Reader options without which a cell would be another value: a request has none, so that the server would silently read it so. */
  readonly readWith: readonly string[];
  read(): Promise<PlainRows | null>;
}

/** Puts a request for this signature into the box: made up, or of the file's first rows, which are data and so are asked for first. */
export function SampleRequest({
  signature,
  firstRows,
  isEmpty,
  onRequest,
}: {
  readonly signature: ModelSignature;
  readonly firstRows: FirstRowsOf | null;
  /** Whether the box is empty: what is typed is never overwritten. */
  readonly isEmpty: boolean;
  readonly onRequest: (body: string) => void;
}) {
  const [isAsking, setAsking] = useState(false);
  if (signature.inputs === null || !isEmpty) return null;
  const put = (request: PythonValue) => {
    if (request !== null) onRequest(jsonDumps(request));
  };
  if (isAsking && firstRows !== null)
    return (
      <p className="sample asks" role="alert">
        The first rows of <span className="file-name">{firstRows.name}</span> are data. They will be shown here, and copied with the
        request.{" "}
        <button
          type="button"
          className="small"
          onClick={() => {
            setAsking(false);
            void firstRows.read().then((rows) => rows !== null && put(requestFromRows(signature, rows)));
          }}
        >
          Use them
        </button>{" "}
        <button type="button" className="small" onClick={() => setAsking(false)}>
          Leave it
        </button>
      </p>
    );
  return (
    <p className="sample">
      <span className="quiet">Sample request:</span>{" "}
      <button type="button" className="small" onClick={() => put(sampleRequest(signature))}>
        Make one up
      </button>{" "}
      {firstRows !== null && firstRows.readWith.length === 0 && (
        <button type="button" className="small" onClick={() => setAsking(true)}>
          From the first rows…
        </button>
      )}
      {firstRows !== null && firstRows.readWith.length > 0 && (
        <span className="quiet">The first rows were read with {firstRows.readWith.join(", ")}, which a request does not have.</span>
      )}
    </p>
  );
}

/** The line that sends the request in the box to a scoring server, to copy. */
export function CopyCurl({ body }: { readonly body: string }) {
  const { copied, copy } = useCopy();
  return (
    <button type="button" className="small" onClick={() => void copy("curl", curlLine(jsonLoads(body)))}>
      {copied === "curl" ? "Copied" : copied === "refused" ? "The browser refused" : "Copy curl"}
    </button>
  );
}
