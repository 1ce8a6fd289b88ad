import { Message } from "../kit/Message.tsx";
import type { SignerControls } from "../shared/use-page.ts";
import { choiceName, isDefault } from "../store/state/chosen-signer.ts";
import type { State } from "../store/state/shown-state.ts";

/** Who signs, where it is another than MLflow's own inference, and why it could not. */
export function SignerBar({ state: { signer, signError }, controls }: { readonly state: State; readonly controls: SignerControls }) {
  if (isDefault(signer) && signError === null) return null;
  const buttons = (
    <>
      <button type="button" className="small change-signer" onClick={controls.open}>
        Change signer
      </button>
      {!isDefault(signer) && (
        <button type="button" className="small" onClick={controls.takeDefault}>
          Use InferSigner
        </button>
      )}
    </>
  );
  if (signError !== null)
    return (
      <div className="bar stops" role="alert">
        <p>
          <strong>
            <span aria-hidden="true">✗</span> {choiceName(signer.choice)}
          </strong>{" "}
          cannot sign: <Message text={signError.message} /> {signError.remedy}
        </p>
        {buttons}
      </div>
    );
  return (
    <div className="bar notes">
      <p>
        <strong>{choiceName(signer.choice)}</strong> signs instead of InferSigner
        {controls.isRemembered && <span className="quiet">, as this browser remembers</span>}.
      </p>
      <button type="button" className="small" onClick={controls.takeDefault}>
        Use InferSigner
      </button>
    </div>
  );
}

/** Who signs, if it is not MLflow's own inference, with the way to another. */
export function SignedBy({ signer, onChange }: { readonly signer: State["signer"]; readonly onChange: () => void }) {
  if (isDefault(signer)) return null;
  return (
    <span className="signed-by">
      Signed by <strong>{choiceName(signer.choice)}</strong>{" "}
      <button type="button" className="link change-signer" onClick={onChange}>
        Change signer
      </button>
    </span>
  );
}

/** The way to the signers, under the options of a side; the bar is the way where another signs. */
export function SignerLine({
  state: { signer },
  controls,
  onOpen,
}: {
  readonly state: State;
  readonly controls: SignerControls;
  readonly onOpen: () => void;
}) {
  if (controls.panel !== null || !isDefault(signer)) return null;
  return (
    <div className="bar offer">
      <p>
        Signed by <strong>{choiceName(signer.choice)}</strong>. Another signer makes arrays of tables, tolerates missing cells, or is your
        own.
      </p>
      <button type="button" className="small" onClick={onOpen}>
        Choose a signer
      </button>
    </div>
  );
}
