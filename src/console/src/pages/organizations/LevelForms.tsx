import type { ReactNode } from 'react';
import { errorsUnder } from '../../api/problem';
import { projects, teams, users } from '../../api/resources';
import type { Access, Organization, Project, Team, User, Versioned } from '../../api/types';
import { AccessEditor } from '../../access/AccessEditor';
import { ceilingOf } from '../../access/grants';
import { LegacyListField } from '../../access/LegacyListField';
import { SelectField, TextField } from '../../design/Field';
import { EditorSheet } from '../../editing/EditorSheet';
import { useEditor, type Editor } from '../../editing/useEditor';

interface LevelDraft {
  name: string;
  access: Access;
  /** A project has none. */
  legacy_models?: string[] | null;
}

const open: Access = { mode: 'inherit', grants: [] };

interface FormProps<View extends Versioned, Draft extends LevelDraft> {
  editor: Editor<View, Draft>;
  word: string;
  lead: string;
  title: string;
  aboveName: string;
  above?: readonly string[] | undefined;
  /** Of its organization. */
  enforcement?: string;
  children?: ReactNode;
}

/** What teams, projects and users have in common: a name, and how they stand to what is above them. */
function LevelForm<View extends Versioned, Draft extends LevelDraft>({ editor, word, lead, title, aboveName, above, enforcement, children }: FormProps<View, Draft>) {
  const { draft, set, errors } = editor;
  const fields = ['name', 'description', 'email', 'environment', 'access.grants', ...draft.access.grants.map((_, i) => `access.grants[${i}]`), 'legacy_models', ...(draft.legacy_models ?? []).map((_, i) => `legacy_models[${i}]`)];
  return (
    <EditorSheet editor={editor} word={word} fields={fields} title={title} lead={lead}>
      <TextField label="Name" required autoFocus={editor.isNew} value={draft.name} onChange={(e) => set({ name: e.target.value } as Partial<Draft>)} errors={errors['name']} />
      {children}
      <AccessEditor access={draft.access} onChange={(access) => set({ access } as Partial<Draft>)} aboveName={aboveName} above={above} errors={errorsUnder(errors, 'access.grants')} />
      {enforcement && (enforcement === 'legacy' || !!draft.legacy_models?.length) && <LegacyListField names={draft.legacy_models ?? []} enforcement={enforcement} mode={draft.access.mode} errors={errorsUnder(errors, 'legacy_models')} onChange={(names) => set({ legacy_models: names.length > 0 ? names : null } as Partial<Draft>)} />}
    </EditorSheet>
  );
}

export function TeamForm({ team, organization, onClose }: { team: Team | null; organization: Organization; onClose: () => void }) {
  const editor = useEditor<Team, LevelDraft & { organization_id: string; description: string | null }>({
    resource: teams, existing: team, onClose,
    toDraft: (view) => ({ organization_id: organization.id, name: view?.name ?? '', description: view?.description ?? null, access: view?.access ?? open, legacy_models: view?.legacy_models ?? null }),
  });
  return (
    <LevelForm editor={editor} enforcement={organization.enforcement} word="team" title={team?.name ?? 'Add team'} lead={`In ${organization.name}. Keys belong to teams and their projects.`} aboveName={`the organization ${organization.name}`} above={ceilingOf(organization)}>
      <TextField label="Description" value={editor.draft.description ?? ''} onChange={(e) => editor.set({ description: e.target.value || null })} errors={editor.errors['description']} />
    </LevelForm>
  );
}

export function ProjectForm({ project, team, above, onClose }: { project: Project | null; team: Team; above: readonly string[] | undefined; onClose: () => void }) {
  const editor = useEditor<Project, LevelDraft & { team_id: string; description: string | null; environment: string | null }>({
    resource: projects, existing: project, onClose,
    toDraft: (view) => ({ team_id: team.id, name: view?.name ?? '', description: view?.description ?? null, environment: view?.environment ?? null, access: view?.access ?? open }),
  });
  const { draft, set, errors } = editor;
  return (
    <LevelForm editor={editor} word="project" title={project?.name ?? 'Add project'} lead={`In the team ${team.name}.`} aboveName={`the team ${team.name}`} above={above}>
      <div className="grid gap-4 sm:grid-cols-2">
        <TextField label="Description" value={draft.description ?? ''} onChange={(e) => set({ description: e.target.value || null })} errors={errors['description']} />
        <SelectField label="Environment" value={draft.environment ?? ''} onChange={(e) => set({ environment: e.target.value || null })} errors={errors['environment']}>
          <option value="">None</option>
          {['dev', 'staging', 'prod'].map((e) => <option key={e}>{e}</option>)}
        </SelectField>
      </div>
    </LevelForm>
  );
}

export function UserForm({ user, organization, onClose }: { user: User | null; organization: Organization; onClose: () => void }) {
  const editor = useEditor<User, LevelDraft & { organization_id: string; email: string | null }>({
    resource: users, existing: user, onClose,
    toDraft: (view) => ({ organization_id: organization.id, name: view?.name ?? '', email: view?.email ?? null, access: view?.access ?? open, legacy_models: view?.legacy_models ?? null }),
  });
  return (
    <LevelForm editor={editor} enforcement={organization.enforcement} word="user" title={user?.name ?? 'Add user'} lead={`In ${organization.name}. A restriction narrows every key that is bound to this user.`} aboveName={`the organization ${organization.name}`} above={ceilingOf(organization)}>
      <TextField label="E-mail" type="email" value={editor.draft.email ?? ''} onChange={(e) => editor.set({ email: e.target.value || null })} errors={editor.errors['email']} />
    </LevelForm>
  );
}
