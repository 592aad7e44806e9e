import { useQuery, useQueryClient } from '@tanstack/react-query';
import { api, body } from '../../api/client';
import { page } from '../../api/page';
import type { Key, Usage } from '../../api/types';
import { Name } from '../../design/Badge';
import { Confirm } from '../../design/Confirm';
import { useToast } from '../../design/Toast';
import { Ago } from '../../design/When';

/** Ends a key for good; says who will notice, going by its last call. */
export function RevokeDialog({ apiKey: k, onClose }: { apiKey: Key; onClose: () => void }) {
  const queries = useQueryClient();
  const toast = useToast();
  const last = useQuery({ queryKey: ['requests', 'last', k.id], queryFn: async ({ signal }) => (await page<Usage>('/requests', { key_id: k.id, limit: 1 }, signal)).items[0] ?? null });
  const where = [k.organization, k.team, k.project].filter(Boolean).join(' / ');
  return (
    <Confirm title={`Revoke ${k.name}?`} action="Revoke key" onClose={onClose}
      run={() => body(api.POST('/admin/api/keys/{id}/revoke', { params: { path: { id: k.id } } }))}
      onDone={() => {
        toast(`${k.name}: revoked`);
        onClose();
        return queries.invalidateQueries();
      }}>
      <p>From the next call on, whatever uses <Name>{k.prefix}…</Name> of {where} gets 401{k.previous_valid_until ? ', with its old secret too' : ''}. Streams that are under way end normally.</p>
      <p>This cannot be undone: a revoked key never works again. {k.owner === 'yaml' && 'The configuration that made it must drop it too.'}</p>
      <p className="rounded-lg bg-sunken px-3 py-2 text-ink-soft">
        {last.data === undefined ? 'Looking up its last call…' : last.data === null ? 'It has never been used.' : <>Last used <Ago at={last.data.started_at} /> for <Name>{last.data.model}</Name>{last.data.client && <> by <span className="break-all">{last.data.client}</span></>}{k.user && <>, on behalf of {k.user}</>}.</>}
      </p>
    </Confirm>
  );
}
