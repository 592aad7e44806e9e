/** The value a colour token has now, for what is drawn on a canvas: light-dark() is resolved by the browser. */
export function color(token: string): string {
  const probe = document.createElement('span');
  probe.style.color = `var(${token})`;
  document.body.append(probe);
  const value = getComputedStyle(probe).color;
  probe.remove();
  return value;
}

/** Calls back when the theme changes, be it the viewer's or the system's. Returns how to stop it. */
export function onThemeChange(changed: () => void): () => void {
  const media = matchMedia('(prefers-color-scheme: dark)');
  const root = new MutationObserver(changed);
  root.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] });
  media.addEventListener('change', changed);
  return () => {
    root.disconnect();
    media.removeEventListener('change', changed);
  };
}
