// Small conveniences; every page reads without them.
(() => {
  const key = 'signalbox-theme';
  const root = document.documentElement;
  const stored = () => {
    try { return localStorage.getItem(key); } catch { return null; }
  };
  const apply = (theme) => {
    if (theme) root.dataset.theme = theme;
    else delete root.dataset.theme;
  };
  apply(stored());

  document.addEventListener('DOMContentLoaded', () => {
    document.querySelector('.theme')?.addEventListener('click', () => {
      const dark = root.dataset.theme ? root.dataset.theme === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
      const theme = dark ? 'light' : 'dark';
      apply(theme);
      try { localStorage.setItem(key, theme); } catch { /* It holds for this page only. */ }
    });

    const menu = document.querySelector('.menu');
    menu?.addEventListener('click', () => {
      const open = document.body.classList.toggle('menu-open');
      menu.setAttribute('aria-expanded', String(open));
    });

    for (const block of document.querySelectorAll('pre')) {
      const button = document.createElement('button');
      button.type = 'button';
      button.className = 'copy';
      button.textContent = 'Copy';
      button.addEventListener('click', async () => {
        try {
          await navigator.clipboard.writeText(block.querySelector('code')?.textContent ?? '');
          button.textContent = 'Copied';
        } catch {
          button.textContent = 'Select and copy';
        }
        setTimeout(() => { button.textContent = 'Copy'; }, 1500);
      });
      const frame = document.createElement('div');
      frame.className = 'code';
      block.replaceWith(frame);
      frame.append(block, button);
    }

    const links = new Map([...document.querySelectorAll('.toc a')].map((a) => [decodeURIComponent(a.hash.slice(1)), a]));
    const headings = [...document.querySelectorAll('h2[id], h3[id]')].filter((h) => links.has(h.id));
    const mark = () => {
      const above = headings.filter((h) => h.getBoundingClientRect().top < 120);
      const current = above.at(-1) ?? headings[0];
      for (const [id, a] of links) a.classList.toggle('current', id === current?.id);
    };
    if (headings.length > 0) {
      addEventListener('scroll', mark, { passive: true });
      mark();
    }
  });
})();
