import { errorsUnder } from '../../api/problem';
import { organizations } from '../../api/resources';
import type { Grant, Organization } from '../../api/types';
import { GrantPicker } from '../../access/GrantPicker';
import { TextField, Toggle } from '../../design/Field';
import { EditorSheet } from '../../editing/EditorSheet';
import { useEditor } from '../../editing/useEditor';

interface Draft {
  name: string;
  description: string | null;
  grants: Grant[];
  enforcement: string;
}

const toDraft = (organization: Organization | null): Draft => ({ name: organization?.name ?? '', description: organization?.description ?? null, grants: [...(organization?.grants ?? [])], enforcement: organization?.enforcement ?? 'enforced' });

export function OrganizationForm({ organization, onClose }: { organization: Organization | null; onClose: () => void }) {
  const editor = useEditor<Organization, Draft>({ resource: organizations, existing: organization, toDraft, onClose });
  const { draft, set, errors } = editor;
  const fields = ['name', 'description', 'grants', ...draft.grants.map((_, i) => `grants[${i}]`)];
  return (
    <EditorSheet editor={editor} word="organization" fields={fields} title={organization?.name ?? 'Add organization'} lead="Its grants are the ceiling for everything below it.">
      <TextField label="Name" required autoFocus={editor.isNew} value={draft.name} onChange={(e) => set({ name: e.target.value })} errors={errors['name']} />
      <TextField label="Description" value={draft.description ?? ''} onChange={(e) => set({ description: e.target.value || null })} errors={errors['description']} />
      {editor.isNew && <Toggle label="It comes with legacy lists" checked={draft.enforcement === 'legacy'} onChange={(on) => set({ enforcement: on ? 'legacy' : 'enforced' })}
        hint="For an organization from a system with loose lists of models at teams, users and keys: they count until it is enforced on the page Migration, and without grants everything is open to it." />}
      <GrantPicker grants={draft.grants} onChange={(grants) => set({ grants })} errors={errorsUnder(errors, 'grants')} />
    </EditorSheet>
  );
}
