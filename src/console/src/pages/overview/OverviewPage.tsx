import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useMemo, type ReactNode } from 'react';
import { call, type Schemas } from '../../api/client';
import { Chart } from '../../design/Chart';
import { compact, count, duration, microseconds, money } from '../../design/format';
import { Empty, Failure, PageHead, Panel, Skeleton, Table } from '../../design/surfaces';
import { overviewRoute } from '../../routes';

const windows = { '1h': 'Last hour', '24h': 'Last day', '7d': 'Last week', '30d': 'Last 30 days' } as const;

const tick = { count: (v: number) => compact(v), money: (v: number) => money(v), time: (v: number) => duration(v) };

export function OverviewPage() {
  const window = (overviewRoute.useSearch().window ?? '1h') as keyof typeof windows;
  const navigate = useNavigate();
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['overview', window],
    queryFn: ({ signal }) => call<Schemas['OverviewView']>('GET', `/overview?window=${window}`, { signal }),
    refetchInterval: window === '1h' ? 3_000 : 30_000,
    placeholderData: keepPreviousData,
  });

  const series = useMemo(() => {
    const points = data?.series ?? [];
    return {
      times: points.map((p) => Date.parse(p.at) / 1000),
      requests: [
        { label: 'Requests', color: '--chart-1', bars: true, values: points.map((p) => p.requests) },
        { label: 'Errors and refusals', color: '--chart-3', bars: true, values: points.map((p) => p.errors + p.refused) },
      ],
      tokens: [
        { label: 'Input', color: '--chart-1', values: points.map((p) => p.tokens_input) },
        { label: 'Output', color: '--chart-2', values: points.map((p) => p.tokens_output) },
      ],
      cost: [{ label: 'Cost', color: '--chart-2', bars: true, values: points.map((p) => p.cost_micros) }],
      latency: [
        { label: 'Median', color: '--chart-1', values: points.map((p) => p.latency_p50_ms ?? null) },
        { label: '95th percentile', color: '--chart-2', values: points.map((p) => p.latency_p95_ms ?? null) },
      ],
    };
  }, [data]);

  return (
    <>
      <PageHead
        title="Overview"
        lead="What passes through the gateway, as it happens."
        actions={(
          <div role="group" aria-label="Time window" className="inline-flex rounded-lg border border-line-strong bg-panel p-0.5">
            {Object.entries(windows).map(([value, label]) => (
              <button key={value} type="button" aria-pressed={window === value}
                className={`rounded-md px-3 py-1 text-sm ${window === value ? 'bg-brand text-on-brand' : 'text-ink-soft hover:text-ink'}`}
                onClick={() => navigate({ to: '/overview', search: { window: value } })}>{label}</button>
            ))}
          </div>
        )}
      />
      {error ? <Failure error={error} retry={() => refetch()} /> : isPending || !data ? <Skeleton rows={8} /> : (
        <div className="grid gap-4">
          <dl className="grid grid-cols-2 gap-3 md:grid-cols-3 xl:grid-cols-6">
            <Tile label="Requests" value={compact(data.totals.requests)} note={`${count(data.totals.success)} answered`} />
            <Tile label="Errors" value={compact(data.totals.errors)} note={`${count(data.totals.refused)} refused`} bad={data.totals.errors > 0} />
            <Tile label="Tokens" value={compact(data.totals.tokens_input + data.totals.tokens_output)} note={`${compact(data.totals.tokens_input)} in · ${compact(data.totals.tokens_output)} out`} />
            <Tile label="Cost" value={money(data.totals.cost_micros)} note={`${compact(data.totals.tokens_cached)} tokens cached`} />
            <Tile label="Latency, median" value={duration(data.totals.latency_p50_ms)} note={`95th: ${duration(data.totals.latency_p95_ms)}`} />
            <Tile label="Gateway overhead" value={microseconds(data.totals.overhead_p50_us)} note={`first token: ${duration(data.totals.ttft_p50_ms)}`} />
          </dl>
          {data.totals.requests === 0 ? (
            <Panel><Empty title="Nothing has passed yet" action={<Link to="/build" className="text-brand underline">Show me how to make a call</Link>}>Calls show up here within a second of being made.</Empty></Panel>
          ) : (
            <div className="grid gap-4 lg:grid-cols-2">
              <Panel title="Requests"><Chart label="Requests over time" times={series.times} lines={series.requests} format={tick.count} /></Panel>
              <Panel title="Latency"><Chart label="Latency over time" times={series.times} lines={series.latency} format={tick.time} /></Panel>
              <Panel title="Tokens"><Chart label="Tokens over time" times={series.times} lines={series.tokens} format={tick.count} /></Panel>
              <Panel title="Cost"><Chart label="Cost over time" times={series.times} lines={series.cost} format={tick.money} /></Panel>
              <Panel title="Busiest models" flush>
                <Table head={['Model', 'Requests', 'Tokens', 'Cost']}>
                  {data.top_models.map((m) => (
                    <tr key={m.name}>
                      <td><Link to="/requests" search={{ model: m.name } as never} className="font-mono text-[13px] hover:underline">{m.name}</Link></td>
                      <td>{count(m.requests)}</td><td>{compact(m.tokens)}</td><td>{money(m.cost_micros)}</td>
                    </tr>
                  ))}
                </Table>
              </Panel>
              <Panel title="Busiest keys" flush>
                <Table head={['Key', 'Requests', 'Cost']}>
                  {data.top_keys.map((k) => (
                    <tr key={k.key_id}>
                      <td><Link to="/requests" search={{ key_id: k.key_id } as never} className="hover:underline">{k.name}</Link></td>
                      <td>{count(k.requests)}</td><td>{money(k.cost_micros)}</td>
                    </tr>
                  ))}
                </Table>
              </Panel>
            </div>
          )}
        </div>
      )}
    </>
  );
}

function Tile({ label, value, note, bad }: { label: string; value: ReactNode; note: ReactNode; bad?: boolean }) {
  return (
    <div className="rounded-xl border border-line bg-panel px-4 py-3 shadow-raised">
      <dt className="text-xs text-ink-faint">{label}</dt>
      <dd className={`mt-0.5 text-xl font-semibold tracking-tight tabular-nums ${bad ? 'text-danger' : ''}`}>{value}</dd>
      <dd className="mt-0.5 truncate text-xs text-ink-soft">{note}</dd>
    </div>
  );
}
