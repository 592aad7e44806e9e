import { compact } from '../../design/format';
import { states, wordsOf, type State } from './states';

const dots = { clear: 'bg-clear', caution: 'bg-caution', danger: 'bg-danger', note: 'bg-note', off: 'bg-line-strong' };

/** The way from legacy lists to enforcement as a line of stations: how many organizations stand at each. Pressing one keeps those. */
export function StateFilter({ counts, value, onChange }: { counts: Record<string, number>; value: State | undefined; onChange: (state: State | undefined) => void }) {
  return (
    <div role="group" aria-label="State" className="grid grid-cols-2 gap-2 sm:grid-cols-3 lg:grid-cols-5">
      {states.map((state) => {
        const { title, lamp, means } = wordsOf[state];
        const n = counts[state] ?? 0;
        return (
          <button key={state} type="button" aria-pressed={value === state} aria-label={`${title}: ${n}`} title={means} onClick={() => onChange(value === state ? undefined : state)}
            className="grid gap-0.5 rounded-xl border border-line bg-panel px-3.5 py-2.5 text-left shadow-raised last:col-span-2 sm:last:col-span-1 hover:border-ink-faint aria-pressed:border-brand aria-pressed:bg-brand-soft">
            <span className="flex items-center gap-2 text-xs text-ink-soft"><span className={`size-2 shrink-0 rounded-full ${n > 0 ? dots[lamp] : dots.off}`} aria-hidden />{title}</span>
            <span className={`text-xl font-semibold tabular-nums ${n === 0 ? 'text-ink-faint' : ''}`}>{compact(n)}</span>
          </button>
        );
      })}
    </div>
  );
}
