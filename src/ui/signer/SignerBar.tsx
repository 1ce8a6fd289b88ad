import { Message } from "../kit/Message.tsx";
import { useSelector, useSignerControls } from "../shared/use-page.ts";
import { shownState } from "../store/selectors/selectors.ts";
import { choiceName, isDefault } from "../store/state/chosen-signer.ts";

/** The signer, if it is not MLflow's own inference, and why it failed. */
export function SignerBar() {
  const { signer, signError } = useSelector(shownState);
  const controls = useSignerControls();
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

/** Who signs, next to the files' chips: opens and closes the choice of a signer. */
export function SignerChip() {
  const { signer } = useSelector(shownState);
  const { panel, open, close } = useSignerControls();
  const isOpen = panel !== null;
  return (
    <button
      type="button"
      className="file-chip change-signer"
      aria-expanded={isOpen}
      title="Makes the signature from what was read. Another one makes arrays of tables, tolerates missing cells, or is your own."
      onClick={isOpen ? close : open}
    >
      <strong>Signer</strong> <span className="file-name">{choiceName(signer.choice)}</span>
    </button>
  );
}
