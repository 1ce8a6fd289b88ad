import { useEffect, useState } from "react";

const THEME_KEY = "signet-theme";

/** The name, the versions that the promise is made for, and the switch between light and dark. */
export function Header({ isIdle }: { readonly isIdle: boolean }) {
  const [theme, setTheme] = useState<string | null>(() => localStorage.getItem(THEME_KEY));
  useEffect(() => {
    if (theme === null) return;
    document.documentElement.dataset.theme = theme;
    localStorage.setItem(THEME_KEY, theme);
  }, [theme]);
  const isDark = theme === "dark" || (theme === null && window.matchMedia?.("(prefers-color-scheme: dark)").matches);
  return (
    <header>
      <h1>Signet</h1>
      <p>as MLflow 3.17.2 and pandas 3.1.1 would</p>
      <span className="idle" data-idle={isIdle}>
        {isIdle ? "idle: no network needed" : "loading"}
      </span>
      <button type="button" onClick={() => setTheme(isDark ? "light" : "dark")}>
        {isDark ? "Light" : "Dark"}
      </button>
    </header>
  );
}
