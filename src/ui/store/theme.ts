const THEME_KEY = "signet-theme";

/** The theme that was chosen before. Storage may be forbidden; the page then follows the system. */
export function storedTheme(): string | null {
  try {
    return localStorage.getItem(THEME_KEY);
  } catch {
    return null;
  }
}

/** Shows the page in a theme, which is kept for the next time; null follows the system. */
export function applyTheme(theme: string | null): void {
  if (theme === null) return;
  document.documentElement.dataset.theme = theme;
  try {
    localStorage.setItem(THEME_KEY, theme);
  } catch {
    // The choice then lasts as long as the page.
  }
}
