import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { same } from '../../api/mergePatch';
import { fieldErrors } from '../../api/problem';
import { policies } from '../../api/resources';
import type { Policy } from '../../api/types';
import { Button } from '../../design/Button';
import { TextField } from '../../design/Field';
import { Panel } from '../../design/Page';
import { FormError } from '../../design/States';
import { useToast } from '../../design/Toast';
import { GrantFields } from './GrantFields';

/** What may change of a policy whatever its version: in force at once. */
export function SettingsPanel({ policy, may }: { policy: Policy; may: boolean }) {
  const queries = useQueryClient();
  const toast = useToast();
  const [description, setDescription] = useState(policy.description ?? '');
  const [grant, setGrant] = useState<string[]>([...policy.grant]);
  const [credential, setCredential] = useState('');
  const saving = useMutation({
    mutationFn: () => policies.change(policy, { description: description || null, grant, ...(credential ? { credential } : {}) }),
    onSuccess: async () => {
      setCredential('');
      await queries.invalidateQueries();
      toast({ message: `${policy.name} was changed` });
    },
  });
  const isChanged = description !== (policy.description ?? '') || credential !== '' || !same([...policy.grant].sort(), [...grant].sort());
  const errors = fieldErrors(saving.error);
  return (
    <Panel title="Settings" note="for every version, at once">
      <form className="grid gap-4" onSubmit={(e) => { e.preventDefault(); saving.mutate(); }}>
        <TextField label="Description" value={description} disabled={!may} onChange={(e) => setDescription(e.target.value)} errors={errors['description']} />
        <GrantFields grant={grant} onChange={setGrant} disabled={!may} />
        {policy.kind === 'external' && <TextField label="New credential" type="password" autoComplete="off" disabled={!may} value={credential} onChange={(e) => setCredential(e.target.value)} errors={errors['credential']} hint={policy.has_credential ? 'One is stored. Left empty, it stays.' : 'None is stored.'} />}
        <FormError error={saving.error} shown={['description', 'credential']} />
        <div><Button type="submit" busy={saving.isPending} disabled={!may || !isChanged}>Save settings</Button></div>
      </form>
    </Panel>
  );
}
