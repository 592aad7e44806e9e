export type Theme = 'system' | 'light' | 'dark';

const key = 'signalbox-theme';

/** The theme this browser chose; the system's unless told. */
export const readTheme = (): Theme => (localStorage.getItem(key) as Theme | null) ?? 'system';

export function applyTheme(theme: Theme = readTheme()): void {
  if (theme === 'system') {
    localStorage.removeItem(key);
    delete document.documentElement.dataset['theme'];
  } else {
    localStorage.setItem(key, theme);
    document.documentElement.dataset['theme'] = theme;
  }
}
