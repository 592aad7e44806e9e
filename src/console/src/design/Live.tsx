/** Whether what is shown keeps itself up to date, and the switch for it. */
export function Live({ on, onChange, every }: { on: boolean; onChange: (on: boolean) => void; every: number }) {
  return (
    <button type="button" aria-pressed={on} onClick={() => onChange(!on)} title={on ? `Refreshed every ${every} seconds. Click to hold it still.` : 'Held still. Click to refresh it by itself again.'}
      className="inline-flex h-8 items-center gap-2 rounded-lg px-2 text-xs font-medium text-ink-soft hover:bg-sunken hover:text-ink">
      <span className={`size-2 rounded-full ${on ? 'lamp-live bg-clear' : 'bg-line-strong'}`} aria-hidden />
      {on ? 'Live' : 'Held'}
    </button>
  );
}
