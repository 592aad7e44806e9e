import { useQuery } from '@tanstack/react-query';
import { api, body } from '../api/client';
import { bytes, count, duration } from '../design/format';
import { Ago } from '../design/When';
import { useMay } from '../session/session';

const lamps = {
  clear: 'bg-[#54d991] shadow-[0_0_8px_#54d991]',
  caution: 'bg-lamp shadow-[0_0_8px_var(--lamp)]',
  danger: 'bg-[#ff6b57] shadow-[0_0_8px_#ff6b57]',
};

/** How the gateway stands, in one lamp and one sentence; opens to the details. */
export function GatewayState() {
  const may = useMay('status:read');
  const { data, error } = useQuery({ queryKey: ['status'], queryFn: ({ signal }) => body(api.GET('/admin/api/status', { signal })), refetchInterval: 5_000, enabled: may });
  if (!may) return null;
  const lamp = error || (data && !data.ready) ? 'danger' : !data || data.reasons.length > 0 ? 'caution' : 'clear';
  const words = error ? 'Gateway out of reach' : !data ? 'Looking…' : data.reasons[0]?.detail ?? 'Line clear';
  return (
    <details className="group text-xs text-frame-soft">
      <summary className="flex items-start gap-2 rounded-md p-1 hover:text-frame-ink" role="status">
        <span className={`mt-1 size-2 shrink-0 rounded-full ${lamps[lamp]}`} aria-hidden />
        <span>{words}</span>
      </summary>
      {data && (
        <dl className="mt-1.5 grid grid-cols-[auto_1fr] gap-x-3 gap-y-0.5 pl-5 text-2xs [&_dd]:text-right [&_dd]:text-frame-ink [&_dd]:tabular-nums">
          <dt>Up for</dt><dd>{duration(data.uptime_seconds * 1000)}</dd>
          <dt>Database</dt><dd>{data.database.kind}{!data.database.reachable && ', away'}</dd>
          <dt>Snapshot</dt><dd>{count(data.snapshot.version)}{data.snapshot.stale && ', stale'}, <Ago at={data.snapshot.built_at} /></dd>
          <dt>Journal waits</dt><dd>{bytes(data.journal.backlog_bytes)}</dd>
          {data.journal.quarantined_records > 0 && <><dt>Set aside</dt><dd>{count(data.journal.quarantined_records)}</dd></>}
        </dl>
      )}
    </details>
  );
}
