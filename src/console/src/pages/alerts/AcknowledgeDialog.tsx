import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { send } from '../../api/client';
import { fieldErrors } from '../../api/problem';
import type { Alert } from '../../api/types';
import { Button } from '../../design/Button';
import { Dialog } from '../../design/Dialog';
import { TextField } from '../../design/Field';
import { FormError } from '../../design/States';

/** Takes an alert in hand: others see who looks after it, and it is not repeated. */
export function AcknowledgeDialog({ alert, onClose }: { alert: Alert; onClose: () => void }) {
  const queries = useQueryClient();
  const [note, setNote] = useState('');
  const taking = useMutation({
    mutationFn: () => send('post', `/admin/api/alerts/${encodeURIComponent(alert.id)}/acknowledge`, { body: { note: note || null } }),
    onSuccess: () => {
      onClose();
      return queries.invalidateQueries({ queryKey: ['alerts'] });
    },
  });
  return (
    <Dialog onClose={onClose} title={`Take “${alert.rule}” in hand?`} lead={alert.subject_name}
      foot={<><Button onClick={onClose}>Cancel</Button><Button tone="primary" busy={taking.isPending} onClick={() => taking.mutate()}>Take in hand</Button></>}>
      <div className="grid gap-3 text-sm">
        <p className="text-ink-soft">It is not told again while it fires. That it gets worse, and that it is over, is told all the same.</p>
        <TextField label="What is done about it" value={note} onChange={(e) => setNote(e.target.value)} errors={fieldErrors(taking.error)['note'] ?? []} hint="Others see it beside the alert." />
        <FormError error={taking.error} shown={['note']} />
      </div>
    </Dialog>
  );
}
