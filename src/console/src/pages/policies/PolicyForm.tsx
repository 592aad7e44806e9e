import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import { same } from '../../api/mergePatch';
import { fieldErrors } from '../../api/problem';
import { randomId } from '../../api/random';
import { policies } from '../../api/resources';
import { Button } from '../../design/Button';
import { Sheet } from '../../design/Dialog';
import { SelectField, TextField } from '../../design/Field';
import { Loaded } from '../../design/Loaded';
import { FormError } from '../../design/States';
import { useToast } from '../../design/Toast';
import { DiscardDialog } from '../../editing/DiscardDialog';
import { useUnsaved } from '../../editing/useUnsaved';
import { ExternalFields, externalFields } from './ExternalFields';
import { GrantFields } from './GrantFields';
import { toPolicyDraft, versionOf } from './policyDraft';
import { ScriptEditor } from './ScriptEditor';
import { useTypings } from './usePolicies';

const shown = (kind: string) => ['name', 'kind', 'description', 'credential', 'note', ...(kind === 'script' ? ['script.source'] : externalFields)];
const head = { title: 'Add policy', lead: 'Its first version is not in force until you activate it.' };

/** A new policy with its first version, which is not in force yet. */
export function PolicyForm({ onClose }: { onClose: () => void }) {
  const typings = useTypings();
  if (typings.data) return <Fields example={typings.data.example} onClose={onClose} />;
  return <Sheet {...head} onClose={onClose}><Loaded query={typings} permission="policies:read" rows={6}>{() => null}</Loaded></Sheet>;
}

function Fields({ example, onClose }: { example: string; onClose: () => void }) {
  const queries = useQueryClient();
  const navigate = useNavigate();
  const toast = useToast();
  const [empty] = useState(() => toPolicyDraft(example));
  const [draft, setDraft] = useState(empty);
  const creation = useRef({ draft: empty, id: randomId() });
  const unsaved = useUnsaved(!same(empty, draft), onClose);
  const saving = useMutation({
    mutationFn: () => {
      const { name, kind, description, grant, credential } = draft;
      // Sent again after a lost answer it is the same policy, not a second one.
      if (!same(creation.current.draft, draft)) creation.current = { draft, id: randomId() };
      return policies.create({ name, kind, description: description || null, grant, ...(credential ? { credential } : {}), ...versionOf(kind, draft) }, creation.current.id);
    },
    onSuccess: async (made) => {
      await queries.invalidateQueries();
      toast({ message: `${made.name} was added. Activate it when it has proved itself.` });
      unsaved.leave();
      void navigate({ to: '/policies/$id', params: { id: made.id } });
    },
  });
  const errors = fieldErrors(saving.error);
  const set = (change: Partial<typeof draft>) => setDraft({ ...draft, ...change });
  return (
    <Sheet {...head} onClose={unsaved.close}
      foot={<><Button onClick={unsaved.close}>Cancel</Button><Button tone="primary" type="submit" form="add-policy" busy={saving.isPending}>Add policy</Button></>}>
      <form id="add-policy" className="grid gap-5" onSubmit={(e) => { e.preventDefault(); saving.mutate(); }}>
        <div className="grid gap-4 sm:grid-cols-2">
          <TextField label="Name" mono required autoFocus value={draft.name} onChange={(e) => set({ name: e.target.value })} errors={errors['name']} hint="Route groups name it. Fixed once made." />
          <SelectField label="Kind" value={draft.kind} onChange={(e) => set({ kind: e.target.value })} errors={errors['kind']}>
            <option value="script">script: runs in the gateway</option>
            <option value="external">external: a server of yours is asked</option>
          </SelectField>
        </div>
        <TextField label="Description" value={draft.description} onChange={(e) => set({ description: e.target.value })} errors={errors['description']} />
        {draft.kind === 'script'
          ? <ScriptEditor source={draft.script.source} onChange={(source) => set({ script: { ...draft.script, source } })} errors={errors['script.source']} />
          : (
            <>
              <ExternalFields external={draft.external} set={(change) => set({ external: { ...draft.external, ...change } })} errors={errors} />
              <TextField label="Credential" type="password" autoComplete="off" value={draft.credential} onChange={(e) => set({ credential: e.target.value })} errors={errors['credential']} hint="Sent as a bearer token to the URL’s host alone; never shown again." />
            </>
          )}
        <GrantFields grant={draft.grant} onChange={(grant) => set({ grant })} />
        <TextField label="Note" value={draft.note} maxLength={500} onChange={(e) => set({ note: e.target.value })} errors={errors['note']} hint="What the version is for." />
        <FormError error={saving.error} shown={shown(draft.kind)} />
      </form>
      <DiscardDialog unsaved={unsaved} />
    </Sheet>
  );
}
