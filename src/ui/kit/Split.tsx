import { type KeyboardEvent, type PointerEvent, useRef } from "react";

/** How far an arrow key moves the bar, in CSS pixels. */
const KEY_STEP = 24;

/** The bar above a part of the page that changes the part's height: by dragging, or by the arrow keys. Heights are in CSS pixels. */
export function Splitter({
  label,
  height,
  least,
  most,
  onResize,
}: {
  readonly label: string;
  readonly height: number;
  readonly least: number;
  readonly most: number;
  readonly onResize: (height: number) => void;
}) {
  const start = useRef<{ readonly y: number; readonly height: number } | null>(null);
  const resize = (wanted: number) => onResize(Math.round(Math.max(least, Math.min(most, wanted))));
  const press = (event: PointerEvent<HTMLDivElement>) => {
    event.currentTarget.setPointerCapture(event.pointerId);
    start.current = { y: event.clientY, height };
  };
  const move = ({ clientY }: PointerEvent) => {
    if (start.current !== null) resize(start.current.height + start.current.y - clientY);
  };
  const key = (event: KeyboardEvent) => {
    const step = event.key === "ArrowUp" ? KEY_STEP : event.key === "ArrowDown" ? -KEY_STEP : 0;
    if (step === 0) return;
    event.preventDefault();
    resize(height + step);
  };
  return (
    // A focusable separator is a widget with a value; an hr has none.
    // biome-ignore lint/a11y/useSemanticElements: an hr cannot be moved
    <div
      className="splitter"
      role="separator"
      tabIndex={0}
      aria-label={label}
      aria-orientation="horizontal"
      aria-valuenow={height}
      aria-valuemin={least}
      aria-valuemax={most}
      onPointerDown={press}
      onPointerMove={move}
      onPointerUp={() => {
        start.current = null;
      }}
      onKeyDown={key}
    />
  );
}
