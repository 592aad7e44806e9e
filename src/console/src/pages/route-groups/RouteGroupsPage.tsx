import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { routeGroups } from '../../api/resources';
import type { RouteGroup } from '../../api/types';
import { Name, Signal, YamlBadge } from '../../design/Badge';
import { Button } from '../../design/Button';
import { Loaded } from '../../design/Loaded';
import { Menu } from '../../design/Menu';
import { PageHead, Panel } from '../../design/Page';
import { Empty } from '../../design/States';
import { Table } from '../../design/Table';
import { RemoveDialog } from '../../editing/RemoveDialog';
import { SwitchProblem } from '../../editing/SwitchProblem';
import { useEnabled } from '../../editing/useEnabled';
import { useMay } from '../../session/session';
import { Members } from './Members';
import { RouteGroupForm } from './RouteGroupForm';
import { strategyOf } from './routeGroupDraft';

const route = getRouteApi('/route-groups');

export function RouteGroupsPage() {
  const { edit } = route.useSearch();
  const navigate = useNavigate();
  const open = (id?: string) => navigate({ to: '/route-groups', search: id ? { edit: id } : {} });
  const may = useMay('route_groups:write');
  const list = useQuery({ queryKey: ['route-groups'], queryFn: ({ signal }) => routeGroups.list({}, signal) });
  const enabled = useEnabled(routeGroups);
  const [removing, setRemoving] = useState<RouteGroup | null>(null);
  const edited = list.data?.find((g) => g.id === edit);
  const add = <Button tone="primary" disabled={!may} onClick={() => open('new')}><Plus className="size-4" aria-hidden />Add route group</Button>;
  const why = (g: RouteGroup) => (g.owner === 'yaml' ? 'The YAML configuration manages this' : may ? false : 'You may not change this');

  return (
    <>
      <PageHead title="Route groups" lead="One public name, several models, and a strategy that chooses. When one fails before its first byte, the next takes over." actions={add} />
      <SwitchProblem deed={enabled} nameOf={routeGroups.nameOf} />
      <Panel flush>
        <Loaded query={list} permission="route_groups:read">
          {(rows) => rows.length === 0 ? (
            <Empty title="No route groups yet" action={add}>Spread calls over models by weight, or name fallbacks for when the first fails. A grant of the group lets its members serve through it; it does not make them callable by their own names.</Empty>
          ) : (
            <Table cards label="Route groups" columns={['Key', 'Strategy', 'Members', 'State', '']}>
              {rows.map((g) => (
                <tr key={g.id}>
                  <td><Link to="/route-groups/$id" params={{ id: g.id }} className="hover:underline"><Name className="font-semibold">{g.key}</Name></Link> {g.owner === 'yaml' && <YamlBadge />}{g.description && <span className="block max-w-56 text-xs text-ink-faint">{g.description}</span>}</td>
                  <td>{strategyOf(g.strategy).name}</td>
                  <td><Members group={g} /></td>
                  <td>{g.enabled ? <Signal lamp="clear">enabled</Signal> : <Signal lamp="caution">disabled</Signal>}</td>
                  <td>
                    <div className="flex justify-end">
                      <Menu label={`More for ${g.key}`} items={[
                        { label: g.owner === 'yaml' || !may ? 'Show' : 'Edit', onSelect: () => open(g.id) },
                        { label: 'Calls', onSelect: () => navigate({ to: '/requests', search: { model: g.key } }) },
                        { label: g.enabled ? 'Disable' : 'Enable', onSelect: () => enabled.run(g), disabled: why(g) },
                        { label: 'Delete…', danger: true, onSelect: () => setRemoving(g), disabled: why(g) },
                      ]} />
                    </div>
                  </td>
                </tr>
              ))}
            </Table>
          )}
        </Loaded>
      </Panel>
      {(edit === 'new' || edited) && <RouteGroupForm key={edit} group={edited ?? null} onClose={() => open()} />}
      {removing && (
        <RemoveDialog resource={routeGroups} view={removing} onClose={() => setRemoving(null)}>
          Callers that ask for <Name>{removing.key}</Name> get 404 from the next call on; its models stay. While a grant still names it, the gateway refuses and says which.
        </RemoveDialog>
      )}
    </>
  );
}
