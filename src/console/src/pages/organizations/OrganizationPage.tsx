import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { grantText } from '../../access/grants';
import { Badge, YamlBadge } from '../../design/Badge';
import { Button, buttonLook } from '../../design/Button';
import { count } from '../../design/format';
import { Loaded } from '../../design/Loaded';
import { Menu } from '../../design/Menu';
import { PageHead, Panel } from '../../design/Page';
import { Tabs } from '../../design/Tabs';
import { LimitStandings } from '../../limits/LimitStandings';
import { useMay } from '../../session/session';
import { KeyTable } from '../keys/KeyTable';
import { LevelDialogs, type LevelAction } from './LevelDialogs';
import { OrganizationForm } from './OrganizationForm';
import { RemoveOrganization } from './RemoveOrganization';
import type { organizationTabs } from './search';
import { Structure } from './Structure';
import { useOrganization, type OrganizationTree } from './useOrganization';
import { UserTable } from './UserTable';

const route = getRouteApi('/organizations/$id');

export function OrganizationPage() {
  const tree = useOrganization(route.useParams().id);
  return <Loaded query={tree} permission="organizations:read" rows={8}>{(data) => <Tree tree={data} />}</Loaded>;
}

function Tree({ tree }: { tree: OrganizationTree }) {
  const { organization, users, keys } = tree;
  const { tab } = route.useSearch();
  const navigate = useNavigate();
  const may = useMay('organizations:write');
  const mayTeams = useMay('teams:write');
  const mayUsers = useMay('users:write');
  const [editing, setEditing] = useState(false);
  const [removing, setRemoving] = useState(false);
  const [action, setAction] = useState<LevelAction | null>(null);
  const locked = organization.owner === 'yaml' || !may;

  return (
    <>
      <PageHead title={organization.name} lead={organization.description} above={<Link to="/organizations">Organizations</Link>} beside={organization.owner === 'yaml' && <YamlBadge />} actions={(
        <>
          <Link to="/access/$level/$id" params={{ level: 'organization', id: organization.id }} className={buttonLook()}>Access</Link>
          <Button disabled={locked} onClick={() => setEditing(true)}>Edit and grant</Button>
          <Menu label="More" items={[
            { label: 'Calls', onSelect: () => navigate({ to: '/requests', search: { organization_id: organization.id } }) },
            { label: 'Delete…', danger: true, disabled: locked && 'This cannot be deleted here', onSelect: () => setRemoving(true) },
          ]} />
        </>
      )} />
      <div className="grid gap-4">
        <Panel title="Granted" note="the ceiling for everything below">
          <div className="flex flex-wrap gap-1.5">
            {organization.grants.map(grantText).map((name) => <Badge key={name} lamp="note" mono>{name}</Badge>)}
            {organization.grants.length === 0 && <p className="text-sm text-ink-soft">Nothing yet, so none of its keys may call anything. Edit the organization to grant it models.</p>}
          </div>
        </Panel>
        {(organization.limits || organization.budget) && <Panel title="Limits and budget" note="for all of its calls together" flush><LimitStandings level="organization" id={organization.id} /></Panel>}
        <Tabs label="Parts of the organization" value={tab ?? 'structure'}
          onChange={(id) => navigate({ to: '/organizations/$id', params: { id: organization.id }, search: { tab: id as (typeof organizationTabs)[number] } })}
          tabs={[
            { id: 'structure', label: `Teams and projects ${count(tree.teams.length + tree.projects.length)}`, content: <Structure tree={tree} act={setAction} add={<Button size="sm" disabled={!mayTeams} onClick={() => setAction({ kind: 'edit', level: 'team', row: null })}><Plus className="size-3.5" aria-hidden />Add team</Button>} /> },
            { id: 'users', label: `Users ${count(users.length)}`, content: <UserTable tree={tree} act={setAction} add={<Button size="sm" disabled={!mayUsers} onClick={() => setAction({ kind: 'edit', level: 'user', row: null })}><Plus className="size-3.5" aria-hidden />Add user</Button>} /> },
            { id: 'keys', label: `Live keys ${count(keys.length)}`, content: <Panel title="Live keys" flush><KeyTable keys={keys} /></Panel> },
          ]} />
      </div>
      {editing && <OrganizationForm organization={organization} onClose={() => setEditing(false)} />}
      {removing && <RemoveOrganization organization={organization} onClose={() => setRemoving(false)} onRemoved={() => void navigate({ to: '/organizations' })} />}
      {action && <LevelDialogs tree={tree} action={action} onClose={() => setAction(null)} />}
    </>
  );
}
