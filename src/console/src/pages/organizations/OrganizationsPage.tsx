import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { organizations } from '../../api/resources';
import type { Grant, Organization } from '../../api/types';
import { usePages } from '../../api/usePages';
import { useSettled } from '../../api/useSettled';
import { CeilingBadge, LegacyBadge } from '../../access/CeilingBadge';
import { assetOf, grantText, isOver } from '../../access/grants';
import { GrantWords } from '../../access/GrantWords';
import { Badge, YamlBadge } from '../../design/Badge';
import { Button } from '../../design/Button';
import { TextField } from '../../design/Field';
import { count } from '../../design/format';
import { Loaded } from '../../design/Loaded';
import { Menu } from '../../design/Menu';
import { More } from '../../design/More';
import { PageHead, Panel } from '../../design/Page';
import { Segmented } from '../../design/Segmented';
import { Empty } from '../../design/States';
import { right, Table } from '../../design/Table';
import { useMay } from '../../session/session';
import { OrganizationForm } from './OrganizationForm';
import { RemoveOrganization } from './RemoveOrganization';
import { TenantTree } from './tree/TenantTree';

const route = getRouteApi('/organizations');

const views = [{ value: 'list', label: 'List' }, { value: 'tree', label: 'Tree' }] as const;

export function OrganizationsPage() {
  const search = route.useSearch();
  const { edit, view } = search;
  const navigate = useNavigate();
  const open = (id?: string) => navigate({ to: '/organizations', search: { ...search, edit: id } });
  const may = useMay('organizations:write');
  const find = useSettled(search.find);
  const list = usePages<Organization>(['organizations', 'list'], '/organizations', find ? { find } : {});
  // What is edited may stand on a page that is not shown.
  const edited = useQuery({ queryKey: ['organizations', edit], queryFn: ({ signal }) => organizations.read(edit!, signal), enabled: !!edit && edit !== 'new' }).data;
  const [removing, setRemoving] = useState<Organization | null>(null);
  const add = <Button tone="primary" disabled={!may} onClick={() => open('new')}><Plus className="size-4" aria-hidden />Add organization</Button>;
  const why = (o: Organization) => (o.owner === 'yaml' ? 'The YAML configuration manages this' : may ? false : 'You may not change this');

  return (
    <>
      <PageHead title="Organizations" lead="Who calls. What an organization is granted is the ceiling; teams, projects, users and keys below narrow it or pass it on." actions={(
        <>
          <Segmented label="View" value={view ?? 'list'} options={views} onChange={(next) => navigate({ to: '/organizations', search: next === 'tree' ? { view: next } : {} })} />
          {add}
        </>
      )} />
      {view === 'tree' ? <TenantTree /> : <Panel flush>
        <div className="border-b border-line px-4 py-3"><div className="max-w-64"><TextField label="Find" type="search" placeholder="Name or id" value={search.find ?? ''} onChange={(e) => navigate({ to: '/organizations', search: { ...search, find: e.target.value || undefined }, replace: true })} /></div></div>
        <Loaded query={list} permission="organizations:read">
          {() => list.rows.length === 0 ? find ? <Empty title="No organization is called that">Try a part of the name.</Empty> : (
            <Empty title="No organizations yet" action={add}>Start with one: a department, a customer, a partner. Grant it models, give it a team, and issue the team a key.</Empty>
          ) : (
            <Table cards label="Organizations" columns={['Name', 'Granted', { label: 'Teams', right: true }, { label: 'Projects', right: true }, { label: 'Users', right: true }, { label: 'Live keys', right: true }, '']}>
              {list.rows.map((o) => (
                <tr key={o.id}>
                  <td className="font-medium"><Link to="/organizations/$id" params={{ id: o.id }} className="hover:underline">{o.name}</Link> <LegacyBadge enforcement={o.enforcement} /> {o.owner === 'yaml' && <YamlBadge />}{o.description && <span className="block text-xs font-normal text-ink-faint">{o.description}</span>}</td>
                  <td>{o.grants.length > 0 ? <Granted grants={o.grants} /> : <CeilingBadge grants={o.grants} enforcement={o.enforcement} />}</td>
                  <td className={right}>{count(o.counts.teams)}</td><td className={right}>{count(o.counts.projects)}</td><td className={right}>{count(o.counts.users)}</td><td className={right}>{count(o.counts.keys)}</td>
                  <td>
                    <div className="flex justify-end">
                      <Menu label={`More for ${o.name}`} items={[
                        { label: 'Edit and grant', onSelect: () => open(o.id), disabled: why(o) },
                        { label: 'Calls', onSelect: () => navigate({ to: '/requests', search: { organization_id: o.id } }) },
                        { label: 'Delete…', danger: true, onSelect: () => setRemoving(o), disabled: why(o) },
                      ]} />
                    </div>
                  </td>
                </tr>
              ))}
            </Table>
          )}
        </Loaded>
        <More list={list} label="More organizations" />
      </Panel>}
      {(edit === 'new' || (edited && edited.id === edit)) && <OrganizationForm key={edit} organization={edited ?? null} onClose={() => open()} />}
      {removing && <RemoveOrganization organization={removing} onClose={() => setRemoving(null)} />}
    </>
  );
}

const Granted = ({ grants }: { grants: readonly Grant[] }) => (
  <span className="flex max-w-80 flex-wrap gap-1">
    {grants.slice(0, 4).map((grant) => <Badge key={assetOf(grant)} lamp={isOver(grant) ? 'caution' : 'off'} mono><GrantWords grant={grant} /></Badge>)}
    {grants.length > 4 && <Badge title={grants.slice(4).map(grantText).join(', ')}>+{grants.length - 4}</Badge>}
  </span>
);
