/** Asks whether a file that is named like targets has what the model returns. */
export function TargetsQuestion({
  name,
  onPredictions,
  onRemove,
}: {
  readonly name: string;
  readonly onPredictions: () => void;
  readonly onRemove: () => void;
}) {
  return (
    <div className="bar warns">
      <p>
        <strong>{name}</strong> is named like targets. A signature's outputs are what <code>predict</code> returns, which may have another
        type. Are these predictions?
      </p>
      <button type="button" className="small" onClick={onPredictions}>
        Yes, use them
      </button>
      <button type="button" className="small" onClick={onRemove}>
        No, remove
      </button>
    </div>
  );
}
