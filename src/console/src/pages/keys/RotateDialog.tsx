import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, body } from '../../api/client';
import type { Key } from '../../api/types';
import { Button } from '../../design/Button';
import { Dialog } from '../../design/Dialog';
import { SelectField } from '../../design/Field';
import { FormError } from '../../design/States';
import { NewSecret } from './NewSecret';

const graces = [['0', 'Not at all: it ends now'], ['3600', 'One hour'], ['86400', 'One day'], ['604800', 'One week'], ['2592000', '30 days']] as const;

/** Gives a key a new secret; the old one works on for a while, so that callers can change over. */
export function RotateDialog({ apiKey, onClose }: { apiKey: Key; onClose: () => void }) {
  const queries = useQueryClient();
  const [grace, setGrace] = useState('86400');
  const rotate = useMutation({
    mutationFn: () => body(api.POST('/admin/api/keys/{id}/rotate', { params: { path: { id: apiKey.id } }, headers: { 'If-Match': apiKey.etag }, body: { grace_seconds: Number(grace) } })) as Promise<Key>,
    onError: () => queries.invalidateQueries(),
  });
  const close = () => {
    onClose();
    if (rotate.data) void queries.invalidateQueries();
  };
  if (rotate.data) return <NewSecret apiKey={rotate.data} onClose={close} />;
  return (
    <Dialog onClose={onClose} title={`Rotate ${apiKey.name}`} lead="Gives the key a new secret. Its access, usage and id stay."
      foot={<><Button onClick={onClose}>Cancel</Button><Button tone="primary" busy={rotate.isPending} onClick={() => rotate.mutate()}>Rotate key</Button></>}>
      <div className="grid gap-4">
        <SelectField label="How long the old secret works on" value={grace} onChange={(e) => setGrace(e.target.value)}
          hint={grace === '0' ? 'Programs that have not got the new secret fail from the next call on.' : 'Both secrets work until then, so nothing fails while programs change over.'}>
          {graces.map(([value, label]) => <option key={value} value={value}>{label}</option>)}
        </SelectField>
        {apiKey.previous_valid_until && Date.parse(apiKey.previous_valid_until) > Date.now() && <p className="rounded-lg bg-caution-soft px-3 py-2 text-sm">The secret of before the last rotation still works. Rotating again ends it now.</p>}
        <FormError error={rotate.error} />
      </div>
    </Dialog>
  );
}
