import { useEffect, useState } from "react";
import { applyTheme, storedTheme } from "../state/theme.ts";

/** The name, the versions that the promise is made for, and the switch between light and dark. */
export function Header({ isIdle }: { readonly isIdle: boolean }) {
  const [theme, setTheme] = useState<string | null>(storedTheme);
  useEffect(() => applyTheme(theme), [theme]);
  const isDark = theme === "dark" || (theme === null && globalThis.matchMedia?.("(prefers-color-scheme: dark)").matches);
  return (
    <header>
      <h1>
        <svg viewBox="0 0 32 32" width="18" height="18" aria-hidden="true">
          <rect width="32" height="32" rx="7" />
          <path d="M21.5 10.5c-1.2-1.6-3.2-2.4-5.4-2.4-3.2 0-5.6 1.7-5.6 4.3 0 5.7 11.4 2.6 11.4 7.6 0 2.4-2.4 3.9-5.6 3.9-2.6 0-4.8-.9-6.1-2.8" />
        </svg>
        Signet
      </h1>
      <p>as MLflow 3.17.2 and pandas 3.1.1 would</p>
      <span className="idle" data-idle={isIdle}>
        {isIdle ? "idle: no network needed" : "loading"}
      </span>
      <button type="button" className="small" onClick={() => setTheme(isDark ? "light" : "dark")}>
        {isDark ? "Light" : "Dark"}
      </button>
    </header>
  );
}
