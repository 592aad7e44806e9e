import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { FolderKanban, KeyRound, Pencil, Plus, Trash2, User, Users } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { all, call, Problem, type Schemas } from '../../api/client';
import { Confirm } from '../../design/Confirm';
import { Button, SelectField, TextField } from '../../design/controls';
import { Badge, Dialog, Empty, Failure, FormError, PageHead, Panel, Skeleton, YamlBadge } from '../../design/surfaces';
import { organizationRoute } from '../../routes';
import { IssueKey } from '../keys/IssueKey';
import { AccessBadge, AccessEditor } from './AccessEditor';
import { OrganizationForm } from './OrganizationsPage';

type Team = Schemas['TeamView'];
type Project = Schemas['ProjectView'];
type Person = Schemas['UserView'];

type Level = 'teams' | 'projects' | 'users';
interface Edit { level: Level; row: Team | Project | Person | null; parent: string }
interface Removal { path: string; name: string; etag: string; word: string }

export function OrganizationPage() {
  const { id } = organizationRoute.useParams();
  const queries = useQueryClient();
  const [editing, setEditing] = useState<Edit | null>(null);
  const [editingSelf, setEditingSelf] = useState(false);
  const [removing, setRemoving] = useState<Removal | null>(null);
  const [issuing, setIssuing] = useState<{ team_id?: string; project_id?: string; place: string } | null>(null);
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['organizations', id],
    queryFn: async ({ signal }) => {
      const [organization, teams, projects, users, keys] = await Promise.all([
        call<Schemas['OrganizationView']>('GET', `/organizations/${id}`, { signal }),
        all<Team>(`/teams?organization_id=${id}`, signal), all<Project>(`/projects?organization_id=${id}`, signal), all<Person>(`/users?organization_id=${id}`, signal),
        all<Schemas['KeyView']>(`/keys?organization_id=${id}&status=active`, signal),
      ]);
      return { organization, teams, projects, users, keys };
    },
  });
  const changed = () => queries.invalidateQueries({ queryKey: ['organizations'] });
  if (error) return <Failure error={error} retry={() => refetch()} />;
  if (isPending) return <Skeleton rows={8} />;
  const { organization, teams, projects, users, keys } = data;

  const actions = (level: Level, row: Team | Project | Person, word: string): ReactNode => row.owner === 'yaml' ? <YamlBadge /> : (
    <>
      <IconButton label={`Edit ${row.name}`} onClick={() => setEditing({ level, row, parent: '' })}><Pencil className="size-4" aria-hidden /></IconButton>
      <IconButton label={`Delete ${row.name}`} onClick={() => setRemoving({ path: `/${level}/${row.id}`, name: row.name, etag: row.etag, word })}><Trash2 className="size-4" aria-hidden /></IconButton>
    </>
  );

  return (
    <>
      <PageHead
        title={<><Link to="/organizations" className="text-ink-faint hover:underline">Organizations</Link> <span className="text-ink-faint">/</span> {organization.name}</>}
        lead={organization.description}
        actions={organization.owner === 'yaml' ? <YamlBadge /> : <Button onClick={() => setEditingSelf(true)}>Edit and grants</Button>}
      />
      <div className="grid gap-4">
        <Panel title="Granted to the organization"><div className="flex flex-wrap gap-1.5">{organization.grants.map((g) => <Badge key={g} lamp="brand">{g}</Badge>)}{organization.grants.length === 0 && <p className="text-ink-soft">Nothing yet, so none of its keys may call anything. Edit the organization to grant models.</p>}</div></Panel>
        <Panel title="Teams and projects" flush actions={<Button className="h-8 px-2.5" onClick={() => setEditing({ level: 'teams', row: null, parent: id })}><Plus className="size-4" aria-hidden />Team</Button>}>
          {teams.length === 0 ? <Empty title="No teams yet">Keys belong to a team or to a project of a team.</Empty> : (
            <ul className="divide-y divide-line">
              {teams.map((team) => (
                <li key={team.id} className="px-4 py-3">
                  <Line icon={<Users className="size-4 text-brand" aria-hidden />} name={team.name} note={team.description} badge={<AccessBadge access={team.access} />} keys={keys.filter((k) => k.team_id === team.id && !k.project_id).length}>
                    <IconButton label={`Issue a key in ${team.name}`} onClick={() => setIssuing({ team_id: team.id, place: team.name })}><KeyRound className="size-4" aria-hidden /></IconButton>
                    <IconButton label={`Add a project to ${team.name}`} onClick={() => setEditing({ level: 'projects', row: null, parent: team.id })}><Plus className="size-4" aria-hidden /></IconButton>
                    {actions('teams', team, 'team')}
                  </Line>
                  {projects.filter((p) => p.team_id === team.id).map((project) => (
                    <div key={project.id} className="mt-2 ml-2 border-l border-line pl-4">
                      <Line icon={<FolderKanban className="size-4 text-ink-faint" aria-hidden />} name={project.name} note={project.description} badge={<>{project.environment && <Badge>{project.environment}</Badge>} <AccessBadge access={project.access} /></>} keys={keys.filter((k) => k.project_id === project.id).length}>
                        <IconButton label={`Issue a key in ${project.name}`} onClick={() => setIssuing({ project_id: project.id, place: project.name })}><KeyRound className="size-4" aria-hidden /></IconButton>
                        {actions('projects', project, 'project')}
                      </Line>
                    </div>
                  ))}
                </li>
              ))}
            </ul>
          )}
        </Panel>
        <Panel title="Users" flush actions={<Button className="h-8 px-2.5" onClick={() => setEditing({ level: 'users', row: null, parent: id })}><Plus className="size-4" aria-hidden />User</Button>}>
          {users.length === 0 ? <Empty title="No users yet">A key may be bound to a user; what the user is restricted to then narrows the key.</Empty> : (
            <ul className="divide-y divide-line">{users.map((user) => <li key={user.id} className="px-4 py-3"><Line icon={<User className="size-4 text-ink-faint" aria-hidden />} name={user.name} note={user.email} badge={<AccessBadge access={user.access} />} keys={keys.filter((k) => k.user_id === user.id).length}>{actions('users', user, 'user')}</Line></li>)}</ul>
          )}
        </Panel>
      </div>
      {editingSelf && <OrganizationForm organization={organization} onClose={() => setEditingSelf(false)} onSaved={() => { setEditingSelf(false); void changed(); }} />}
      {editing && <LevelForm edit={editing} onClose={() => setEditing(null)} onSaved={() => { setEditing(null); void changed(); }} />}
      {issuing && <IssueKey place={issuing} users={users} onClose={() => { setIssuing(null); void changed(); }} />}
      {removing && <Confirm open onClose={() => setRemoving(null)} title={`Delete ${removing.name}?`} action={`Delete ${removing.word}`} run={() => call('DELETE', removing.path, { etag: removing.etag }).then(changed)}>Only a {removing.word} with nothing below it and no live keys is deleted. Its usage stays on record.</Confirm>}
    </>
  );
}

function Line({ icon, name, note, badge, keys, children }: { icon: ReactNode; name: string; note?: string | null; badge: ReactNode; keys: number; children: ReactNode }) {
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
      {icon}
      <span className="font-medium">{name}</span>
      {note && <span className="text-[13px] text-ink-faint">{note}</span>}
      {badge}
      <span className="text-[13px] text-ink-faint">{keys === 0 ? 'no keys' : keys === 1 ? '1 key' : `${keys} keys`}</span>
      <span className="ml-auto flex items-center gap-0.5">{children}</span>
    </div>
  );
}

const IconButton = ({ label, onClick, children }: { label: string; onClick: () => void; children: ReactNode }) => (
  <button type="button" title={label} aria-label={label} onClick={onClick} className="rounded-md p-1.5 text-ink-faint hover:bg-sunken hover:text-ink">{children}</button>
);

const words: Record<Level, { one: string; above: string }> = {
  teams: { one: 'team', above: 'the organization' },
  projects: { one: 'project', above: 'the team' },
  users: { one: 'user', above: 'the key’s team and project' },
};

function LevelForm({ edit, onClose, onSaved }: { edit: Edit; onClose: () => void; onSaved: () => void }) {
  const { level, row, parent } = edit;
  const [name, setName] = useState(row?.name ?? '');
  const [email, setEmail] = useState((row as Person | null)?.email ?? '');
  const [environment, setEnvironment] = useState((row as Project | null)?.environment ?? '');
  const [access, setAccess] = useState(row?.access ?? { mode: 'inherit', grants: [] });
  const save = useMutation({
    mutationFn: () => {
      const body = {
        name, access, ...(level === 'users' ? { email: email || null } : {}), ...(level === 'projects' ? { environment: environment || null } : {}),
        ...(row ? {} : level === 'projects' ? { team_id: parent } : { organization_id: parent }),
      };
      return row ? call('PATCH', `/${level}/${row.id}`, { etag: row.etag, body }) : call('POST', `/${level}`, { body });
    },
    onSuccess: onSaved,
  });
  const errors = save.error instanceof Problem ? save.error.errors : {};
  return (
    <Dialog open onClose={onClose} title={row ? row.name : `Add ${words[level].one}`}>
      <form className="grid gap-4" onSubmit={(e) => { e.preventDefault(); save.mutate(); }}>
        <TextField label="Name" required autoFocus value={name} onChange={(e) => setName(e.target.value)} errors={errors['name']} />
        {level === 'users' && <TextField label="E-mail" type="email" value={email} onChange={(e) => setEmail(e.target.value)} errors={errors['email']} />}
        {level === 'projects' && <SelectField label="Environment" value={environment} onChange={(e) => setEnvironment(e.target.value)} errors={errors['environment']}><option value="">None</option><option>dev</option><option>staging</option><option>prod</option></SelectField>}
        <AccessEditor access={access} onChange={setAccess} above={words[level].above} />
        <FormError error={save.error} />
        <div className="flex justify-end gap-2"><Button onClick={onClose}>Cancel</Button><Button tone="primary" type="submit" busy={save.isPending}>{row ? 'Save' : `Add ${words[level].one}`}</Button></div>
      </form>
    </Dialog>
  );
}
