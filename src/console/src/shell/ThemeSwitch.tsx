import { Monitor, Moon, Sun } from 'lucide-react';
import { useState } from 'react';
import { applyTheme, readTheme, type Theme } from './theme';

const themes = [
  { value: 'system', label: 'As the system', icon: Monitor },
  { value: 'light', label: 'Light', icon: Sun },
  { value: 'dark', label: 'Dark', icon: Moon },
] as const;

export function ThemeSwitch() {
  const [theme, setTheme] = useState<Theme>(readTheme);
  return (
    <div role="group" aria-label="Theme" className="inline-flex rounded-md bg-black/20 p-0.5">
      {themes.map(({ value, label, icon: Icon }) => (
        <button key={value} type="button" aria-label={label} title={label} aria-pressed={theme === value} onClick={() => { applyTheme(value); setTheme(value); }}
          className="rounded p-1 text-frame-soft hover:text-frame-ink aria-pressed:bg-frame-raised aria-pressed:text-frame-ink">
          <Icon className="size-3.5" aria-hidden />
        </button>
      ))}
    </div>
  );
}
