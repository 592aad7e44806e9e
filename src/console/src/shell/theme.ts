export type Theme = 'system' | 'light' | 'dark';

const key = 'signalbox-theme';

/** The theme this browser chose; the system's unless told, also where nothing may be stored. */
export function readTheme(): Theme {
  try {
    const stored = localStorage.getItem(key);
    return stored === 'light' || stored === 'dark' ? stored : 'system';
  } catch {
    return 'system';
  }
}

export function applyTheme(theme: Theme = readTheme()): void {
  if (theme === 'system') delete document.documentElement.dataset['theme'];
  else document.documentElement.dataset['theme'] = theme;
  try {
    if (theme === 'system') localStorage.removeItem(key);
    else localStorage.setItem(key, theme);
  } catch {
    // Where nothing may be stored the choice lasts as long as the page.
  }
}
