import { Toggle } from '../design/Field';
import { AmountField } from './AmountField';
import type { Limits } from './limits';

/** Whether calls beyond a rate wait for room, how many and how long; and where they do, how early these are served. */
export function QueueFields({ limits: { queue, priority }, set, errors }: { limits: Limits; set: (change: Partial<Limits>) => void; errors: Record<string, string[]> }) {
  return (
    <div className="grid gap-3">
      <Toggle label="Wait instead of being refused" checked={!!queue} hint="Calls beyond a rate or the calls at once wait for room, callers in turn. Nobody waits for a quota or a budget." onChange={(on) => set({ queue: on ? { depth: 100, max_wait_ms: 10_000 } : null })} />
      {errors['limits.queue'] && <p role="alert" className="text-xs text-danger">{errors['limits.queue'].join(' ')}</p>}
      <div className="grid grid-cols-2 gap-4 sm:grid-cols-3">
        {queue && <AmountField label="Places" value={queue.depth} errors={errors['limits.queue.depth']} hint="At each instance." onChange={(depth) => set({ queue: { ...queue, depth: depth ?? 100 } })} />}
        {queue && <AmountField label="At most, ms" value={queue.max_wait_ms} errors={errors['limits.queue.max_wait_ms']} hint="Then it is refused." onChange={(max_wait_ms) => set({ queue: { ...queue, max_wait_ms: max_wait_ms ?? 10_000 } })} />}
        <AmountField label="Priority where it waits" placeholder="5" value={priority} errors={errors['limits.priority']} hint="1 to 9, the higher first." onChange={(next) => set({ priority: next })} />
      </div>
    </div>
  );
}
