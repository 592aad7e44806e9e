import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { RegistryEntry, RouteGroup } from '../../api/types';
import { Signal, YamlBadge } from '../../design/Badge';
import { Button, buttonLook } from '../../design/Button';
import { Loaded } from '../../design/Loaded';
import { PageHead, Panel } from '../../design/Page';
import { AssetLimits } from '../../limits/LimitsInForce';
import { useMay } from '../../session/session';
import { CanaryDialog } from './CanaryDialog';
import { CanaryPanel } from './CanaryPanel';
import { ChangePrimaryDialog } from './ChangePrimaryDialog';
import { ComparisonPanel } from './ComparisonPanel';
import { ComparisonPlots } from './ComparisonPlots';
import { ContractPanel } from './ContractPanel';
import { HistoryPanel } from './HistoryPanel';
import { Members } from './Members';
import { RegistryPanel } from './RegistryPanel';
import { RehearsalPanel } from './RehearsalPanel';
import { RouteGroupForm } from './RouteGroupForm';
import { strategyOf } from './routeGroupDraft';
import { TrafficPanel } from './TrafficPanel';
import { useCanaries } from './useCanary';
import { undoable, useComparisons, useHistory, useRegistry, useRouteGroup, type PrimaryChange } from './useRegistry';

const route = getRouteApi('/route-groups/$id');

/** One public name over several models: who serves it, who could, and how that came. */
export function RouteGroupPage() {
  const { id } = route.useParams();
  const group = useRouteGroup(id);
  return (
    <>
      {!group.data && <PageHead title="Route group" above={<Link to="/route-groups">Route groups</Link>} />}
      <Loaded query={group} permission="route_groups:read" rows={8}>{(data) => <Page key={data.id} group={data} />}</Loaded>
    </>
  );
}

function Page({ group }: { group: RouteGroup }) {
  const { edit } = route.useSearch();
  const navigate = useNavigate();
  const open = (form: boolean) => navigate({ to: '/route-groups/$id', params: { id: group.id }, search: form ? { edit: group.id } : {} });
  const mayEdit = useMay('route_groups:write') && group.owner !== 'yaml';
  const strategy = strategyOf(group.strategy);
  return (
    <>
      <PageHead title={group.key} lead={group.description ?? `${strategy.name}: ${strategy.does}`} above={<Link to="/route-groups">Route groups</Link>}
        beside={<>{group.enabled ? <Signal lamp="clear">enabled</Signal> : <Signal lamp="caution">disabled</Signal>}{group.owner === 'yaml' && <YamlBadge />}</>}
        actions={(
          <>
            <Link to="/requests" search={{ model: group.key }} className={buttonLook()}>Calls</Link>
            <Link to="/build/playground" search={{ model: group.key }} className={buttonLook()}>Try it</Link>
            <Button tone="primary" onClick={() => open(true)}>{mayEdit ? 'Edit' : 'Show the form'}</Button>
          </>
        )} />
      <div className="grid gap-4">
        {group.strategy === 'primary' ? <Registry group={group} /> : <Panel title="Members" note={strategy.does}><Members group={group} /></Panel>}
        <TrafficPanel group={group} />
        <RehearsalPanel group={group} />
        <ContractPanel group={group.key} />
        <AssetLimits name={group.key} />
      </div>
      {edit === group.id && <RouteGroupForm group={group} onClose={() => open(false)} />}
    </>
  );
}

function Registry({ group }: { group: RouteGroup }) {
  const registry = useRegistry(group.key, true);
  const history = useHistory(group.key, true);
  const may = useMay('route_groups:promote');
  const canaries = useCanaries(group.key);
  const [change, setChange] = useState<PrimaryChange | null>(null);
  const [stepping, setStepping] = useState<RegistryEntry | null>(null);
  const isStepping = canaries.data?.some((c) => c.ended_at === null);
  return (
    <div className="grid gap-4">
      <Loaded query={registry} permission="route_groups:read" rows={4}>
        {(entries) => (
          <>
            <RegistryPanel entries={entries} undo={undoable(history.data ?? [])} locked={may ? undefined : 'You may not change the primary'} onChange={setChange}
              {...(isStepping ? { stepping: 'A promotion by steps is under way' } : {})} onStep={setStepping} />
            {stepping && <CanaryDialog feature={group.key} entry={entries.find((e) => e.id === stepping.id) ?? stepping} primary={entries.find((e) => e.status === 'primary')} onClose={() => setStepping(null)} />}
            {change && <ChangePrimaryDialog feature={group.key} change={current(change, entries)} primary={entries.find((e) => e.status === 'primary')} onClose={() => setChange(null)} />}
          </>
        )}
      </Loaded>
      {canaries.data && canaries.data.length > 0 && <CanaryPanel feature={group.key} canaries={canaries.data} />}
      {group.shadow && <Comparisons group={group} />}
      <Loaded query={history} permission="route_groups:read" rows={4}>{(rows) => <HistoryPanel history={rows} />}</Loaded>
    </div>
  );
}

function Comparisons({ group }: { group: RouteGroup }) {
  const comparisons = useComparisons(group.key);
  return <Loaded query={comparisons} permission="route_groups:read" rows={3}>{(rows) => (
    <>
      <ComparisonPanel comparisons={rows} isRuled={!!group.promotion || rows.some((c) => c.contract)} />
      {rows.length > 0 && <ComparisonPlots feature={group.key} comparisons={rows} />}
    </>
  )}</Loaded>;
}

/** The change as the registry stands now: whoever was told that it had moved sees the new state, and may then go on. */
function current(change: PrimaryChange, entries: RegistryEntry[]): PrimaryChange {
  if (change.kind === 'promote') return { ...change, entry: entries.find((e) => e.id === change.entry.id) ?? change.entry };
  return { ...change, etag: entries[0]?.etag ?? change.etag };
}
