import { useNavigate } from '@tanstack/react-router';
import type { Schemas } from '../../api/types';
import { Chart } from '../../design/Chart';
import { compact, count, duration, money, moneyTick } from '../../design/format';
import { Panel } from '../../design/Page';

/** The window as time series. A click on one shows the calls of that moment. */
export function Charts({ view: { series, bucket_seconds } }: { view: Schemas['OverviewView'] }) {
  const navigate = useNavigate();
  const times = series.map((p) => Date.parse(p.at) / 1000);
  const pick = (index: number) => {
    const at = series[index]?.at;
    if (at) void navigate({ to: '/requests', search: { since: at, until: new Date(Date.parse(at) + bucket_seconds * 1000).toISOString() } });
  };
  const shared = { times, onPick: pick };
  const per = `per ${duration(bucket_seconds * 1000).replace(/ 0 (s|min)$/, '').replace(/^1 /, '')}`;
  return (
    <div className="grid gap-4 lg:grid-cols-2">
      <Panel title="Requests" note={per}>
        <Chart {...shared} label="Requests over time" format={count} tick={compact} lines={[
          { label: 'All', color: '--chart-1', bars: true, values: series.map((p) => p.requests) },
          { label: 'Refused', color: '--chart-2', bars: true, values: series.map((p) => p.refused + p.errors) },
          { label: 'Errors', color: '--chart-3', bars: true, values: series.map((p) => p.errors) },
        ]} />
      </Panel>
      <Panel title="Latency" note="answered calls">
        <Chart {...shared} label="Latency over time" format={duration} lines={[
          { label: 'Median', color: '--chart-4', values: series.map((p) => p.latency_p50_ms ?? null) },
          { label: '95th percentile', color: '--chart-2', values: series.map((p) => p.latency_p95_ms ?? null) },
        ]} />
      </Panel>
      <Panel title="Tokens" note={per}>
        <Chart {...shared} label="Tokens over time" format={count} tick={compact} lines={[
          { label: 'Input', color: '--chart-4', values: series.map((p) => p.tokens_input) },
          { label: 'Output', color: '--chart-1', values: series.map((p) => p.tokens_output) },
        ]} />
      </Panel>
      <Panel title="Cost" note={per}>
        <Chart {...shared} label="Cost over time" format={money} tick={moneyTick} lines={[{ label: 'Cost', color: '--chart-2', bars: true, values: series.map((p) => p.cost_micros) }]} />
      </Panel>
    </div>
  );
}
