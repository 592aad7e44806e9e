import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { call, Problem, type Schemas } from '../../api/client';
import { Button, CopyButton, SelectField, TextField } from '../../design/controls';
import { Dialog, FormError } from '../../design/surfaces';
import { AccessEditor } from '../tenants/AccessEditor';
import { Snippets } from './Snippets';

type Key = Schemas['KeyView'] & { secret?: string | null };

/** Issues a key, then shows its secret the one time it may be seen, with calls that work at once. */
export function IssueKey({ place, users, onClose }: { place: { team_id?: string; project_id?: string; place: string }; users: Schemas['UserView'][]; onClose: () => void }) {
  const [name, setName] = useState('');
  const [user, setUser] = useState('');
  const [environment, setEnvironment] = useState('');
  const [expires, setExpires] = useState('');
  const [access, setAccess] = useState<Schemas['AccessDraft']>({ mode: 'inherit', grants: [] });
  const issue = useMutation({
    mutationFn: () => call<Key>('POST', '/keys', {
      body: {
        name, team_id: place.team_id, project_id: place.project_id, user_id: user || undefined, environment: environment || undefined,
        expires_at: expires ? new Date(expires).toISOString() : undefined, access,
      },
    }),
  });
  const errors = issue.error instanceof Problem ? issue.error.errors : {};
  if (issue.data?.secret) return <NewSecret apiKey={issue.data} onClose={onClose} />;
  return (
    <Dialog open onClose={onClose} title="Issue a key" lead={`For ${place.place}.`}>
      <form className="grid gap-4" onSubmit={(e) => { e.preventDefault(); issue.mutate(); }}>
        <TextField label="Name" required autoFocus value={name} onChange={(e) => setName(e.target.value)} errors={errors['name']} hint="Where it will be used: a service, a laptop, a pipeline." />
        <div className="grid gap-4 sm:grid-cols-2">
          <SelectField label="User" value={user} onChange={(e) => setUser(e.target.value)} errors={errors['user_id']}><option value="">None</option>{users.map((u) => <option key={u.id} value={u.id}>{u.name}</option>)}</SelectField>
          <SelectField label="Environment" value={environment} onChange={(e) => setEnvironment(e.target.value)} errors={errors['environment']}><option value="">As the project</option><option>dev</option><option>staging</option><option>prod</option></SelectField>
        </div>
        <TextField label="Expires" type="datetime-local" value={expires} onChange={(e) => setExpires(e.target.value)} errors={errors['expires_at']} hint="In your time zone; left empty, never." />
        <AccessEditor access={access} onChange={setAccess} above={place.place} />
        <FormError error={issue.error} />
        <div className="flex justify-end gap-2"><Button onClick={onClose}>Cancel</Button><Button tone="primary" type="submit" busy={issue.isPending}>Issue key</Button></div>
      </form>
    </Dialog>
  );
}

export function NewSecret({ apiKey, onClose }: { apiKey: Key; onClose: () => void }) {
  const targets = useQuery({ queryKey: ['key-targets', apiKey.id], queryFn: () => call<Schemas['KeyTargetsView']>('GET', `/keys/${apiKey.id}/targets`) });
  const model = targets.data?.targets.find((t) => t.allowed)?.name;
  return (
    <Dialog open onClose={onClose} wide title={`Key ${apiKey.name}`} lead="Copy the secret now: it is stored only as a hash and cannot be shown again.">
      <div className="grid gap-4">
        <div className="flex items-center gap-2 rounded-lg border border-caution/40 bg-caution-soft p-3">
          <code className="min-w-0 grow font-mono text-sm break-all" data-testid="secret">{apiKey.secret}</code>
          <CopyButton text={apiKey.secret!} label="Copy secret" />
        </div>
        {targets.data && !model && <p className="text-sm text-caution">This key may not call anything yet. Grant a model to its organization first.</p>}
        {model && <Snippets apiKey={apiKey.secret!} model={model} />}
        <div className="flex justify-end"><Button tone="primary" onClick={onClose}>I have copied it</Button></div>
      </div>
    </Dialog>
  );
}
