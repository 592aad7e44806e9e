import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, body } from '../../api/client';
import { page } from '../../api/page';
import { because } from '../../api/reason';
import { keys } from '../../api/resources';
import type { Key, Usage } from '../../api/types';
import { Name } from '../../design/Badge';
import { Confirm } from '../../design/Confirm';
import { useToast } from '../../design/Toast';
import { Ago } from '../../design/When';
import { Changes } from '../../editing/Changes';
import { ReasonField } from '../../editing/ReasonField';

/**
 * Ends a key for good; says who will notice, going by its last call. Revoking must work at once, so it asks for no version; a change
 * that the list did not show yet is told all the same.
 */
export function RevokeDialog({ apiKey, onClose }: { apiKey: Key; onClose: () => void }) {
  const queries = useQueryClient();
  const toast = useToast();
  const [seen] = useState(apiKey);
  const [reason, setReason] = useState('');
  const stored = useQuery({ queryKey: ['keys', seen.id], queryFn: ({ signal }) => keys.read(seen.id, signal), staleTime: 0 });
  const last = useQuery({ queryKey: ['requests', 'last', seen.id], queryFn: async ({ signal }) => (await page<Usage>('/requests', { key_id: seen.id, limit: 1 }, signal)).items[0] ?? null });
  const revoke = useMutation({
    mutationFn: () => body(api.POST('/admin/api/keys/{id}/revoke', { params: { path: { id: seen.id } }, headers: because(reason) })),
    onSuccess: () => {
      toast({ message: `${seen.name}: revoked` });
      onClose();
      return queries.invalidateQueries();
    },
  });
  const k = stored.data ?? seen;
  const changed = k.etag !== seen.etag;
  const where = [k.organization, k.team, k.project].filter(Boolean).join(' / ');
  return (
    <Confirm title={`Revoke ${k.name}?`} action={changed ? 'Revoke it all the same' : 'Revoke key'} wide={changed} disabled={k.status === 'revoked'}
      busy={revoke.isPending} error={revoke.error} onClose={onClose} onConfirm={() => revoke.mutate()}>
      {changed && <Changes meanwhile={{ before: seen, now: k }} />}
      <p>From the next call on, whatever uses <Name>{k.prefix}…</Name> of {where} gets 401{k.previous_valid_until ? ', with its old secret too' : ''}. Streams that are under way end normally.</p>
      <p>This cannot be undone: a revoked key never works again. {k.owner === 'yaml' && 'The configuration that made it must drop it too.'}</p>
      <p className="rounded-lg bg-sunken px-3 py-2 text-ink-soft">
        {last.data === undefined ? 'Looking up its last call…' : last.data === null ? 'It has never been used.' : <>Last used <Ago at={last.data.started_at} /> for <Name>{last.data.model}</Name>{last.data.client && <> by <span className="break-all">{last.data.client}</span></>}{k.user && <>, on behalf of {k.user}</>}.</>}
      </p>
      <ReasonField value={reason} onChange={setReason} />
    </Confirm>
  );
}
