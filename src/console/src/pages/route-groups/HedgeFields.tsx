import { TextField } from '../../design/Field';
import { usualHedge, type RouteGroupDraft } from './routeGroupDraft';

interface Props {
  draft: RouteGroupDraft;
  set: (change: Partial<RouteGroupDraft>) => void;
  errors: Record<string, string[]>;
}

/** When a call that has no answer yet is sent to a second member too, and how many may be. */
export function HedgeFields({ draft: { hedge }, set, errors }: Props) {
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <TextField label="Ask a second member after, ms" type="number" min={10} max={60000} placeholder="never" value={hedge?.after_ms ?? ''} errors={errors['hedge.after_ms'] ?? errors['hedge']}
        onChange={(e) => set({ hedge: e.target.value === '' ? null : { ...usualHedge, ...hedge, after_ms: e.target.valueAsNumber || 0 } })}
        hint="When the first has no answer by then. Whichever begins first serves the call; the other is canceled, and may be billed all the same." />
      {hedge && (
        <TextField label="At most, % of the calls" type="number" min={1} max={100} value={hedge.max_percent} errors={errors['hedge.max_percent']}
          onChange={(e) => set({ hedge: { ...hedge, max_percent: e.target.valueAsNumber || 0 } })} hint="At each instance. Beyond that, calls wait for the first member." />
      )}
    </div>
  );
}
