import { useId } from 'react';

/** Inherit or restrict. */
export function ModeChoice({ mode: chosen, onChange, aboveName }: { mode: string; onChange: (mode: string) => void; aboveName: string }) {
  const group = useId();
  const modes = [
    { mode: 'inherit', title: 'Inherit', text: `Whatever ${aboveName} allows, now and later.` },
    { mode: 'restrict', title: 'Restrict', text: `Only what is granted here, within what ${aboveName} allows.` },
  ];
  return (
    <div className="grid gap-2 sm:grid-cols-2">
      {modes.map(({ mode, title, text }) => (
        <label key={mode} className="flex items-start gap-2.5 rounded-lg border border-line-strong px-3 py-2 has-checked:border-brand has-checked:bg-brand-soft">
          <input type="radio" name={group} className="mt-0.5 size-4 accent-brand" checked={chosen === mode} onChange={() => onChange(mode)} />
          <span className="text-sm"><span className="font-medium">{title}</span><span className="block text-xs text-ink-soft">{text}</span></span>
        </label>
      ))}
    </div>
  );
}
