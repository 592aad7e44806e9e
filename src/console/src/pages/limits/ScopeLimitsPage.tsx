import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useState } from 'react';
import { levels, type Level } from '../../access/scopes';
import { Badge, YamlBadge } from '../../design/Badge';
import { buttonLook } from '../../design/Button';
import { Loaded } from '../../design/Loaded';
import { PageHead } from '../../design/Page';
import { limitScopes } from '../../limits/limits';
import { LimitsEditor } from '../../limits/LimitsEditor';
import { LimitsInForce } from '../../limits/LimitsInForce';
import { SetBy } from '../../limits/SetBy';
import { NotFoundPage } from '../not-found/NotFoundPage';

const route = getRouteApi('/limits/$level/$id');

/** What limits the calls of one scope: how it stands now, and what the scope itself says, to edit. */
export function ScopeLimitsPage() {
  const { level, id } = route.useParams();
  return levels.includes(level as Level) ? <ScopeLimits key={`${level}:${id}`} level={level as Level} id={id} /> : <NotFoundPage />;
}

function ScopeLimits({ level, id }: { level: Level; id: string }) {
  const resource = limitScopes[level];
  const scope = useQuery({ queryKey: ['limits-of', level, id], queryFn: ({ signal }) => resource.read(id, signal) });
  // What is being edited starts anew from what is stored, only once an edit is over.
  const [round, setRound] = useState(0);
  return (
    <>
      {!scope.data && <PageHead title="Limits" above={<Link to="/limits">Limits</Link>} />}
      <Loaded query={scope} permission={`${resource.object}:read`} rows={8}>
        {(data) => (
          <>
            <PageHead title={data.name} lead={level === 'organization' ? 'Its limits hold for everything below it together.' : `The ${level}’s own limits, and those above that its calls count against.`}
              above={<><Link to="/limits">Limits</Link><Link to="/organizations/$id" params={{ id: data.organization_id }}>· {data.place || 'Teams, users and keys'}</Link></>}
              beside={<><Badge>{level}</Badge>{data.owner === 'yaml' && <YamlBadge />}{data.dead && <Badge lamp="caution">not in force any more</Badge>}</>}
              actions={<><Link to="/limits" search={{ organization_id: data.organization_id, subject: `${level}:${id}` }} className={buttonLook()}>Why refused?</Link><Link to="/access/$level/$id" params={{ level, id }} className={buttonLook()}>Access</Link></>} />
            <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,6fr)_minmax(0,6fr)]">
              <div className="grid min-w-0 gap-2"><LimitsInForce level={level} id={id} /><SetBy id={id} version={data.etag} /></div>
              <LimitsEditor key={round} scope={data} onOver={() => void scope.refetch().then(() => setRound((r) => r + 1))} />
            </div>
          </>
        )}
      </Loaded>
    </>
  );
}
