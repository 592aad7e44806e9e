import type { Policy } from '../../api/types';
import { Signal } from '../../design/Badge';
import { count, microseconds } from '../../design/format';
import { Loaded } from '../../design/Loaded';
import { Facts, Panel } from '../../design/Page';
import { useRunning } from './usePolicies';

/** How the version in force runs at the instance that answers. */
export function RunningPanel({ policy }: { policy: Policy }) {
  const query = useRunning(policy.id);
  return (
    <Panel title="In force" note="at the instance that answers">
      <Loaded query={query} permission="policies:read" rows={2}>
        {(now) => now.version === null ? <p className="text-sm text-ink-soft">No route group uses it. Choose the strategy “policy” in a group, and this policy.</p> : (
          <Facts items={[
            ['Breaker', <Signal key="b" lamp={now.breaker?.state === 'closed' ? 'clear' : now.breaker?.state === 'open' ? 'danger' : 'caution'}>{now.breaker?.state ?? '–'}</Signal>],
            ['Runs', count(now.runs)], ['Outcomes', Object.entries(now.outcomes).map(([word, times]) => `${word} ${count(times)}`).join(', ') || '–'],
            ['A run took, half / 95 %', `${microseconds(now.p50_us)} / ${microseconds(now.p95_us)}`], ['Last failure', now.last_failure ?? 'none'],
          ]} />
        )}
      </Loaded>
    </Panel>
  );
}
