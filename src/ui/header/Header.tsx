import { type ReactNode, useEffect, useState } from "react";
import { applyTheme, storedTheme } from "../store/theme.ts";

/** The page's name, and the way back to where it begins. */
function Logo({ onStartOver }: { readonly onStartOver: (() => void) | null }) {
  const logo = (
    <>
      <svg viewBox="0 0 32 32" width="18" height="18" aria-hidden="true">
        <rect width="32" height="32" rx="7" />
        <path d="M21.5 10.5c-1.2-1.6-3.2-2.4-5.4-2.4-3.2 0-5.6 1.7-5.6 4.3 0 5.7 11.4 2.6 11.4 7.6 0 2.4-2.4 3.9-5.6 3.9-2.6 0-4.8-.9-6.1-2.8" />
      </svg>
      Signet
    </>
  );
  if (onStartOver === null) return <h1>{logo}</h1>;
  const label = "Signet: start over";
  return (
    <h1>
      <button type="button" aria-label={label} title="Start over with an empty page" onClick={onStartOver}>
        {logo}
      </button>
    </h1>
  );
}

/** The switch between light and dark; until it is used the page follows the system. */
function ThemeButton() {
  const [theme, setTheme] = useState<string | null>(storedTheme);
  useEffect(() => applyTheme(theme), [theme]);
  const isDark = theme === "dark" || (theme === null && globalThis.matchMedia?.("(prefers-color-scheme: dark)").matches);
  const label = isDark ? "Light" : "Dark";
  return (
    <button type="button" className="icon" aria-label={label} title={label} onClick={() => setTheme(isDark ? "light" : "dark")}>
      <span aria-hidden="true">◐</span>
    </button>
  );
}

/** The page's first row: the files in the middle, and at the end what is done with the whole. */
export function Header({
  files,
  tools,
  onStartOver,
}: {
  readonly files: ReactNode;
  readonly tools: ReactNode;
  readonly onStartOver: (() => void) | null;
}) {
  return (
    <header>
      <Logo onStartOver={onStartOver} />
      <div className="files">{files}</div>
      <div className="tools">
        {tools}
        <ThemeButton />
      </div>
    </header>
  );
}
