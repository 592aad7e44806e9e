import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { policies } from '../../api/resources';
import type { Policy } from '../../api/types';
import { Signal, YamlBadge } from '../../design/Badge';
import { Button } from '../../design/Button';
import { Loaded } from '../../design/Loaded';
import { Facts, PageHead, Panel } from '../../design/Page';
import { RemoveDialog } from '../../editing/RemoveDialog';
import { useMay } from '../../session/session';
import { RunningPanel } from './RunningPanel';
import { SettingsPanel } from './SettingsPanel';
import { TrialPanel } from './TrialPanel';
import { usePolicy } from './usePolicies';
import { VersionsPanel } from './VersionsPanel';

const route = getRouteApi('/policies/$id');

/** One policy: its versions, what they would do, and how the one in force runs. */
export function PolicyPage() {
  const query = usePolicy(route.useParams().id);
  return <Loaded query={query} permission="policies:read" rows={8}>{(policy) => <Shown policy={policy} />}</Loaded>;
}

function Shown({ policy }: { policy: Policy }) {
  const navigate = useNavigate();
  const may = useMay('policies:write') && policy.owner !== 'yaml';
  const [removing, setRemoving] = useState(false);
  return (
    <>
      <PageHead title={policy.name} lead={policy.description ?? 'A routing policy.'} above={<Link to="/policies">Routing policies</Link>} beside={policy.owner === 'yaml' && <YamlBadge />}
        actions={<Button tone="danger" disabled={!may} onClick={() => setRemoving(true)}>Remove</Button>} />
      <div className="grid gap-4">
        <Panel>
          <Facts items={[
            ['Kind', policy.kind],
            ['In force', policy.active_version ? <Signal key="v" lamp="clear">version {policy.active_version}</Signal> : <Signal key="v" lamp="off" title="Groups go by their fallback strategy">none</Signal>],
            ['Sees besides', policy.grant.length === 0 ? 'nothing' : policy.grant.join(', ')],
            ...(policy.kind === 'external' ? [['Credential', policy.has_credential ? 'stored' : 'none'] as [string, string]] : []),
          ]} />
        </Panel>
        <VersionsPanel policy={policy} may={may} />
        <TrialPanel policy={policy} />
        <RunningPanel policy={policy} />
        <SettingsPanel key={policy.etag} policy={policy} may={may} />
      </div>
      {removing && <RemoveDialog resource={policies} view={policy} onClose={() => setRemoving(false)} onRemoved={() => void navigate({ to: '/policies' })}>Its versions go with it. A route group that uses it must be given another strategy first.</RemoveDialog>}
    </>
  );
}
