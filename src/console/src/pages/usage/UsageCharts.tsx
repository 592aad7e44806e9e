import type { Schemas } from '../../api/types';
import { Chart } from '../../design/Chart';
import { compact, count, duration, money, moneyTick } from '../../design/format';
import { Panel } from '../../design/Page';

interface Props {
  view: Schemas['SeriesView'];
  /** A part of time was chosen. */
  onPick: (from: string, to: string) => void;
}

/** The period over time. A click on a part looks at that part alone. */
export function UsageCharts({ view, onPick }: Props) {
  const points = view.lines[0]?.points ?? [];
  const shared = {
    times: points.map((p) => Date.parse(p.from) / 1000),
    onPick: (index: number) => {
      const point = points[index];
      if (point && points.length > 1) onPick(point.from, point.to);
    },
  };
  const per = `per ${view.bucket}`;
  return (
    <div className="grid gap-4 lg:grid-cols-2">
      <Panel title="Cost" note={per}>
        <Chart {...shared} label="Cost over time" format={money} tick={moneyTick} lines={[{ label: 'Cost', color: '--chart-2', bars: true, values: points.map((p) => p.measures.cost_micros) }]} />
      </Panel>
      <Panel title="Requests" note={per}>
        <Chart {...shared} label="Requests over time" format={count} tick={compact} lines={[
          { label: 'All', color: '--chart-1', bars: true, values: points.map((p) => p.measures.requests) },
          { label: 'Refused', color: '--chart-2', bars: true, values: points.map((p) => p.measures.refused + p.measures.errors) },
          { label: 'Errors', color: '--chart-3', bars: true, values: points.map((p) => p.measures.errors) },
        ]} />
      </Panel>
      <Panel title="Tokens" note={per}>
        <Chart {...shared} label="Tokens over time" format={count} tick={compact} lines={[
          { label: 'Input', color: '--chart-4', values: points.map((p) => p.measures.tokens_input) },
          { label: 'Cached', color: '--chart-2', values: points.map((p) => p.measures.tokens_cached) },
          { label: 'Output', color: '--chart-1', values: points.map((p) => p.measures.tokens_output) },
        ]} />
      </Panel>
      <Panel title="Latency" note="average of answered calls">
        <Chart {...shared} label="Latency over time" format={duration} lines={[
          { label: 'Whole call', color: '--chart-4', values: points.map((p) => p.measures.latency_avg_ms ?? null) },
          { label: 'First token', color: '--chart-2', values: points.map((p) => p.measures.ttft_avg_ms ?? null) },
        ]} />
      </Panel>
    </div>
  );
}
