import { useQuery } from '@tanstack/react-query';
import { send } from '../../api/client';
import type { Schemas, Slo } from '../../api/types';
import { Signal } from '../../design/Badge';
import { Button } from '../../design/Button';
import { Chart } from '../../design/Chart';
import { Sheet } from '../../design/Dialog';
import { compact, count, duration } from '../../design/format';
import { Loaded } from '../../design/Loaded';
import { Facts } from '../../design/Page';
import { right, Table } from '../../design/Table';
import { When } from '../../design/When';
import { standingOf } from './standing';

/** A round length of time, without the part that is nothing. */
const stretch = (milliseconds: number) => duration(milliseconds).replace(/ 0 (s|min|h)$/, '');

const percent = (value: number) => `${value.toFixed(1)} %`;

/** How an objective stands: what is left of its budget, how it was used, and how fast it is used now. */
export function SloSheet({ slo, onEdit, onClose }: { slo: Slo; onEdit: () => void; onClose: () => void }) {
  const budget = useQuery({ queryKey: ['slos', slo.id, 'budget'], queryFn: ({ signal }) => send<Schemas['SloBudgetView']>('get', `/admin/api/slos/${encodeURIComponent(slo.id)}/budget`, { signal }), refetchInterval: 30_000 });
  return (
    <Sheet onClose={onClose} title={slo.name} lead={slo.description ?? `${slo.target_percent} % over the last ${slo.window_days} days`} foot={<Button tone="primary" onClick={onEdit}>{slo.owner === 'yaml' ? 'Show the terms' : 'Edit'}</Button>}>
      <Loaded query={budget} permission="alerts:read" rows={5}>{(view) => <Budget view={view} />}</Loaded>
    </Sheet>
  );
}

function Budget({ view: { standing, points, bucket_seconds } }: { view: Schemas['SloBudgetView'] }) {
  const stands = standingOf(standing);
  const times = points.map((point) => Date.parse(point.at) / 1000);
  return (
    <div className="grid gap-5">
      <Facts items={[
        ['Stands', <Signal key="s" lamp={stands.lamp}>{stands.text}</Signal>],
        ['Budget left', standing.total > 0 ? percent(standing.budget_left_percent) : '–'],
        ['Good calls', standing.good_percent == null ? '–' : `${standing.good_percent.toFixed(3)} % of ${count(standing.total)}`],
        ['May be bad', `${count(Math.floor(standing.allowed))}, ${count(standing.total - standing.good)} were`],
        ['Counted since', standing.counted_since ? <When key="w" at={standing.counted_since} /> : 'not yet: it begins within half a minute'],
      ]} />
      {standing.total > 0 && (
        <>
          <section aria-label="Budget over time"><h3 className="mb-1 text-sm font-medium">Budget left</h3><Chart label="Error budget left over time" times={times} format={percent} lines={[{ label: 'Left', color: '--chart-4', values: points.map((point) => point.budget_left_percent) }]} /></section>
          <section aria-label="Calls over time"><h3 className="mb-1 text-sm font-medium">Calls <span className="font-normal text-ink-soft">per {stretch(bucket_seconds * 1000)}</span></h3>
            <Chart label="Calls over time" times={times} format={count} tick={compact} lines={[
              { label: 'All', color: '--chart-1', bars: true, values: points.map((point) => point.total) },
              { label: 'Bad', color: '--chart-3', bars: true, values: points.map((point) => point.total - point.good) },
            ]} />
          </section>
        </>
      )}
      <Table cards bleed label="Burn rates" columns={['Over', { label: 'Burns', right: true }, { label: 'Just now', right: true }, { label: 'Too fast from', right: true }, { label: 'Calls', right: true }, 'Stands']}>
        {standing.burn_rates.map((rate) => (
          <tr key={rate.long_minutes}>
            <td>{stretch(rate.long_minutes * 60_000)} and {stretch(rate.short_minutes * 60_000)}</td>
            <td className={right}>{rate.long.toFixed(2)} ×</td><td className={right}>{rate.short.toFixed(2)} ×</td><td className={right}>{rate.factor} ×</td><td className={right}>{count(rate.calls)}</td>
            <td><Signal lamp={rate.too_fast ? (rate.urgent ? 'danger' : 'caution') : rate.calls === 0 ? 'off' : 'clear'}>{rate.too_fast ? 'too fast' : rate.calls === 0 ? 'no calls' : 'lasts'}</Signal></td>
          </tr>
        ))}
      </Table>
      <p className="text-xs text-ink-soft">At 1 × the budget is used up exactly when the window is over. It is too fast only where both stretches say so.</p>
    </div>
  );
}
