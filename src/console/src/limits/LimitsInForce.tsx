import type { ReactNode } from 'react';
import type { Level } from '../access/scopes';
import { Badge } from '../design/Badge';
import { some } from '../design/format';
import { Loaded } from '../design/Loaded';
import { Panel } from '../design/Page';
import { Empty } from '../design/States';
import { LimitRow } from './LimitRow';
import type { LimitsView } from './limits';
import { useStandings } from './useStandings';

const sharings: Record<string, (instances: number) => string> = {
  alone: () => 'counted by this one instance',
  leased: (n) => `shared by ${some(n, 'instance')} through Redis`,
  equal: (n) => `divided among ${some(n, 'instance')}`,
};

/** Every limit that judges calls at a level, its own and those above, with what is taken right now. */
export function LimitsInForce({ level, id }: { level: Level; id: string }) {
  const standings = useStandings({ level, id });
  return (
    <LimitList query={standings} here={id} title="In force">
      Nothing limits its calls, here or above. Set a rate, a quota or a budget.
    </LimitList>
  );
}

/** The limits written for one model or route group, at whatever scope. */
export function AssetLimits({ name }: { name: string }) {
  const standings = useStandings(null, name);
  return (
    <LimitList query={standings} title="Limits for it">
      No scope has a limit for {name} alone. Limits of all targets together hold for it as well; those for single targets are set on the Limits page of a scope.
    </LimitList>
  );
}

function LimitList({ query, here, title, children }: { query: ReturnType<typeof useStandings>; here?: string; title: string; children: ReactNode }) {
  const view: LimitsView | undefined = query.data;
  return (
    <Panel title={title} note={view && (sharings[view.sharing]?.(view.instances) ?? view.sharing)} actions={view?.exempt && <Badge lamp="caution" title="Its calls are counted everywhere and refused nowhere">exempt</Badge>} flush>
      <Loaded query={query} permission="keys:read" rows={4}>
        {(data) => data.limits.length === 0 ? <Empty title="No limits">{children}</Empty> : (
          <ul aria-label={title} className="grid divide-y divide-line">{data.limits.map((limit) => <LimitRow key={`${limit.scope_id}/${limit.limit}/${limit.asset}`} limit={limit} sharing={data.sharing} here={here} />)}</ul>
        )}
      </Loaded>
    </Panel>
  );
}
