import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { api, body } from '../../api/client';
import type { Schemas } from '../../api/types';
import { buttonLook } from '../../design/Button';
import { Live } from '../../design/Live';
import { Loaded } from '../../design/Loaded';
import { PageHead, Panel } from '../../design/Page';
import { Segmented } from '../../design/Segmented';
import { Empty } from '../../design/States';
import { Board } from './Board';
import { Busiest } from './Busiest';
import { Charts } from './Charts';
import { windows, type Window } from './search';

type View = Schemas['OverviewView'];

const route = getRouteApi('/overview');
const labels: Record<Window, string> = { '1h': 'Hour', '24h': 'Day', '7d': 'Week', '30d': '30 days' };

export function OverviewPage() {
  const window = route.useSearch().window ?? '1h';
  const navigate = useNavigate();
  const [live, setLive] = useState(true);
  const every = window === '1h' ? 3 : 30;
  const overview = useQuery({
    queryKey: ['overview', window],
    queryFn: ({ signal }) => body(api.GET('/admin/api/overview', { params: { query: { window } }, signal })),
    refetchInterval: live ? every * 1000 : false,
    placeholderData: keepPreviousData,
  });
  return (
    <>
      <PageHead title="Overview" lead="What passes through the gateway, as it happens." actions={(
        <>
          <Live on={live} onChange={setLive} every={every} />
          <Segmented label="Time window" value={window} options={windows.map((value) => ({ value, label: labels[value] }))} onChange={(value) => navigate({ to: '/overview', search: { window: value } })} />
        </>
      )} />
      <Loaded query={overview} permission="usage:read" rows={10}>
        {(view) => (view.totals.requests === 0 ? <Quiet window={labels[window].toLowerCase()} /> : <Picture view={view} />)}
      </Loaded>
    </>
  );
}

const Picture = ({ view }: { view: View }) => (
  <div className="grid gap-4">
    <Board view={view} />
    <Charts view={view} />
    <Busiest view={view} />
  </div>
);

const Quiet = ({ window }: { window: string }) => (
  <Panel>
    <Empty title="Nothing has passed yet" action={<Link to="/build/get-started" className={buttonLook('primary')}>Make the first call</Link>}>
      No call came in the last {window}. Calls show up here within a second of being made: with their tokens, their cost and how long they took.
    </Empty>
  </Panel>
);
