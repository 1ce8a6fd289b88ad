import { useSelector } from "../shared/use-page.ts";
import { derive } from "../store/selectors/derive.ts";
import { isSigning, sidesOf } from "../store/selectors/selectors.ts";
import { statusText } from "../store/selectors/status.ts";

const status = derive(
  ({ readings, ...state }) => [sidesOf({ readings, ...state }), isSigning({ readings, ...state }), readings],
  (sides, isPending, { inputs, outputs }) => {
    const pending = [...(inputs.pending === null ? [] : ["inputs" as const]), ...(outputs.pending === null ? [] : ["outputs" as const])];
    return statusText({ sides, isSigning: isPending }, pending);
  },
);

/** Progress in words, for eyes and screen readers. */
export function StatusLine() {
  const text = useSelector(status);
  return (
    <p className="status" role="status" data-ready={/^(Ready|$)/.test(text)}>
      {text}
    </p>
  );
}
