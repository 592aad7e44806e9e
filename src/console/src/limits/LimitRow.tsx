import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { Badge, Name, Signal } from '../design/Badge';
import { Ago, When } from '../design/When';
import { LimitBar } from './LimitBar';
import type { LimitView } from './limits';
import { amount, lampOf, percent, title } from './standing';

/** One limit in force: how much of it is gone, when it starts anew, where it is written, and how far it can be overrun. */
export function LimitRow({ limit, sharing, here }: { limit: LimitView; sharing: string; here?: string | undefined }) {
  const at = percent(limit);
  return (
    <li className="grid gap-1.5 px-4 py-3">
      <div className="flex flex-wrap items-baseline gap-x-3 gap-y-0.5">
        <Signal lamp={lampOf(limit)}><span className="font-medium">{title(limit.limit)}</span></Signal>
        {limit.asset && <Name>{limit.asset}</Name>}
        <Place limit={limit} here={here} />
        {!limit.hard && <Badge title="It refuses nothing, and tells when its thresholds are reached">soft</Badge>}
        {limit.exact && sharing !== 'alone' && <Badge title="Each call asks the count that instances share">exact</Badge>}
        {limit.raised_until && <Badge lamp="note">raised until <When at={limit.raised_until} /></Badge>}
        <span className="ml-auto text-sm tabular-nums"><strong>{amount(limit.taken, limit.unit)}</strong> of {amount(limit.amount, limit.unit)} <span className="text-ink-faint">({Math.floor(at)} %)</span></span>
      </div>
      <LimitBar limit={limit} label={`${title(limit.limit)}${limit.asset ? ` for ${limit.asset}` : ''} of the ${limit.level} ${limit.scope}`} />
      <div className="flex flex-wrap gap-x-4 gap-y-0.5 text-xs text-ink-soft">
        <Fact>{amount(limit.remaining, limit.unit)} left</Fact>
        {limit.reserved > 0 && <Fact>{amount(limit.reserved, limit.unit)} held for calls under way</Fact>}
        {limit.resets_at && <Fact>{limit.window_started_at ? 'starts anew' : 'all free'} <Ago at={limit.resets_at} />{limit.time_zone && limit.time_zone !== 'UTC' && ` (${limit.time_zone})`}</Fact>}
        {sharing !== 'alone' && limit.share != null && <Fact>this instance may take {amount(limit.share, limit.unit)}</Fact>}
        <Bound limit={limit} sharing={sharing} />
      </div>
    </li>
  );
}

const Fact = ({ children }: { children: ReactNode }) => <span className="whitespace-nowrap">{children}</span>;

/** Where it is written; the page of that, unless one is on it. */
const Place = ({ limit: { level, scope, scope_id }, here }: { limit: LimitView; here: string | undefined }) => scope_id === here ? <span className="text-xs text-ink-faint">set here</span> : (
  <span className="text-xs text-ink-faint">at the {level} <Link to="/limits/$level/$id" params={{ level, id: scope_id }} className="text-brand hover:underline">{scope}</Link></span>
);

/** How far all instances together can go beyond it: docs/operate/limits.md derives it. */
function Bound({ limit, sharing }: { limit: LimitView; sharing: string }) {
  if (sharing === 'alone') return <span title="Only an answer longer than its cap said can go beyond it">bound: exact</span>;
  if (sharing === 'leased') return <span title="Base and all shares together are at most the amount. An instance that alone loses Redis may still take the rest of its share and its part of what nobody has.">bound: exact; {amount(limit.cut_off_bound, limit.unit)} more if this instance alone loses Redis</span>;
  return <span title="Each instance has an equal part of what was left at the last look: R · (n − 1) / n">bound: {amount(limit.overshoot_bound, limit.unit)} over, together</span>;
}
