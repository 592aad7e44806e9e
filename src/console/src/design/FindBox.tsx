/** A search at the head of a panel. */
export const FindBox = ({ what, value, onChange }: { what: string; value: string; onChange: (text: string) => void }) => (
  <input type="search" aria-label={`Find ${what}`} placeholder={`Find ${what}`} value={value} onChange={(e) => onChange(e.target.value)} className="h-7 w-44 rounded-md border border-line-strong bg-panel px-2 text-xs placeholder:text-ink-faint hover:border-ink-faint" />
);
