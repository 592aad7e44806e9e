import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { qualityContracts, routeGroups } from '../../api/resources';
import type { QualityContract, RouteGroup } from '../../api/types';
import { Name, Signal, YamlBadge } from '../../design/Badge';
import { Button } from '../../design/Button';
import { Loaded } from '../../design/Loaded';
import { PageHead, Panel } from '../../design/Page';
import { Empty } from '../../design/States';
import { Table } from '../../design/Table';
import { Ago } from '../../design/When';
import { useMay } from '../../session/session';
import { ContractForm } from './ContractForm';
import { ContractSheet } from './ContractSheet';
import { EvaluationsPanel } from './EvaluationsPanel';
import { asked, figure, lamps, meanings, nameOf, order } from './standings';

const route = getRouteApi('/quality');

/** The contract board: every route group with how it stands, and what stands worst. */
export function QualityPage() {
  const { show, edit, group } = route.useSearch();
  const navigate = useNavigate();
  const may = useMay('quality_contracts:write');
  const contracts = useQuery({ queryKey: ['quality-contracts'], queryFn: ({ signal }) => qualityContracts.list({}, signal), refetchInterval: 15_000 });
  const groups = useQuery({ queryKey: ['route-groups'], queryFn: ({ signal }) => routeGroups.list({}, signal) });
  const go = (search: { show?: string; edit?: string; group?: string }) => navigate({ to: '/quality', search });
  const shown = contracts.data?.find((c) => c.id === show);
  const edited = contracts.data?.find((c) => c.id === edit);
  const without = (groups.data ?? []).filter((g) => !contracts.data?.some((c) => c.route_group === g.key));
  return (
    <>
      <PageHead title="Quality" lead="What each route group must achieve, and whether it does: by its calls, its members’ capabilities and imported evaluations."
        actions={<Button tone="primary" disabled={!may || without.length === 0} onClick={() => go({ edit: 'new' })}>Write a contract</Button>} />
      <div className="grid gap-4">
        <Panel title="Contract board" note="the worst first" flush>
          <Loaded query={contracts} permission="quality_contracts:read" rows={5}>
            {(rows) => (rows.length === 0 && without.length === 0
              ? <Empty title="No route group yet">A contract says what a route group must achieve. Add a route group first.</Empty>
              : <Board contracts={rows} without={without} may={may} onShow={(id) => go({ show: id })} onWrite={(key) => go({ edit: 'new', group: key })} />)}
          </Loaded>
        </Panel>
        <EvaluationsPanel />
      </div>
      {shown && <ContractSheet key={shown.id} contract={shown} onEdit={() => go({ edit: shown.id })} onClose={() => go({})} />}
      {(edit === 'new' || edited) && groups.data && <ContractForm key={edit} contract={edited ?? null} group={group ?? ''} groups={without.map((g) => g.key)} onClose={() => go({})} />}
    </>
  );
}

interface BoardProps {
  contracts: QualityContract[];
  without: RouteGroup[];
  may: boolean;
  onShow: (id: string) => void;
  onWrite: (group: string) => void;
}

function Board({ contracts, without, may, onShow, onWrite }: BoardProps) {
  const sorted = [...contracts].sort((a, b) => order.indexOf(a.standing.standing) - order.indexOf(b.standing.standing) || a.route_group.localeCompare(b.route_group));
  return (
    <Table cards label="Contract board" columns={['Route group', 'Stands', 'Since', 'What stands worst', '']}>
      {sorted.map((c) => (
        <tr key={c.id}>
          <td><Link to="/route-groups/$id" params={{ id: c.route_group_id }} className="hover:underline"><Name className="font-semibold">{c.route_group}</Name></Link> {c.owner === 'yaml' && <YamlBadge />}{c.users.length > 0 && <span className="block text-xs text-ink-faint">for {c.users.join(', ')}</span>}</td>
          <td><Signal lamp={lamps[c.standing.standing] ?? 'off'} title={meanings[c.standing.standing]}>{c.standing.standing}</Signal></td>
          <td>{c.standing.since ? <Ago at={c.standing.since} /> : '–'}</td>
          <td className="text-xs text-ink-soft"><Worst contract={c} /></td>
          <td><div className="flex justify-end"><Button size="sm" aria-label={`Evidence of ${c.route_group}`} onClick={() => onShow(c.id)}>Evidence</Button></div></td>
        </tr>
      ))}
      {without.map((g) => (
        <tr key={g.id}>
          <td><Link to="/route-groups/$id" params={{ id: g.id }} className="hover:underline"><Name className="font-semibold">{g.key}</Name></Link></td>
          <td><Signal lamp="off" title="Nobody has said what it must achieve">no contract</Signal></td>
          <td>–</td><td>–</td>
          <td><div className="flex justify-end"><Button size="sm" disabled={!may} aria-label={`Write a contract for ${g.key}`} onClick={() => onWrite(g.key)}>Write one</Button></div></td>
        </tr>
      ))}
    </Table>
  );
}

function Worst({ contract }: { contract: QualityContract }) {
  const { standing, bounds } = contract.standing;
  const worst = bounds.filter((bound) => bound.standing === standing);
  if (worst.length === 0) return <>nothing was looked at yet</>;
  if (standing === 'green') return <>{bounds.length} of {bounds.length} bounds hold</>;
  const first = worst[0]!;
  return <>{nameOf(first.field)}: {first.missing ?? `${figure(first.value, first.unit)}, ${asked(first)}`}{worst.length > 1 && ` and ${worst.length - 1} more`}</>;
}
