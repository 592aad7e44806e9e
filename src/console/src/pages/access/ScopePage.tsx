import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useState } from 'react';
import { LegacyBadge } from '../../access/CeilingBadge';
import { levels, scopes, type Level } from '../../access/scopes';
import { organizations } from '../../api/resources';
import { Badge, YamlBadge } from '../../design/Badge';
import { Loaded } from '../../design/Loaded';
import { PageHead } from '../../design/Page';
import { NotFoundPage } from '../not-found/NotFoundPage';
import { EffectiveList } from './EffectiveList';
import { RulesPanel } from './RulesPanel';

const route = getRouteApi('/access/$level/$id');

/** What one scope says of access, beside what comes of it; and, before it is saved, who gains and loses by a change. */
export function ScopePage() {
  const { level, id } = route.useParams();
  return levels.includes(level as Level) ? <ScopeAccess key={`${level}:${id}`} level={level as Level} id={id} /> : <NotFoundPage />;
}

function ScopeAccess({ level, id }: { level: Level; id: string }) {
  const resource = scopes[level];
  const scope = useQuery({ queryKey: ['access', level, id], queryFn: ({ signal }) => resource.read(id, signal) });
  const organizationId = scope.data?.organization_id;
  const organization = useQuery({ queryKey: ['organizations', organizationId], queryFn: ({ signal }) => organizations.read(organizationId!, signal), enabled: !!organizationId });
  const enforcement = organization.data?.enforcement;
  // What is being edited starts anew from what is stored, only once an edit is over.
  const [round, setRound] = useState(0);
  return (
    <>
      {!scope.data && <PageHead title="Access" above={<Link to="/access">Access</Link>} />}
      <Loaded query={scope} permission={`${resource.object}:read`} rows={8}>
        {(data) => (
          <>
            <PageHead title={data.name} lead={level === 'organization' ? 'Its grants are the ceiling for everything below it.' : `What the ${level} makes of what the levels above allow.`}
              above={<><Link to="/access">Access</Link><Link to="/organizations/$id" params={{ id: data.organization_id }}>· {data.place || 'Teams, users and keys'}</Link></>}
              beside={<><Badge>{level}</Badge>{enforcement === 'legacy' && <Link to="/migration/$id" params={{ id: data.organization_id }}><LegacyBadge enforcement={enforcement} /></Link>}{data.owner === 'yaml' && <YamlBadge />}{data.dead && <Badge lamp="caution">not in force any more</Badge>}</>} />
            <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,5fr)_minmax(0,7fr)]">
              <RulesPanel key={round} scope={data} enforcement={enforcement} onOver={() => void scope.refetch().then(() => setRound((r) => r + 1))}>
                {data.dead ? <p className="text-sm text-ink-soft">It may use nothing any more.</p> : <EffectiveList scope={data} />}
              </RulesPanel>
            </div>
          </>
        )}
      </Loaded>
    </>
  );
}
