import type { Usage } from '../../api/types';
import { Badge, Name } from '../../design/Badge';
import { duration, microseconds } from '../../design/format';
import { Facts } from '../../design/Page';

/**
 * The call's time on one line: the attempts one after the other, failed ones marked, and when the first token came. The API says how
 * long each attempt took but not when it began, so pauses between them show up only as what is left at the end.
 */
export function Timeline({ usage: r }: { usage: Usage }) {
  const total = Math.max(r.latency_ms, r.attempt_details.reduce((sum, a) => sum + a.duration_ms, 0), 0.001);
  const share = (ms: number) => `${Math.min(100, (ms / total) * 100)}%`;
  let start = 0;
  const attempts = r.attempt_details.map((attempt) => {
    const at = { ...attempt, start };
    start += attempt.duration_ms;
    return at;
  });
  return (
    <div className="grid gap-3">
      {attempts.length > 0 && (
        <ol className="grid gap-1.5 text-sm" aria-label="Attempts">
          {attempts.map((a, i) => (
            <li key={i} className="grid gap-1">
              <div className="flex flex-wrap items-center gap-2"><Name>{a.deployment}</Name>{a.error ? <Badge lamp="danger">{[a.status, a.error].filter(Boolean).join(' ')}</Badge> : <Badge lamp="clear">{a.status ?? 'ok'}</Badge>}<span className="ml-auto text-xs text-ink-soft tabular-nums">{duration(a.duration_ms)}</span></div>
              <div className="relative h-2 rounded-full bg-sunken" aria-hidden>
                <span className={`absolute inset-y-0 min-w-1 rounded-full ${a.error ? 'bg-danger/70' : 'bg-chart-1'}`} style={{ left: share(a.start), width: share(a.duration_ms) }} />
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
