import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { send } from '../../api/client';
import { fieldErrors } from '../../api/problem';
import { randomId } from '../../api/random';
import type { Alert } from '../../api/types';
import { Button } from '../../design/Button';
import { Dialog } from '../../design/Dialog';
import { SelectField, TextField } from '../../design/Field';
import { FormError } from '../../design/States';

const lengths: [label: string, hours: number][] = [['1 hour', 1], ['4 hours', 4], ['1 day', 24], ['1 week', 168], ['30 days', 720]];

/** Keeps alerts from telling for a time: one of them, those of its rule, or all. */
export function SilenceDialog({ about, onClose }: { about: Alert | null; onClose: () => void }) {
  const queries = useQueryClient();
  const [reason, setReason] = useState('');
  const [hours, setHours] = useState(4);
  const [reach, setReach] = useState(about ? 'subject' : 'all');
  const [key] = useState(randomId);
  const making = useMutation({
    mutationFn: () => send('post', '/admin/api/alert-silences', {
      headers: { 'Idempotency-Key': key },
      body: {
        rule_id: about && reach !== 'all' ? about.rule_id : null, subject: about && reach === 'subject' ? about.subject : null, reason,
        until: new Date(Date.now() + hours * 3_600_000).toISOString(),
      },
    }),
    onSuccess: () => {
      onClose();
      return queries.invalidateQueries();
    },
  });
  const errors = fieldErrors(making.error);
  return (
    <Dialog onClose={onClose} title={about ? `Silence “${about.rule}”?` : 'Silence all alerts?'} lead="Alerts are seen here all the same. What still fires when the time is over is told then."
      foot={<><Button onClick={onClose}>Cancel</Button><Button tone="primary" busy={making.isPending} disabled={!reason.trim()} onClick={() => making.mutate()}>Silence</Button></>}>
      <div className="grid gap-3">
        {about && (
          <SelectField label="What" value={reach} onChange={(e) => setReach(e.target.value)}>
            <option value="subject">This rule about {about.subject_name}</option>
            <option value="rule">This rule, whatever it is about</option>
            <option value="all">All alerts</option>
          </SelectField>
        )}
        <SelectField label="For how long" value={hours} onChange={(e) => setHours(Number(e.target.value))} errors={errors['until'] ?? []}>
          {lengths.map(([label, value]) => <option key={value} value={value}>{label}</option>)}
        </SelectField>
        <TextField label="Why" required value={reason} onChange={(e) => setReason(e.target.value)} errors={errors['reason'] ?? []} hint="Such as: maintenance of the provider." />
        <FormError error={making.error} shown={['reason', 'until']} />
      </div>
    </Dialog>
  );
}
