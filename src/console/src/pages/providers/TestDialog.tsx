import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { api, body } from '../../api/client';
import type { Provider } from '../../api/types';
import { Button } from '../../design/Button';
import { Dialog } from '../../design/Dialog';
import { TextField } from '../../design/Field';
import { FormError } from '../../design/States';
import { useModels } from '../models/useModels';
import { Steps } from './Steps';

/** Calls a stored provider, step by step. */
export function TestDialog({ provider, onClose }: { provider: Provider; onClose: () => void }) {
  const models = useModels();
  const [model, setModel] = useState('');
  const test = useMutation({ mutationFn: () => body(api.POST('/admin/api/providers/{id}/test', { params: { path: { id: provider.id } }, body: { model: model || null } })) });
  const known = [...new Set(models.data?.flatMap((m) => m.deployments.filter((d) => d.provider === provider.name).map((d) => d.upstream_model)))];
  return (
    <Dialog onClose={onClose} title={`Test ${provider.name}`} lead="Calls the provider now, step by step, with the stored credential."
      foot={<Button tone="primary" type="submit" form="test-provider" busy={test.isPending}>{test.data ? 'Test again' : 'Test connection'}</Button>}>
      <form id="test-provider" className="grid gap-4" onSubmit={(e) => { e.preventDefault(); test.mutate(); }}>
        <TextField label="Upstream model" mono list="known-upstream-models" value={model} onChange={(e) => setModel(e.target.value)} hint="Whether the provider has it. Left empty, that step is skipped." />
        <datalist id="known-upstream-models">{known.map((name) => <option key={name} value={name} />)}</datalist>
        {test.data && <Steps report={test.data} />}
        <FormError error={test.error} />
      </form>
    </Dialog>
  );
}
