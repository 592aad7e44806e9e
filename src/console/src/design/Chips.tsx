import { X } from 'lucide-react';
import type { ReactNode } from 'react';

/** A filter that is set, and what removes it. */
export interface Chip<TSearch> {
  text: ReactNode;
  clear: Partial<TSearch>;
}

/** Filters that are set without a field of their own in view, each to be removed. */
export function Chips<TSearch>({ chips, set }: { chips: Chip<TSearch>[]; set: (change: Partial<TSearch>) => void }) {
  if (chips.length === 0) return null;
  return (
    <ul className="flex flex-wrap gap-1.5">
      {chips.map(({ text, clear }, i) => (
        <li key={i} className="inline-flex max-w-full items-center gap-1 rounded-full bg-brand-soft py-0.5 pr-1 pl-2.5 text-xs text-brand">
          <span className="min-w-0 break-all">{text}</span>
          <button type="button" aria-label="Remove this filter" onClick={() => set(clear)} className="rounded-full p-0.5 hover:bg-panel"><X className="size-3" aria-hidden /></button>
        </li>
      ))}
    </ul>
  );
}
