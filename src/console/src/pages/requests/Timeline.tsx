import type { Usage } from '../../api/types';
import { Badge, Name } from '../../design/Badge';
import { duration, microseconds, money } from '../../design/format';
import { Facts } from '../../design/Page';
import { isOutrun, placed } from './attempts';

/** The call's time on one line: each attempt from where it began, failed ones marked, and when the first token came. */
export function Timeline({ usage: r }: { usage: Usage }) {
  const attempts = placed(r.attempt_details);
  const total = Math.max(r.latency_ms, ...attempts.map((a) => a.start + a.duration_ms), 0.001);
  const share = (ms: number) => `${Math.min(100, (ms / total) * 100)}%`;
  return (
    <div className="grid gap-3">
      {attempts.length > 0 && (
        <ol className="grid gap-1.5 text-sm" aria-label="Attempts">
          {attempts.map((a, i) => (
            <li key={i} className="grid gap-1">
              <div className="flex flex-wrap items-center gap-2"><Name>{a.deployment}</Name>{isOutrun(a) ? <Badge lamp="off">another was quicker{a.cost_micros != null && `, about ${money(a.cost_micros)} beside`}</Badge> : a.error ? <Badge lamp="danger">{[a.status, a.error].filter(Boolean).join(' ')}</Badge> : <Badge lamp="clear">{a.status ?? 'ok'}</Badge>}<span className="ml-auto text-xs text-ink-soft tabular-nums">{duration(a.duration_ms)}{a.start > 0 && ` from ${duration(a.start)} on`}</span></div>
              <div className="relative h-2 rounded-full bg-sunken" aria-hidden>
                <span className={`absolute inset-y-0 min-w-1 rounded-full ${isOutrun(a) ? 'bg-ink-soft/50' : a.error ? 'bg-danger/70' : 'bg-chart-1'}`} style={{ left: share(a.start), width: share(a.duration_ms) }} />
                {i === attempts.length - 1 && r.ttft_ms != null && <span className="absolute -inset-y-0.5 w-0.5 bg-chart-2" style={{ left: share(r.ttft_ms) }} title={`First token after ${duration(r.ttft_ms)}`} />}
              </div>
            </li>
          ))}
        </ol>
      )}
      <Facts items={[['Whole call', duration(r.latency_ms)], ['First token after', r.ttft_ms != null && duration(r.ttft_ms)], ['Of it in the gateway', microseconds(r.overhead_us)]]} />
    </div>
  );
}
