import type { InferredParams } from "../../core/ladders/params.ts";
import type { ParamsState } from "../state/state.ts";
import { FileChooser } from "./FileChooser.tsx";
import { Message } from "./Message.tsx";

/** Inference parameters, typed, pasted or dropped; what MLflow refuses is marked, and the text stays. */
export function ParamsCard({
  params,
  result,
  onChange,
}: {
  readonly params: ParamsState;
  readonly result: InferredParams | undefined;
  readonly onChange: (source: string) => void;
}) {
  return (
    <>
      <div className="zone-head">
        <h2>Params</h2>
        <FileChooser name="Params" label="Choose a file" multiple={false} onFiles={([file]) => file?.blob.text().then(onChange)} />
      </div>
      <textarea
        aria-label="Params text"
        rows={3}
        spellCheck={false}
        placeholder="{'temperature': 0.5} as JSON, YAML or a Python dict"
        value={params.text}
        onChange={(event) => onChange(event.target.value)}
      />
      {params.error !== null && (
        <p className="failure">
          <Message text={params.error.message} />
        </p>
      )}
      {result?.refusals.map(({ name, reason }) => (
        <p key={name} className="failure">
          <code>{name}</code>: <Message text={reason} />
        </p>
      ))}
      {result?.surprises.map(({ name, message }) => (
        <p key={name} className="quiet">
          <code>{name}</code>: <Message text={message} />
        </p>
      ))}
    </>
  );
}
