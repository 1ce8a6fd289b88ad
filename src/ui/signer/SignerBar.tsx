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

/** The signer, if it is not MLflow's own inference, with a button to change it. */
export function SignedBy() {
  const { signer } = useSelector(shownState);
  const { open } = useSignerControls();
  if (isDefault(signer)) return null;
  return (
    <span className="signed-by">
      Signed by <strong>{choiceName(signer.choice)}</strong>{" "}
      <button type="button" className="link change-signer" onClick={open}>
        Change signer
      </button>
    </span>
  );
}

/** Opens the signers from the menu of a side's file. */
export function SignerLine({ onOpen }: { readonly onOpen: () => void }) {
  const { signer } = useSelector(shownState);
  const { panel, open } = useSignerControls();
  if (panel !== null || !isDefault(signer)) return null;
  return (
    <div className="bar offer">
      <p>
        Signed by <strong>{choiceName(signer.choice)}</strong>. Another signer makes arrays of tables, tolerates missing cells, or is your
        own.
      </p>
      <button
        type="button"
        className="small"
        onClick={() => {
          onOpen();
          open();
        }}
      >
        Choose a signer
      </button>
    </div>
  );
}
