import { Link } from '@tanstack/react-router';
import type { Schemas } from '../../api/types';
import { Name } from '../../design/Badge';
import { SelectField } from '../../design/Field';
import { compact, count, duration, money, share } from '../../design/format';
import { Panel } from '../../design/Page';
import { right, Table } from '../../design/Table';
import { dimensionNames, dimensions, sorts, type Dimension, type UsageSearch } from './search';

interface Props {
  view: Schemas['BreakdownView'];
  search: UsageSearch;
  set: (change: Partial<UsageSearch>) => void;
}

/** The filter of the calls' list that a dimension has, where it has one. */
const listFilter: Partial<Record<Dimension, string>> = { organization: 'organization_id', team: 'team_id', key: 'key_id', target: 'model', model: 'model', group: 'model', deployment: 'deployment', status: 'status' };

/** The sums by a dimension. A name narrows the page to it; the calls are one click further. */
export function Breakdown({ view, search, set }: Props) {
  const by = view.by as Dimension;
  const column = (label: string) => ({ label, right: true });
  const times = { since: view.report.from, until: view.report.to };
  return (
    <Panel title={`By ${dimensions[by].toLowerCase()}`} note={`${count(view.values)} in all`} flush actions={(
      <div className="flex flex-wrap gap-2 py-1">
        <SelectField label="Break down by" value={by} onChange={(e) => set({ by: e.target.value as Dimension })}>
          {dimensionNames.map((name) => <option key={name} value={name}>{dimensions[name]}</option>)}
        </SelectField>
        <SelectField label="Sort by" value={view.sort} onChange={(e) => set({ sort: e.target.value as UsageSearch['sort'] })}>
          {sorts.map((name) => <option key={name} value={name}>{name}</option>)}
        </SelectField>
      </div>
    )}>
      <Table label={`Usage by ${dimensions[by].toLowerCase()}`} columns={[dimensions[by], column('Cost'), column('Share'), column('Requests'), column('Errors'), column('Tokens in'), column('Tokens out'), column('Cached'), column('Latency'), column('First token'), '']}>
        {view.lines.map(({ value, name, measures }) => {
          const filter = listFilter[by];
          return (
            <tr key={value}>
              <td><button type="button" className="text-left hover:underline" title={`Only ${name}`} onClick={() => set({ [by]: value, by: undefined })}>{name === value ? <Name>{name}</Name> : name}</button></td>
              <Cells measures={measures} total={view.totals.cost_micros} />
              <td className={right}>{filter && value !== '(none)' && <Link to="/requests" search={{ [filter]: value, ...times }} className="text-xs text-brand hover:underline">Calls</Link>}</td>
            </tr>
          );
        })}
        {view.rest && <tr><td className="text-ink-soft">{count(view.values - view.lines.length)} more</td><Cells measures={view.rest} total={view.totals.cost_micros} /><td /></tr>}
      </Table>
      {search.by === undefined && view.lines.length === 0 && <p className="p-4 text-sm text-ink-soft">None of these calls has a {dimensions[by].toLowerCase()}.</p>}
    </Panel>
  );
}

const Cells = ({ measures: m, total }: { measures: Schemas['ReportMeasures']; total: number }) => (
  <>
    <td className={right}>{money(m.cost_micros)}</td>
    <td className={right}>{share(m.cost_micros, total)}</td>
    <td className={right}>{count(m.requests)}</td>
    <td className={right}>{m.errors + m.refused > 0 ? <span title={`${count(m.errors)} failed, ${count(m.refused)} refused`}>{count(m.errors + m.refused)}</span> : '–'}</td>
    <td className={right}>{compact(m.tokens_input)}</td>
    <td className={right}>{compact(m.tokens_output)}</td>
    <td className={right}>{share(m.tokens_cached, m.tokens_input)}</td>
    <td className={right}><Percentiles of="Latency" average={m.latency_avg_ms} p50={m.latency_p50_ms} p95={m.latency_p95_ms} p99={m.latency_p99_ms} /></td>
    <td className={right}><Percentiles of="First token" average={m.ttft_avg_ms} p50={m.ttft_p50_ms} p95={m.ttft_p95_ms} p99={m.ttft_p99_ms} /></td>
  </>
);

interface Shares {
  of: string;
  average: number | null;
  p50: number | null;
  p95: number | null;
  p99: number | null;
}

/** The median, and below it how long the slowest took; all of it on hover. */
const Percentiles = ({ of, average, p50, p95, p99 }: Shares) => (p50 == null ? <>{duration(average)}</> : (
  <span title={`${of}: 50 % within ${duration(p50)}, 95 % within ${duration(p95)}, 99 % within ${duration(p99)}; ${duration(average)} on average`}>
    {duration(p50)}<span className="block text-xs text-ink-faint">95 % {duration(p95)}</span>
  </span>
));
