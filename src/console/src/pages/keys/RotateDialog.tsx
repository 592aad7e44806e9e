import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, body } from '../../api/client';
import { because } from '../../api/reason';
import { keys } from '../../api/resources';
import type { Key } from '../../api/types';
import { Button } from '../../design/Button';
import { Dialog } from '../../design/Dialog';
import { SelectField } from '../../design/Field';
import { FormError } from '../../design/States';
import { Changes } from '../../editing/Changes';
import { ReasonField } from '../../editing/ReasonField';
import { useDeed } from '../../editing/useDeed';
import { NewSecret } from './NewSecret';

const graces = [['0', 'Not at all: it ends now'], ['3600', 'One hour'], ['86400', 'One day'], ['604800', 'One week'], ['2592000', '30 days']] as const;

/** Gives a key a new secret; the old one works on for a while, so that callers can change over. */
export function RotateDialog({ apiKey, onClose }: { apiKey: Key; onClose: () => void }) {
  const queries = useQueryClient();
  const [seen] = useState(apiKey);
  const [grace, setGrace] = useState('86400');
  const [reason, setReason] = useState('');
  const [rotated, setRotated] = useState<Key | null>(null);
  const rotation = useDeed({
    read: keys.read,
    act: ({ id, etag }: Key) => body(api.POST('/admin/api/keys/{id}/rotate', { params: { path: { id } }, headers: { 'If-Match': etag, ...because(reason) }, body: { grace_seconds: Number(grace) } })) as Promise<Key>,
    onDone: setRotated,
  });
  const close = () => {
    rotation.dismiss();
    onClose();
  };
  const { meanwhile } = rotation;
  const k = meanwhile?.now ?? seen;
  if (rotated) return <NewSecret apiKey={rotated} onClose={() => { onClose(); void queries.invalidateQueries(); }} />;
  return (
    <Dialog wide={!!meanwhile} onClose={close} title={`Rotate ${k.name}`} lead="Gives the key a new secret. Its access, usage and id stay."
      foot={<><Button onClick={close}>Cancel</Button><Button tone="primary" busy={rotation.busy} disabled={k.status === 'revoked'} onClick={() => rotation.run(k)}>{meanwhile ? 'Rotate it all the same' : 'Rotate key'}</Button></>}>
      <div className="grid gap-4">
        {meanwhile && <Changes meanwhile={meanwhile} />}
        <SelectField label="How long the old secret works on" value={grace} onChange={(e) => setGrace(e.target.value)}
          hint={grace === '0' ? 'Programs that have not got the new secret fail from the next call on.' : 'Both secrets work until then, so nothing fails while programs change over.'}>
          {graces.map(([value, label]) => <option key={value} value={value}>{label}</option>)}
        </SelectField>
        {k.previous_valid_until && Date.parse(k.previous_valid_until) > Date.now() && <p className="rounded-lg bg-caution-soft px-3 py-2 text-sm">The secret of before the last rotation still works. Rotating again ends it now.</p>}
        <p className="text-sm">This cannot be undone: a secret that has ended never works again.</p>
        <ReasonField value={reason} onChange={setReason} />
        <FormError error={rotation.error} />
      </div>
    </Dialog>
  );
}
