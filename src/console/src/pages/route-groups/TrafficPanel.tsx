import { useState } from 'react';
import type { RouteGroup } from '../../api/types';
import { Badge, Name } from '../../design/Badge';
import { count, duration, money, share } from '../../design/format';
import { Live } from '../../design/Live';
import { Loaded } from '../../design/Loaded';
import { Panel } from '../../design/Page';
import { Segmented } from '../../design/Segmented';
import { Table } from '../../design/Table';
import { useModels } from '../models/useModels';
import { DeploymentSignal } from './HealthSignal';
import { every, useHealth, useSplit, type Health } from './useRouting';

const spans = [{ value: '5', label: '5 min' }, { value: '60', label: '1 h' }, { value: '1440', label: '24 h' }];

/** Who serves the group's calls just now, how well, and how healthy each is. Under A/B it is the report. */
export function TrafficPanel({ group }: { group: RouteGroup }) {
  const [minutes, setMinutes] = useState('60');
  const [live, setLive] = useState(true);
  const split = useSplit(group.id, Number(minutes), live);
  const health = useHealth(live);
  const models = useModels();
  const deploymentsOf = (model: string | null) => models.data?.find((m) => m.name === model)?.deployments.map((d) => `${d.provider}/${d.upstream_model}`) ?? [];
  return (
    <Panel title={group.strategy === 'ab' ? 'Variants' : 'Live split'} note="served calls of all instances; health as this instance sees it" flush
      actions={<div className="flex items-center gap-2"><Segmented label="How far back" options={spans} value={minutes} onChange={setMinutes} /><Live on={live} onChange={setLive} every={every} /></div>}>
      <Loaded query={split} permission="route_groups:read" rows={3}>
        {(data) => (
          <Table cards label="Live split" columns={['Model', 'Share', 'Calls', 'Failed', 'After another', 'Latency', 'First token', 'Cost per call', 'Health']}>
            {data.members.map((m) => (
              <tr key={m.model ?? ''}>
                <td>{m.model ? <Name>{m.model}</Name> : <Badge lamp="caution" title={m.deployments.join(', ')}>outside of the group</Badge>}</td>
                <td>
                  <span className="inline-flex items-center gap-2 tabular-nums">
                    <span className="h-1.5 w-14 overflow-hidden rounded-full bg-sunken" aria-hidden><span className="block h-full bg-chart-1/70" style={{ width: `${m.share * 100}%` }} /></span>
                    {share(Number(m.calls), Number(data.calls))}
                  </span>
                </td>
                <td className="tabular-nums">{count(Number(m.calls))}</td>
                <td className="tabular-nums">{share(Number(m.failed), Number(m.calls))}</td>
                <td className="tabular-nums" title="Calls that an attempt before had failed for">{count(Number(m.after_another))}</td>
                <td className="tabular-nums">{duration(m.latency_ms)}</td>
                <td className="tabular-nums">{duration(m.first_token_ms)}</td>
                <td className="tabular-nums">{money(m.cost_usd == null ? null : m.cost_usd * 1_000_000)}</td>
                <td><Standing names={m.model ? deploymentsOf(m.model) : m.deployments} health={health.data} /></td>
              </tr>
            ))}
          </Table>
        )}
      </Loaded>
    </Panel>
  );
}

function Standing({ names, health }: { names: string[]; health: Health | undefined }) {
  const found = health?.deployments.filter((d) => names.includes(d.deployment)) ?? [];
  if (found.length === 0) return <span className="text-2xs text-ink-faint">{health ? 'serves nowhere' : '…'}</span>;
  return (
    <ul className="grid gap-0.5">
      {found.map((d) => (
        <li key={d.id} className="flex flex-wrap items-center gap-x-2" title={d.deployment}>
          <DeploymentSignal of={d} provider={health?.providers.find((p) => p.provider === d.provider)?.breaker} />
          {found.length > 1 && <Name className="text-2xs text-ink-faint">{d.provider}</Name>}
        </li>
      ))}
    </ul>
  );
}
