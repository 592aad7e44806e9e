import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { api, body } from '../../api/client';
import { Problem } from '../../api/problem';
import { Badge, Name } from '../../design/Badge';
import { count, duration, money, NOTHING } from '../../design/format';
import { Facts } from '../../design/Page';
import { useMay } from '../../session/session';
import type { CallFacts } from './protocol/call';
import type { Answer } from './protocol/types';

/** What a call used, cost and took, where it went, and what was done to it on the way. */
export function CallLine({ answer, facts }: { answer: Answer; facts: CallFacts }) {
  const may = useMay('usage:read');
  const record = useQuery({
    queryKey: ['request', facts.requestId],
    enabled: may && facts.requestId !== null && facts.totalMs !== null,
    queryFn: ({ signal }) => body(api.GET('/admin/api/requests/{requestId}', { params: { path: { requestId: facts.requestId! } }, signal })),
    // A call is on record within a second or so of its end.
    retry: (failures, error) => failures < 5 && error instanceof Problem && (error.status === 404 || error.status === 0 || error.status >= 500),
    retryDelay: 700,
    staleTime: Infinity,
  });
  const { tokens } = answer;
  const cost = !may ? 'needs usage:read' : record.isPending ? '…' : record.data?.cost_micros == null ? 'not known' : money(record.data.cost_micros);
  return (
    <div className="grid gap-2 rounded-lg bg-sunken px-3 py-2.5" data-testid="call">
      <Facts dense items={[
        ['Tokens in', tokens && count(tokens.input)], ['of these cached', tokens?.cached != null && count(tokens.cached)], ['Tokens out', tokens && count(tokens.output)],
        ['Cost', cost],
        ['First token', facts.firstMs === null ? NOTHING : duration(facts.firstMs)], ['Whole', facts.totalMs === null ? 'stopped' : duration(facts.totalMs)],
        ['Answered by', facts.deployment && <Name>{facts.deployment}</Name>],
        ['Route', facts.routeReason && <>{facts.routeReason}{facts.attempts && facts.attempts !== '1' && `, ${facts.attempts} attempts`}</>],
        ['Ended by', answer.finish && <Name>{answer.finish}</Name>],
      ]} />
      {facts.translation && (
        <p className="flex flex-wrap items-center gap-1.5 text-xs text-ink-soft">Translated: {facts.translation.split(';').map((note) => <Badge key={note} lamp="note" mono>{note.trim()}</Badge>)}</p>
      )}
      {facts.requestId && <p className="text-xs text-ink-faint">Request {may ? <Link to="/requests" search={{ request: facts.requestId }} className="text-brand hover:underline"><Name>{facts.requestId}</Name></Link> : <Name>{facts.requestId}</Name>}</p>}
    </div>
  );
}
