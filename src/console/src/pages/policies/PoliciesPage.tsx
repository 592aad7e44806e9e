import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { Name, Signal, YamlBadge } from '../../design/Badge';
import { Button } from '../../design/Button';
import { Loaded } from '../../design/Loaded';
import { PageHead, Panel } from '../../design/Page';
import { Empty } from '../../design/States';
import { Table } from '../../design/Table';
import { Ago } from '../../design/When';
import { useMay } from '../../session/session';
import { PolicyForm } from './PolicyForm';
import { usePolicies } from './usePolicies';

const route = getRouteApi('/policies');

/** Code of the operator's that orders the members of route groups. */
export function PoliciesPage() {
  const { edit } = route.useSearch();
  const navigate = useNavigate();
  const may = useMay('policies:write');
  const list = usePolicies();
  const go = (search: { edit?: string }) => navigate({ to: '/policies', search });
  const add = <Button tone="primary" disabled={!may} onClick={() => go({ edit: 'new' })}>Add policy</Button>;
  return (
    <>
      <PageHead title="Routing policies" lead="Your own rules for who serves a call: TypeScript that runs in the gateway, or a server of yours that is asked. A policy reorders and leaves out; it never lets anyone call more." actions={add} />
      <Panel flush>
        <Loaded query={list} permission="policies:read" rows={4}>
          {(rows) => rows.length === 0 ? (
            <Empty title="No policy yet" action={add}>The other strategies need none. Write one when who serves depends on what only you know: the time of day, a tenant, a contract.</Empty>
          ) : (
            <Table cards label="Routing policies" columns={['Policy', 'Kind', 'In force', 'Sees besides', 'Changed']}>
              {rows.map((p) => (
                <tr key={p.id}>
                  <td><Link to="/policies/$id" params={{ id: p.id }} className="hover:underline"><Name className="font-semibold">{p.name}</Name></Link> {p.owner === 'yaml' && <YamlBadge />}{p.description && <span className="block text-xs text-ink-faint">{p.description}</span>}</td>
                  <td>{p.kind}</td>
                  <td>{p.active_version ? <Signal lamp={p.active_version === p.latest_version ? 'clear' : 'caution'}>version {p.active_version}{p.active_version !== p.latest_version && ` of ${p.latest_version}`}</Signal> : <Signal lamp="off">none</Signal>}</td>
                  <td className="text-xs text-ink-soft">{p.grant.length === 0 ? 'nothing' : p.grant.join(', ')}</td>
                  <td><Ago at={p.updated_at} /></td>
                </tr>
              ))}
            </Table>
          )}
        </Loaded>
      </Panel>
      {edit === 'new' && <PolicyForm onClose={() => go({})} />}
    </>
  );
}
