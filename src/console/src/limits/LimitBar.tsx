import type { Lamp } from '../design/Badge';
import type { LimitView } from './limits';
import { lampOf, marks, percent } from './standing';

const fills: Partial<Record<Lamp, string>> = { clear: 'bg-clear', caution: 'bg-caution', danger: 'bg-danger' };

type Shown = Pick<LimitView, 'amount' | 'taken' | 'reserved' | 'thresholds'>;

/** How much of a limit is taken and, paler, held for calls under way; with marks where it is told of. */
export function LimitBar({ limit, label }: { limit: Shown; label: string }) {
  const lamp = lampOf(limit);
  const taken = Math.min(100, percent({ ...limit, reserved: 0 }));
  const all = Math.min(100, percent(limit));
  return (
    <div role="meter" aria-label={label} aria-valuemin={0} aria-valuemax={100} aria-valuenow={Math.round(all)} className="relative h-2 overflow-hidden rounded-full bg-sunken ring-1 ring-line">
      <span className={`absolute inset-y-0 left-0 opacity-45 ${fills[lamp]}`} style={{ width: `${all}%` }} />
      <span className={`absolute inset-y-0 left-0 ${fills[lamp]}`} style={{ width: `${taken}%` }} />
      {marks(limit).filter((mark) => mark < 100).map((mark) => <span key={mark} title={`${mark} %`} className="absolute inset-y-0 w-px bg-ink-faint" style={{ left: `${mark}%` }} />)}
    </div>
  );
}
