import { useState } from "react";
import type { ModelSignature } from "../../core/mlflow/types.ts";
import { jsonDumps } from "../../core/python/json-dumps.ts";
import { curlLine, sampleRequest } from "../../core/validation/sample-request.ts";
import { useCopy } from "../state/use-copy.ts";

/** A request that a model with this signature takes, made up, with the line that sends it. */
export function SampleRequest({ signature, onCheck }: { readonly signature: ModelSignature; readonly onCheck: (body: string) => void }) {
  const [isOpen, setOpen] = useState(false);
  const { copied, copy } = useCopy();
  if (signature.inputs === null) return null;
  const request = isOpen ? sampleRequest(signature) : null;
  const body = request === null ? "" : jsonDumps(request);
  return (
    <section className="sample" aria-label="Sample request">
      <button type="button" className="small" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
        Sample request
      </button>
      {request !== null && (
        <>
          <p className="quiet">Made up for this signature; no value of a file is in it.</p>
          <pre tabIndex={0}>{body}</pre>
          <p className="sample-foot">
            <button type="button" className="small" onClick={() => void copy("body", body)}>
              {copied === "body" ? "Copied" : "Copy JSON"}
            </button>
            <button type="button" className="small" onClick={() => void copy("curl", curlLine(request))}>
              {copied === "curl" ? "Copied" : "Copy curl"}
            </button>
            <button type="button" className="small" onClick={() => onCheck(body)}>
              Edit and check it
            </button>
            {copied === "refused" && <span className="failure">The browser refused the clipboard.</span>}
          </p>
        </>
      )}
    </section>
  );
}
