import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { send } from '../../api/client';
import type { Comparison, Schemas } from '../../api/types';
import { Chart } from '../../design/Chart';
import { count, duration } from '../../design/format';
import { Histogram } from '../../design/Histogram';
import { Loaded } from '../../design/Loaded';
import { Panel } from '../../design/Page';
import { Segmented } from '../../design/Segmented';

const usd = (value: number) => `$${Number(value.toPrecision(2))}`;
const pairOf = (c: Comparison) => `${c.candidate} beside ${c.primary}`;

/** How latency and cost of a candidate and the primary are distributed, and how far they agree over time. */
export function ComparisonPlots({ feature, comparisons }: { feature: string; comparisons: Comparison[] }) {
  const [chosen, setChosen] = useState(pairOf(comparisons[0]!));
  const pair = comparisons.find((c) => pairOf(c) === chosen) ?? comparisons[0]!;
  const { candidate, primary } = pair;
  const plots = useQuery({
    queryKey: ['comparisons', feature, 'plots', candidate, primary],
    queryFn: ({ signal }) => send<Schemas['ShadowPlotsView']>('get', `/admin/ai-quality/models/${encodeURIComponent(feature)}/shadow/plots`, { params: { query: { candidate, primary } }, signal }),
  });
  return (
    <Panel title="Comparison, drawn" note={pairOf(pair)}
      actions={comparisons.length > 1 ? <Segmented label="Candidate" value={pairOf(pair)} options={comparisons.map((c) => ({ value: pairOf(c), label: c.candidate }))} onChange={setChosen} /> : undefined}>
      <Loaded query={plots} permission="route_groups:read" rows={4}>
        {(view) => {
          const both = (histogram: Schemas['PairHistogram']) => [
            { label: primary, color: '--chart-4', counts: histogram.first },
            { label: candidate, color: '--chart-2', counts: histogram.second },
          ];
          const part = (n: number, of: number) => (of === 0 ? null : (n / of) * 100);
          return (
            <div className="grid gap-5 lg:grid-cols-3">
              <section><h3 className="mb-1 text-xs font-medium text-ink-soft">Latency</h3><Histogram label="Latency of both" edges={view.latency_ms.edges} series={both(view.latency_ms)} format={duration} /></section>
              <section>
                <h3 className="mb-1 text-xs font-medium text-ink-soft">Cost</h3>
                {view.cost_usd.edges.length === 0 ? <p className="text-xs text-ink-faint">The cost of both is known of no call.</p> : <Histogram label="Cost of both" edges={view.cost_usd.edges} series={both(view.cost_usd)} format={usd} />}
              </section>
              <section>
                <h3 className="mb-1 text-xs font-medium text-ink-soft">Agreement over time, %</h3>
                <Chart label="Agreement over time" height={130} times={view.series.map((p) => Date.parse(p.at) / 1000)} format={(value) => `${value.toFixed(0)} %`} tick={count} lines={[
                  { label: 'Same answer', color: '--chart-1', values: view.series.map((p) => part(p.same, p.pairs - p.failed)) },
                  { label: 'Failed', color: '--chart-3', values: view.series.map((p) => part(p.failed, p.pairs)) },
                ]} />
              </section>
            </div>
          );
        }}
      </Loaded>
    </Panel>
  );
}
