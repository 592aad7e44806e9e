import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { send } from '../../api/client';
import type { Schemas } from '../../api/types';
import { buttonLook } from '../../design/Button';
import { Loaded } from '../../design/Loaded';
import { PageHead, Panel } from '../../design/Page';
import { Segmented } from '../../design/Segmented';
import { Empty } from '../../design/States';
import { Breakdown } from './Breakdown';
import { Completeness } from './Completeness';
import { Exports } from './Exports';
import { Filters } from './Filters';
import { filtersOf, lengths, toQuery, type Length, type UsageSearch } from './search';
import { UsageCharts } from './UsageCharts';
import { UsageTotals } from './UsageTotals';

const route = getRouteApi('/usage');
const labels: Record<Length, string> = { '1h': 'Hour', '24h': 'Day', '7d': 'Week', '30d': '30 days', '90d': '90 days', '365d': 'Year' };
const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;

/** What was used and what it cost: over time, by whatever a call has, down to the calls themselves. */
export function UsagePage() {
  const search = route.useSearch();
  const navigate = useNavigate();
  const set = (change: Partial<UsageSearch>) => void navigate({ to: '/usage', search: { ...search, ...change } });
  const query = toQuery(search, zone);
  const by = search.by ?? 'target';
  const sort = search.sort ?? 'cost';
  const report = <T,>(name: string, more: Record<string, string>) => ({
    queryKey: ['reports', name, query, more],
    queryFn: ({ signal }: { signal: AbortSignal }) => send<T>('get', `/admin/reports/api/${name}`, { params: { query: { ...query, ...more } }, signal }),
    placeholderData: keepPreviousData,
  });
  const series = useQuery(report<Schemas['SeriesView']>('series', search.bucket ? { bucket: search.bucket } : {}));
  const breakdown = useQuery(report<Schemas['BreakdownView']>('breakdown', { by, sort }));
  return (
    <>
      <PageHead title="Usage and cost" lead="What was used and what it cost: over time, by whatever a call has, down to the calls themselves." actions={(
        <>
          <Segmented label="Period" value={search.from ? ('' as Length) : search.since ?? '24h'} options={lengths.map((value) => ({ value, label: labels[value] }))} onChange={(since) => set({ since, from: undefined, to: undefined })} />
          <Exports query={{ ...query, by, sort }} />
        </>
      )} />
      <Filters search={search} set={set} />
      <Loaded query={breakdown} permission="reports:read" rows={10}>
        {(view) => (view.totals.requests === 0 ? <Nothing filtered={filtersOf(search).length > 0} /> : (
          <div className="grid gap-4">
            <Completeness view={view.report.completeness} />
            <UsageTotals totals={view.totals} />
            <Loaded query={series} permission="reports:read" rows={6}>{(course) => <UsageCharts view={course} onPick={(from, to) => set({ from, to, bucket: undefined })} />}</Loaded>
            <Breakdown view={view} search={search} set={set} />
          </div>
        ))}
      </Loaded>
    </>
  );
}

const Nothing = ({ filtered }: { filtered: boolean }) => (
  <Panel>
    {filtered
      ? <Empty title="No call matches" action={<Link to="/usage" className={buttonLook()}>Clear the filters</Link>}>Every filter above must fit. Take one away, or look at a longer period.</Empty>
      : <Empty title="Nothing was used" action={<Link to="/build/get-started" className={buttonLook('primary')}>Make the first call</Link>}>No call came in during this period. Each call counts here within a second of its end, with its tokens and its cost.</Empty>}
  </Panel>
);
