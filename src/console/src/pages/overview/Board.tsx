import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { Schemas } from '../../api/types';
import { compact, count, duration, microseconds, money, share } from '../../design/format';
import { Sparkline } from '../../design/Sparkline';

interface Instrument {
  label: string;
  value: string;
  note: ReactNode;
  course?: (number | null)[];
  color?: string;
  bad?: boolean;
}

/** The instruments: one number each, what it consists of, and its course over the window. */
export function Board({ view: { totals: t, series } }: { view: Schemas['OverviewView'] }) {
  const search = { since: series[0]?.at };
  const instruments: Instrument[] = [
    { label: 'Requests', value: compact(t.requests), note: `${count(t.success)} answered`, course: series.map((p) => p.requests) },
    {
      label: 'Errors', value: compact(t.errors), bad: t.errors > 0, color: '--chart-3', course: series.map((p) => p.errors + p.refused),
      note: (
        <>
          <Link to="/requests" search={{ ...search, status: 'error' }} className="hover:underline">{share(t.errors, t.requests)}</Link>
          {' · '}
          <Link to="/requests" search={{ ...search, status: 'refused' }} className="hover:underline">{count(t.refused)} refused</Link>
        </>
      ),
    },
    { label: 'Tokens', value: compact(t.tokens_input + t.tokens_output), note: `${compact(t.tokens_input)} in, ${compact(t.tokens_output)} out`, course: series.map((p) => p.tokens_input + p.tokens_output), color: '--chart-4' },
    { label: 'Cost', value: money(t.cost_micros), note: `${compact(t.tokens_cached)} input tokens cached`, course: series.map((p) => p.cost_micros), color: '--chart-2' },
    { label: 'Latency, median', value: duration(t.latency_p50_ms), note: `95 % within ${duration(t.latency_p95_ms)}`, course: series.map((p) => p.latency_p50_ms ?? null), color: '--chart-4' },
    { label: 'Gateway overhead', value: microseconds(t.overhead_p50_us), note: <>median · first token {duration(t.ttft_p50_ms)}</> },
  ];
  return (
    <dl className="grid grid-cols-2 gap-px overflow-hidden rounded-xl border border-line bg-line shadow-raised sm:grid-cols-3 xl:grid-cols-6">
      {instruments.map(({ label, value, note, course, color, bad }) => (
        <div key={label} className="grid content-between gap-1.5 bg-panel px-4 pt-3 pb-2.5">
          <div>
            <dt className="text-xs text-ink-faint">{label}</dt>
            <dd className={`text-2xl font-semibold tracking-tight tabular-nums ${bad ? 'text-danger' : ''}`}>{value}</dd>
            <dd className="text-xs text-ink-soft">{note}</dd>
          </div>
          {course && <Sparkline values={course} color={color} />}
        </div>
      ))}
    </dl>
  );
}
