import type { Schemas } from '../../api/types';
import { compact, count, duration, money, share } from '../../design/format';

/** The sums of the period: one number each, and what it consists of. */
export function UsageTotals({ totals: t }: { totals: Schemas['ReportMeasures'] }) {
  const difference = t.upstream_cost_micros - t.compared_cost_micros;
  const facts: [label: string, value: string, note: string][] = [
    ['Cost', money(t.cost_micros), t.upstream_priced > 0 ? `providers told ${money(t.upstream_cost_micros)} for ${count(t.upstream_priced)} calls, ${money(difference)} apart` : 'calculated from tokens and prices'],
    ['Requests', compact(t.requests), `${count(t.success)} answered, ${count(t.refused)} refused, ${count(t.errors)} failed`],
    ['Tokens', compact(t.tokens_input + t.tokens_output), `${compact(t.tokens_input)} in, ${compact(t.tokens_output)} out`],
    ['From provider caches', share(t.tokens_cached, t.tokens_input), `of the input; ${compact(t.tokens_cache_write)} tokens written`],
    ['Latency, median', duration(t.latency_p50_ms ?? t.latency_avg_ms), `95 % ${duration(t.latency_p95_ms)}, 99 % ${duration(t.latency_p99_ms)}; first token ${duration(t.ttft_p50_ms ?? t.ttft_avg_ms)}, 95 % ${duration(t.ttft_p95_ms)}${t.output_tokens_per_second == null ? '' : `, ${compact(Math.round(t.output_tokens_per_second))} tokens/s`}`],
    ['Fallbacks', share(t.fallbacks, t.requests), `${count(t.attempts)} upstream calls`],
  ];
  return (
    <dl className="grid grid-cols-2 gap-px overflow-hidden rounded-xl border border-line bg-line shadow-raised sm:grid-cols-3 xl:grid-cols-6">
      {facts.map(([label, value, note]) => (
        <div key={label} className="bg-panel px-4 pt-3 pb-2.5">
          <dt className="text-xs text-ink-faint">{label}</dt>
          <dd className="text-2xl font-semibold tracking-tight tabular-nums">{value}</dd>
          <dd className="text-xs text-ink-soft">{note}</dd>
        </div>
      ))}
    </dl>
  );
}
