import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { fieldErrors } from '../../api/problem';
import { randomId } from '../../api/random';
import { policies } from '../../api/resources';
import { Button } from '../../design/Button';
import { Sheet } from '../../design/Dialog';
import { SelectField, TextField } from '../../design/Field';
import { FormError, Skeleton } from '../../design/States';
import { useToast } from '../../design/Toast';
import { ExternalFields } from './ExternalFields';
import { GrantFields } from './GrantFields';
import { toVersionDraft, versionOf } from './policyDraft';
import { ScriptEditor } from './ScriptEditor';
import { useTypings } from './usePolicies';

const shown = (kind: string) => ['name', 'kind', 'description', 'credential', 'note', ...(kind === 'script' ? ['script.source'] : ['external.url', 'external.allow_hosts', 'external.timeout_ms', 'external.max_answer_kb', 'external.max_concurrency', 'external.cache_seconds'])];

/** A new policy with its first version, which is not in force yet. */
export function PolicyForm({ onClose }: { onClose: () => void }) {
  const example = useTypings().data?.example;
  return <Sheet title="Add policy" lead="Its first version is not in force until you activate it." onClose={onClose}>{example === undefined ? <Skeleton rows={6} /> : <Fields example={example} onClose={onClose} />}</Sheet>;
}

function Fields({ example, onClose }: { example: string; onClose: () => void }) {
  const queries = useQueryClient();
  const navigate = useNavigate();
  const toast = useToast();
  const [kind, setKind] = useState('script');
  const [name, setName] = useState('');
  const [description, setDescription] = useState('');
  const [grant, setGrant] = useState<string[]>([]);
  const [credential, setCredential] = useState('');
  const [draft, setDraft] = useState(() => toVersionDraft(null, example));
  const [key] = useState(randomId);
  const saving = useMutation({
    mutationFn: () => policies.create({ name, kind, description: description || null, grant, ...(credential ? { credential } : {}), ...versionOf(kind, draft) }, `${key}-${JSON.stringify(draft).length}-${name}`),
    onSuccess: async (made) => {
      await queries.invalidateQueries();
      toast({ message: `${made.name} was added. Activate it when it has proved itself.` });
      void navigate({ to: '/policies/$id', params: { id: made.id } });
    },
  });
  const errors = fieldErrors(saving.error);
  return (
    <form className="grid gap-4" onSubmit={(e) => { e.preventDefault(); saving.mutate(); }}>
      <div className="grid gap-4 sm:grid-cols-2">
        <TextField label="Name" mono required autoFocus value={name} onChange={(e) => setName(e.target.value)} errors={errors['name']} hint="Route groups name it. Fixed once made." />
        <SelectField label="Kind" value={kind} onChange={(e) => setKind(e.target.value)} errors={errors['kind']}>
          <option value="script">script: runs in the gateway</option>
          <option value="external">external: a server of yours is asked</option>
        </SelectField>
      </div>
      <TextField label="Description" value={description} onChange={(e) => setDescription(e.target.value)} errors={errors['description']} />
      {kind === 'script'
        ? <ScriptEditor source={draft.script.source} onChange={(source) => setDraft({ ...draft, script: { ...draft.script, source } })} errors={errors['script.source']} />
        : (
          <>
            <ExternalFields external={draft.external} set={(change) => setDraft({ ...draft, external: { ...draft.external, ...change } })} errors={errors} />
            <TextField label="Credential" type="password" autoComplete="off" value={credential} onChange={(e) => setCredential(e.target.value)} errors={errors['credential']} hint="Sent as a bearer token to the URL’s host alone; never shown again." />
          </>
        )}
      <GrantFields grant={grant} onChange={setGrant} />
      <TextField label="Note" value={draft.note} maxLength={500} onChange={(e) => setDraft({ ...draft, note: e.target.value })} errors={errors['note']} hint="What the version is for." />
      <FormError error={saving.error} shown={shown(kind)} />
      <div className="flex justify-end gap-2"><Button type="button" onClick={onClose}>Cancel</Button><Button type="submit" tone="primary" busy={saving.isPending}>Add policy</Button></div>
    </form>
  );
}
