import type { InferredParams } from "../../core/ladders/params.ts";
import type { FilePart } from "../../worker/protocol.ts";
import { Message } from "../kit/Message.tsx";
import { FileChooser } from "../shared/FileChooser.tsx";
import type { ParamsState } from "../store/state/shown-state.ts";

/** Inference parameters, typed, pasted or dropped. The text is never discarded. */
export function ParamsCard({
  params,
  result,
  onFiles,
  onChange,
}: {
  readonly params: ParamsState;
  readonly result: InferredParams | undefined;
  readonly onFiles: (files: readonly FilePart[]) => void;
  readonly onChange: (source: string) => void;
}) {
  return (
    <>
      <div className="zone-head">
        <h2>Params</h2>
        <FileChooser name="Params" label="Choose a file" isSmall={params.text !== ""} onFiles={onFiles} />
      </div>
      <textarea
        aria-label="Params text"
        rows={2}
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
      {result?.surprises.map(({ name, message }) => (
        <p key={name} className="quiet">
          <code>{name}</code>: <Message text={message} />
        </p>
      ))}
    </>
  );
}
