import { keepPreviousData, useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { page } from '../../api/page';
import type { Usage } from '../../api/types';
import { Button, buttonLook } from '../../design/Button';
import { Live } from '../../design/Live';
import { Loaded } from '../../design/Loaded';
import { More } from '../../design/More';
import { PageHead, Panel } from '../../design/Page';
import { Empty } from '../../design/States';
import { Filters } from './Filters';
import { RequestSheet } from './RequestSheet';
import { RequestTable } from './RequestTable';
import { filters, toQuery, type RequestsSearch } from './search';

const route = getRouteApi('/requests');
const every = 3;

export function RequestsPage() {
  const search = route.useSearch();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const [live, setLive] = useState(true);
  const { request, ...filter } = search;
  const set = (change: Partial<RequestsSearch>) => navigate({ to: '/requests', search: { ...search, ...change } });

  const list = useInfiniteQuery({
    queryKey: ['requests', filter],
    queryFn: ({ pageParam, signal }) => page<Usage>('/requests', { limit: 50, ...toQuery(filter, Date.now()), ...(pageParam ? { cursor: pageParam } : {}) }, signal),
    initialPageParam: '',
    getNextPageParam: (last) => last.next_cursor ?? undefined,
    placeholderData: keepPreviousData,
    // Whoever reads further back is not interrupted by what comes in.
    refetchInterval: (query) => (live && (query.state.data?.pages.length ?? 0) <= 1 ? every * 1000 : false),
  });
  const further = (list.data?.pages.length ?? 0) > 1;

  return (
    <>
      <PageHead title="Requests" lead="Every call: what it used, what it cost, and why it was refused."
        actions={further ? <Button size="sm" onClick={() => queries.resetQueries({ queryKey: ['requests', filter] })}>Back to the newest</Button> : <Live on={live} onChange={setLive} every={every} />} />
      <Filters search={search} set={set} />
      <Panel flush>
        <Loaded query={list} permission="usage:read" rows={10}>
          {({ pages }) => {
            const rows = pages.flatMap((p) => p.items);
            return rows.length === 0 ? <Nothing filtered={filters(search) > 0} /> : (
              <div className={list.isPlaceholderData ? 'opacity-60' : ''}>
                <RequestTable rows={rows} opened={request} />
              </div>
            );
          }}
        </Loaded>
        <More list={list} label="Older calls" />
      </Panel>
      {request && <RequestSheet id={request} onClose={() => set({ request: undefined })} />}
    </>
  );
}

const Nothing = ({ filtered }: { filtered: boolean }) => (filtered
  ? <Empty title="No call matches" action={<Link to="/requests" className={buttonLook()}>Clear the filters</Link>}>Every filter above must fit. Widen one, or look further back.</Empty>
  : <Empty title="No calls yet" action={<Link to="/build/get-started" className={buttonLook('primary')}>Make the first call</Link>}>Each call shows up here within a second, with its tokens, its cost and how it ended.</Empty>);
