import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import { call, type Page, type Schemas } from '../../api/client';
import { Button, CopyButton, SelectField, TextField } from '../../design/controls';
import { compact, count, duration, microseconds, money } from '../../design/format';
import { Ago, Badge, DemoBadge, Dialog, Empty, Failure, PageHead, Panel, Skeleton, Table, When } from '../../design/surfaces';
import { requestsRoute } from '../../routes';
import { explain } from './explain';

type Usage = Schemas['UsageView'];

const lamp = { success: 'clear', refused: 'caution', error: 'danger', disconnected: 'neutral', interrupted: 'danger' } as const;

export const StatusBadge = ({ usage }: { usage: Usage }) => (
  <Badge lamp={lamp[usage.status as keyof typeof lamp] ?? 'neutral'}>{usage.status === 'success' ? usage.http_status : `${usage.http_status || ''} ${usage.code ?? usage.status}`}</Badge>
);

export function RequestsPage() {
  const search = requestsRoute.useSearch();
  const navigate = useNavigate();
  const { request, ...filter } = search;
  const query = Object.entries(filter).filter(([, v]) => v).map(([k, v]) => `&${k}=${encodeURIComponent(v as string)}`).join('');
  const [lookup, setLookup] = useState('');

  const list = useInfiniteQuery({
    queryKey: ['requests', query],
    queryFn: ({ pageParam, signal }) => call<Page<Usage>>('GET', `/requests?limit=50${query}${pageParam ? `&cursor=${pageParam}` : ''}`, { signal }),
    initialPageParam: '',
    getNextPageParam: (page) => page.next_cursor ?? undefined,
    refetchInterval: (q) => ((q.state.data?.pages.length ?? 0) > 1 ? false : 3_000),
  });
  const rows = list.data?.pages.flatMap((p) => p.items) ?? [];
  const set = (change: Partial<typeof search>) => navigate({ to: '/requests', search: { ...search, ...change } as never });
  const filtered = Object.values(filter).some(Boolean);

  return (
    <>
      <PageHead title="Requests" lead="Every call, what it used, what it cost, and why it was refused." />
      <div className="mb-4 flex flex-wrap items-end gap-3">
        <div className="w-40">
          <SelectField label="Outcome" value={search.status ?? ''} onChange={(e) => set({ status: e.target.value || undefined })}>
            <option value="">All</option>
            {Object.keys(lamp).map((s) => <option key={s} value={s}>{s}</option>)}
          </SelectField>
        </div>
        <div className="w-48"><TextField label="Model" mono defaultValue={search.model ?? ''} key={search.model} onKeyDown={(e) => e.key === 'Enter' && set({ model: e.currentTarget.value || undefined })} onBlur={(e) => e.target.value !== (search.model ?? '') && set({ model: e.target.value || undefined })} /></div>
        <div className="w-48"><TextField label="Error code" mono placeholder="model-not-allowed" defaultValue={search.code ?? ''} key={search.code} onKeyDown={(e) => e.key === 'Enter' && set({ code: e.currentTarget.value || undefined })} onBlur={(e) => e.target.value !== (search.code ?? '') && set({ code: e.target.value || undefined })} /></div>
        <form className="w-72" onSubmit={(e) => { e.preventDefault(); if (lookup.trim()) set({ request: lookup.trim() }); }}>
          <TextField label="Find by request id" mono placeholder="from x-request-id, then Enter" value={lookup} onChange={(e) => setLookup(e.target.value)} />
        </form>
        {search.key_id && <Badge lamp="brand">one key <button type="button" aria-label="Show all keys" onClick={() => set({ key_id: undefined })}>✕</button></Badge>}
      </div>
      <Panel flush>
        {list.error ? <Failure error={list.error} retry={() => list.refetch()} /> : list.isPending ? <Skeleton rows={10} /> : rows.length === 0 ? (
          <Empty title={filtered ? 'No call matches' : 'No calls yet'}>{filtered ? 'Widen the filters above.' : 'Issue a key and make a call: it shows up here within a second.'}</Empty>
        ) : (
          <Table head={['When', 'Outcome', 'Model', 'Key', 'Tokens', 'Cost', 'Latency', '']}>
            {rows.map((r) => (
              <tr key={r.request_id} className="cursor-pointer hover:bg-sunken" onClick={() => set({ request: r.request_id })}>
                <td className="whitespace-nowrap text-ink-soft"><Ago at={r.started_at} /></td>
                <td><StatusBadge usage={r} /></td>
                <td><span className="font-mono text-[13px]">{r.model ?? '–'}</span> {r.demo && <DemoBadge />}<span className="block font-mono text-xs text-ink-faint">{r.deployment}</span></td>
                <td className="whitespace-nowrap">{r.key_name}<span className="block text-xs text-ink-faint">{r.organization}{r.team && ` / ${r.team}`}</span></td>
                <td className="whitespace-nowrap tabular-nums">{r.tokens_input == null && r.tokens_output == null ? '–' : `${compact(r.tokens_input ?? 0)} / ${compact(r.tokens_output ?? 0)}`}</td>
                <td className="tabular-nums">{money(r.cost_micros)}</td>
                <td className="whitespace-nowrap tabular-nums">{duration(r.latency_ms)}{r.stream && <span className="block text-xs text-ink-faint">stream</span>}</td>
                <td><button type="button" className="text-brand hover:underline" aria-label={`Open request ${r.request_id}`}>Open</button></td>
              </tr>
            ))}
          </Table>
        )}
        {list.hasNextPage && <div className="border-t border-line p-3 text-center"><Button busy={list.isFetchingNextPage} onClick={() => list.fetchNextPage()}>Older calls</Button></div>}
      </Panel>
      {request && <RequestDialog id={request} onClose={() => set({ request: undefined })} />}
    </>
  );
}

function RequestDialog({ id, onClose }: { id: string; onClose: () => void }) {
  const { data: r, error, isPending, refetch } = useQuery({ queryKey: ['request', id], queryFn: () => call<Usage>('GET', `/requests/${encodeURIComponent(id)}`) });
  return (
    <Dialog open onClose={onClose} title="Request" wide lead={<span className="inline-flex items-center gap-2"><span className="font-mono text-[13px] break-all">{id}</span><CopyButton text={id} /></span>}>
      {error ? <Failure error={error} retry={() => refetch()} /> : isPending || !r ? <Skeleton /> : (
        <div className="grid gap-5">
          <div className="flex flex-wrap items-center gap-2"><StatusBadge usage={r} />{r.demo && <DemoBadge />}{r.stream && <Badge>stream</Badge>}<span className="text-ink-soft"><When at={r.started_at} /></span></div>
          {r.status !== 'success' && (
            <div className="rounded-lg bg-caution-soft px-4 py-3 text-sm">
              <strong>{explain(r.code ?? null, r.status).title}</strong>
              <p>{r.message}</p>
              <p className="mt-1 text-ink-soft">{explain(r.code ?? null, r.status).remedy}</p>
            </div>
          )}
          <Facts items={[
            ['Model asked', r.model], ['Answered by', r.deployment], ['Attempts', count(r.attempts)], ['API', r.api],
            ['Organization', r.organization], ['Team', r.team], ['Project', r.project], ['User', r.user],
            ['Key', r.key_name && `${r.key_name} (${r.key_prefix}…)`], ['Environment', r.environment], ['Client', r.client],
          ]} />
          <Facts items={[
            ['Input tokens', count(r.tokens_input)], ['of these cached', count(r.tokens_cached)], ['Output tokens', count(r.tokens_output)], ['of these reasoning', count(r.tokens_reasoning)],
            ['Cost', money(r.cost_micros)], ['Counted by', r.usage_source === 'provider' ? 'the provider' : 'no one: the provider reported nothing'],
            ['Latency', duration(r.latency_ms)], ['First token', duration(r.ttft_ms)], ['Spent in the gateway', microseconds(r.overhead_us)],
          ]} />
          {r.attempt_details.length > 0 && (
            <Table head={['Attempt', 'Deployment', 'Outcome', 'Took']}>
              {r.attempt_details.map((a, i) => (
                <tr key={i}><td>{i + 1}</td><td className="font-mono text-[13px]">{a.deployment}</td><td>{a.error ? <Badge lamp="danger">{a.status} {a.error}</Badge> : <Badge lamp="clear">{a.status}</Badge>}</td><td>{duration(a.duration_ms)}</td></tr>
              ))}
            </Table>
          )}
        </div>
      )}
    </Dialog>
  );
}

function Facts({ items }: { items: [string, ReactNode][] }) {
  return (
    <dl className="grid grid-cols-2 gap-x-6 gap-y-2 text-sm sm:grid-cols-3">
      {items.filter(([, value]) => value != null && value !== '').map(([label, value]) => (
        <div key={label} className="min-w-0"><dt className="text-xs text-ink-faint">{label}</dt><dd className="break-words">{value}</dd></div>
      ))}
    </dl>
  );
}
