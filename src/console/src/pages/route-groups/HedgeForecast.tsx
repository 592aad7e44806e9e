import { Badge } from '../../design/Badge';
import { count } from '../../design/format';
import type { Rehearsal } from './useRouting';

/** Whether the call would be sent to a second member too, or why it would be sent once. */
export const HedgeForecast = ({ hedge }: { hedge: Rehearsal['hedge'] }) => (
  <p className="text-sm">
    <Badge lamp={hedge.hedges ? 'note' : 'off'}>{hedge.hedges ? 'may be sent twice' : 'sent once'}</Badge> <span className="text-ink-soft">{hedge.explanation}</span>
    {hedge.hedges && <span className="text-ink-faint tabular-nums" title="At the instance that answers. Each call earns its part of another."> Room for {count(hedge.left)} more.</span>}
  </p>
);
