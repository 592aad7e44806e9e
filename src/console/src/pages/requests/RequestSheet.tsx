import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { api, body } from '../../api/client';
import { Problem } from '../../api/problem';
import type { Usage } from '../../api/types';
import { Badge, DemoBadge, Name } from '../../design/Badge';
import { CopyIcon } from '../../design/Copy';
import { Sheet } from '../../design/Dialog';
import { count } from '../../design/format';
import { Loaded } from '../../design/Loaded';
import { Facts } from '../../design/Page';
import { When } from '../../design/When';
import { CostTable } from './CostTable';
import { explain } from './explain';
import { StatusBadge } from './StatusBadge';
import { Timeline } from './Timeline';

/** One call: how it ended and why, who made it, what it used and cost, and where the time went. */
export function RequestSheet({ id, onClose }: { id: string; onClose: () => void }) {
  const call = useQuery({
    queryKey: ['request', id],
    queryFn: ({ signal }) => body(api.GET('/admin/api/requests/{requestId}', { params: { path: { requestId: id } }, signal })),
    // A call is on record within a second or so of its end: whoever looks it up at once gets it too.
    retry: (failures, error) => failures < 3 && error instanceof Problem && (error.status === 404 || error.status === 0 || error.status >= 500),
    retryDelay: 1_000,
  });
  return (
    <Sheet onClose={onClose} title="Request" lead={<span className="flex items-center gap-1"><Name className="break-all">{id}</Name><CopyIcon text={id} label="Copy the request id" /></span>}>
      <Loaded query={call} permission="usage:read">{(usage) => <Details usage={usage} />}</Loaded>
    </Sheet>
  );
}

function Details({ usage: r }: { usage: Usage }) {
  return (
    <div className="grid gap-6">
      <div className="grid gap-3">
        <div className="flex flex-wrap items-center gap-2 text-sm text-ink-soft"><StatusBadge usage={r} />{r.demo && <DemoBadge />}{r.stream && <Badge>stream</Badge>}<When at={r.started_at} /></div>
        <Why usage={r} />
      </div>
      <Section title="Where the time went"><Timeline usage={r} /></Section>
      <Section title="What it used"><CostTable usage={r} /></Section>
      <Section title="Route">
        <Facts items={[
          ['Asked for', r.model && <Name>{r.model}</Name>], ['That is a', r.target_kind?.replace('_', ' ')], ['Answered by', r.deployment && <Name>{r.deployment}</Name>],
          ['Attempts', count(r.attempts)], ['API', r.api.replaceAll('_', ' ')],
          ['Reasons', r.reason_codes.length > 0 && <span className="flex flex-wrap gap-1">{r.reason_codes.map((code) => <Badge key={code} mono>{code}</Badge>)}</span>],
        ]} />
      </Section>
      <Section title="Caller">
        <Facts items={[
          ['Organization', r.organization_id && <Link to="/organizations/$id" params={{ id: r.organization_id }} className="text-brand hover:underline">{r.organization}</Link>],
          ['Team', r.team], ['Project', r.project], ['User', r.user],
          ['Key', r.key_id && <Link to="/requests" search={{ key_id: r.key_id }} className="text-brand hover:underline" title="All calls of this key">{r.key_name} <Name className="text-ink-faint">{r.key_prefix}…</Name></Link>],
          ['Environment', r.environment], ['Client', r.client && <span className="text-xs">{r.client}</span>],
        ]} />
      </Section>
      <p className="text-sm"><a className="text-brand hover:underline" href={`/admin/reports/api/request-evidence?request_id=${encodeURIComponent(r.request_id)}&format=bundle`} download>Evidence to hand on</a> <span className="text-xs text-ink-faint">without prompts, answers, credentials or anything a caller or a provider worded</span></p>
    </div>
  );
}

const Section = ({ title, children }: { title: string; children: ReactNode }) => (
  <section className="grid gap-2.5"><h3 className="border-b border-line pb-1 text-xs font-semibold text-ink-soft">{title}</h3>{children}</section>
);

/** Why it did not succeed, in the gateway's own sentence, and what to do about it. */
function Why({ usage }: { usage: Usage }) {
  const explanation = explain(usage);
  if (!explanation) return null;
  return (
    <div className={`grid gap-1 rounded-lg px-4 py-3 text-sm ${usage.status === 'error' || usage.status === 'interrupted' ? 'bg-danger-soft' : 'bg-caution-soft'}`}>
      <strong>{explanation.title}</strong>
      {usage.message && <p className="break-words">{usage.message}</p>}
      <p className="text-ink-soft">{explanation.remedy} {explanation.to && <Link to={explanation.to} className="text-ink underline">Go there</Link>}</p>
    </div>
  );
}
