import type { RouteGroup } from '../../api/types';
import { Badge, Name } from '../../design/Badge';
import { shares } from './routeGroupDraft';

/** The members in their order, with what decides among them. */
export function Members({ group }: { group: RouteGroup }) {
  const parts = shares(group);
  return (
    <ul className="grid gap-0.5">
      {group.members.map((m, i) => (
        <li key={m.model} className="flex items-center gap-2">
          {parts && <span className="h-1.5 w-12 shrink-0 overflow-hidden rounded-full bg-sunken" aria-hidden><span className="block h-full bg-chart-1/70" style={{ width: `${parts[i]! * 100}%` }} /></span>}
          <Name>{m.model}</Name>
          <span className="shrink-0 text-2xs text-ink-faint tabular-nums">{parts ? `${Math.round(parts[i]! * 100)} %` : group.strategy === 'priority' ? `#${m.priority}` : ''}</span>
          {m.status && <Badge lamp={m.status === 'primary' ? 'clear' : 'off'}>{m.status}</Badge>}
        </li>
      ))}
    </ul>
  );
}
