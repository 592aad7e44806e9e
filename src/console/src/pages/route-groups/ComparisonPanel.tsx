import type { Comparison } from '../../api/types';
import { Badge, Name } from '../../design/Badge';
import { Panel } from '../../design/Page';
import { Empty } from '../../design/States';
import { right, Table } from '../../design/Table';

type Interval = NonNullable<Comparison['errors']>;

const percent = (x: number) => `${(x * 100).toFixed(1)} %`;
const times = (x: number) => `${x.toFixed(2)}×`;
const ms = (x: number | null) => (x === null ? '–' : `${Math.round(x)} ms`);

/** An estimate, and between what it lies beyond reasonable doubt. */
const Estimate = ({ of, as }: { of: Interval | null; as: (x: number) => string }) => (of === null ? <>–</> : (
  <span title="95 per cent confidence interval">{as(of.value)} <span className="block text-2xs text-ink-faint">{as(of.low)} to {as(of.high)}</span></span>
));

/** Candidates beside the primary, on the same calls. */
export function ComparisonPanel({ comparisons, isRuled }: { comparisons: Comparison[]; isRuled: boolean }) {
  return (
    <Panel title="Shadow comparison" note="of the same calls, with 95 % intervals" flush>
      {comparisons.length === 0 ? (
        <Empty title="Nothing compared yet">Once the primary has answered a call, a candidate is asked the same; what both made of it is compared here.</Empty>
      ) : (
        <Table cards label="Shadow comparison" columns={['Candidate', { label: 'Calls', right: true }, { label: 'Failed', right: true }, { label: 'Same answer', right: true }, { label: 'Judged', right: true }, { label: 'Latency', right: true }, { label: 'Cost', right: true }, 'Evidence']}>
          {comparisons.map((c) => (
            <tr key={`${c.primary} ${c.candidate}`}>
              <td><Name className="font-semibold">{c.candidate}</Name><span className="block text-2xs text-ink-faint">beside {c.primary}</span></td>
              <td className={right}>{c.pairs}</td>
              <td className={right}><Estimate of={c.errors} as={percent} /></td>
              <td className={right}><Estimate of={c.agreement} as={percent} /></td>
              <td className={right} title="0: the primary is better always; 1: the candidate is; 0.5: neither is"><Estimate of={c.judged ?? null} as={(x) => x.toFixed(2)} /></td>
              <td className={right} title={`Median ${ms(c.candidate_p50_ms)} beside ${ms(c.primary_p50_ms)}; 95th percentile ${ms(c.candidate_p95_ms)} beside ${ms(c.primary_p95_ms)}`}><Estimate of={c.latency_ratio} as={times} /></td>
              <td className={right}><Estimate of={c.cost_ratio} as={times} /></td>
              <td>{!isRuled ? <span className="text-xs text-ink-faint">none is asked for</span> : c.missing.length === 0 ? <Badge lamp="clear">carries a promotion</Badge> : <ul className="grid gap-0.5 text-xs text-ink-soft">{c.missing.map((m) => <li key={m}>{m}</li>)}</ul>}</td>
            </tr>
          ))}
        </Table>
      )}
    </Panel>
  );
}
