import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { LegacyBadge } from '../../access/CeilingBadge';
import { assetOf, isOver } from '../../access/grants';
import { GrantWords } from '../../access/GrantWords';
import { organizations } from '../../api/resources';
import type { Organization } from '../../api/types';
import { Badge, YamlBadge } from '../../design/Badge';
import { Button, buttonLook } from '../../design/Button';
import { count } from '../../design/format';
import { Loaded } from '../../design/Loaded';
import { Menu } from '../../design/Menu';
import { PageHead, Panel } from '../../design/Page';
import { Tabs } from '../../design/Tabs';
import { LimitsInForce } from '../../limits/LimitsInForce';
import { useMay } from '../../session/session';
import { LevelDialogs, type LevelAction } from './LevelDialogs';
import { OrganizationForm } from './OrganizationForm';
import { OrganizationKeys } from './OrganizationKeys';
import { RemoveOrganization } from './RemoveOrganization';
import type { organizationTabs } from './search';
import { Structure } from './Structure';
import { UserTable } from './UserTable';

const route = getRouteApi('/organizations/$id');

export function OrganizationPage() {
  const { id } = route.useParams();
  const organization = useQuery({ queryKey: ['organizations', id], queryFn: ({ signal }) => organizations.read(id, signal) });
  return <Loaded query={organization} permission="organizations:read" rows={8}>{(data) => <Parts organization={data} />}</Loaded>;
}

function Parts({ organization }: { organization: Organization }) {
  const { tab } = route.useSearch();
  const navigate = useNavigate();
  const may = useMay('organizations:write');
  const [editing, setEditing] = useState(false);
  const [removing, setRemoving] = useState(false);
  const [action, setAction] = useState<LevelAction | null>(null);
  const locked = organization.owner === 'yaml' || !may;
  const { counts } = organization;

  return (
    <>
      <PageHead title={organization.name} lead={organization.description} above={<Link to="/organizations">Organizations</Link>} beside={<><Enforcement organization={organization} />{organization.owner === 'yaml' && <YamlBadge />}</>} actions={(
        <>
          <Link to="/access/$level/$id" params={{ level: 'organization', id: organization.id }} className={buttonLook()}>Access</Link>
          <Link to="/limits/$level/$id" params={{ level: 'organization', id: organization.id }} className={buttonLook()}>Limits</Link>
          <Button disabled={locked} onClick={() => setEditing(true)}>Edit and grant</Button>
          <Menu label="More" items={[
            { label: 'Calls', onSelect: () => navigate({ to: '/requests', search: { organization_id: organization.id } }) },
            { label: 'Migration', onSelect: () => navigate({ to: '/migration/$id', params: { id: organization.id } }) },
            { label: 'Delete…', danger: true, disabled: locked && 'This cannot be deleted here', onSelect: () => setRemoving(true) },
          ]} />
        </>
      )} />
      <div className="grid gap-4">
        <Granted organization={organization} />
        <Tabs label="Parts of the organization" value={tab ?? 'structure'}
          onChange={(id) => navigate({ to: '/organizations/$id', params: { id: organization.id }, search: { tab: id as (typeof organizationTabs)[number] } })}
          tabs={[
            { id: 'structure', label: `Teams and projects ${count(counts.teams + counts.projects)}`, content: <Structure organization={organization} act={setAction} /> },
            { id: 'users', label: `Users ${count(counts.users)}`, content: <UserTable organization={organization} act={setAction} /> },
            { id: 'keys', label: `Live keys ${count(counts.keys)}`, content: <OrganizationKeys organizationId={organization.id} /> },
            { id: 'limits', label: 'Limits', content: <LimitsInForce level="organization" id={organization.id} /> },
          ]} />
      </div>
      {editing && <OrganizationForm organization={organization} onClose={() => setEditing(false)} />}
      {removing && <RemoveOrganization organization={organization} onClose={() => setRemoving(false)} onRemoved={() => void navigate({ to: '/organizations' })} />}
      {action && <LevelDialogs organization={organization} action={action} onClose={() => setAction(null)} />}
    </>
  );
}

/** Its grants. Without any, nothing may be called, or everything for as long as it is not enforced. */
function Granted({ organization }: { organization: Organization }) {
  const open = organization.enforcement === 'legacy' && organization.grants.length === 0;
  return (
    <Panel title="Granted" note={open ? 'no ceiling yet' : 'the ceiling for everything below'}>
      <div className="flex flex-wrap gap-1.5">
        {organization.grants.map((grant) => <Badge key={assetOf(grant)} lamp={isOver(grant) ? 'caution' : 'note'} mono><GrantWords grant={grant} /></Badge>)}
        {open ? <p className="text-sm text-ink-soft">Nothing yet. It is not enforced, so everything in the catalog is open to it, except where a level restricts or has a legacy list. <Link to="/migration/$id" params={{ id: organization.id }} className="text-brand underline">Take it to grants</Link></p>
          : organization.grants.length === 0 && <p className="text-sm text-ink-soft">Nothing yet, so none of its keys may call anything. Edit the organization to grant it models.</p>}
      </div>
    </Panel>
  );
}

/** Whether grants alone decide; leads to where that is changed. */
const Enforcement = ({ organization: { id, enforcement } }: { organization: Organization }) => (
  <Link to="/migration/$id" params={{ id }} className="inline-flex">{enforcement === 'legacy' ? <LegacyBadge enforcement={enforcement} /> : <Badge lamp="clear" title="Grants alone decide; legacy lists have no effect">enforced</Badge>}</Link>
);
