import { type ReactNode, useEffect, useId, useRef, useState } from "react";

interface MenuProps {
  /** What the button shows. */
  readonly label: ReactNode;
  /** The button's name, if its text does not say enough. */
  readonly name?: string | undefined;
  readonly className?: string;
  /** On which side of the button the panel begins. */
  readonly align?: "start" | "end";
  /** The panel opens above the button, as at the foot of a window. */
  readonly isAbove?: boolean;
  readonly children: ReactNode | ((close: () => void, isOpen: boolean) => ReactNode);
}

/** A button with a panel that it opens. What is in the panel stays mounted, so that tools and file choosers in it can be reached while it is closed. */
export function Menu({ label, name, className = "", align = "start", isAbove = false, children }: MenuProps) {
  const [isOpen, setOpen] = useState(false);
  const root = useRef<HTMLDivElement>(null);
  const panel = useId();
  useEffect(() => {
    if (!isOpen) return;
    const press = ({ target }: Event) => {
      if (target instanceof Node && root.current?.contains(target) !== true) setOpen(false);
    };
    document.addEventListener("pointerdown", press);
    document.addEventListener("focusin", press);
    return () => {
      document.removeEventListener("pointerdown", press);
      document.removeEventListener("focusin", press);
    };
  }, [isOpen]);
  const close = () => {
    setOpen(false);
    document.getElementById(`${panel}-button`)?.focus();
  };
  return (
    // Escape closes it from wherever the focus is within, its button too.
    // biome-ignore lint/a11y/noStaticElementInteractions: it only listens for a key that bubbles from its controls
    <div
      ref={root}
      className={`menu ${align}${isAbove ? " above" : ""}`}
      onKeyDown={(event) => {
        if (!isOpen || event.key !== "Escape" || event.defaultPrevented) return;
        event.stopPropagation();
        close();
      }}
    >
      <button
        id={`${panel}-button`}
        type="button"
        className={className}
        aria-expanded={isOpen}
        aria-controls={panel}
        aria-label={name}
        onClick={() => setOpen(!isOpen)}
      >
        {label}
      </button>
      <div id={panel} className="menu-panel" hidden={!isOpen}>
        {typeof children === "function" ? children(close, isOpen) : children}
      </div>
    </div>
  );
}
